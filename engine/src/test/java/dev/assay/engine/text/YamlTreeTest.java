package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.decode.RecordingSink;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTreeTest {
    private static final int MANY = 1 << 20;

    /** Copying what was looked at for each thousand characters more would allocate some gigabytes here. */
    @ParameterizedTest
    @ValueSource(strings = {"a{", "\\", "a: '", "a: \"", "# ", "a: |\n ", "[", "a: &", "a: !"})
    void lookingFarAheadTakesMemoryByTheLengthOfTheLine(String start) {
        byte[] bytes = (start + "x".repeat(MANY)).getBytes(StandardCharsets.UTF_8);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try (TreeRoom room = new TreeRoom(RecordingSink.budget(Limits.DEFAULT, bytes.length), bytes.length)) {
            YamlTree.read(bytes, bytes.length, room);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100L * bytes.length);
    }
}
