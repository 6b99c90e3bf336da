package dev.assay.detectors.archive.zip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Leaks;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MemorySource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TorchPickleTest {
    private static final int MEMORY_BYTES = 4 << 20;

    private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();

    @Test
    void storagesAndTheTensorsOfThem() throws IOException {
        text("layer.weight");
        opcodes("ctorch._utils\n_rebuild_tensor_v2\n((");
        text("storage");
        opcodes("ctorch\nFloatStorage\n");
        text("7");
        text("cpu");
        opcodes("K\u0006tQK\u0000K\u0002K\u0003\u0086K\u0003K\u0001\u0086\u0089NtR.");
        Budget budget = budget(MEMORY_BYTES);
        try (ByteReader in = reader(budget);
                TorchPickle read = new TorchPickle(in, budget)) {
            read.read();
            assertThat(read.isWhole()).isTrue();
            assertThat(read.isFull()).isFalse();
            assertThat(read.storages()).containsOnlyKeys("7");
            assertThat(read.tensors()).singleElement().satisfies(tensor -> {
                assertThat(tensor.name()).isEqualTo("layer.weight");
                assertThat(tensor.shape()).containsExactly(2L, 3L);
            });
        }
    }

    /** A few hundred texts of 64 KB and one tuple in another: more than its share, though far from any count. */
    @Test
    void whatItKeepsIsOfTheMemoryThatThereIs() throws IOException {
        for (int i = 0; i < 200; i++) {
            text("a".repeat(60_000));
            opcodes("r" + (char) i + "\0\0\0" + "\u0085");
        }
        opcodes(".");
        Budget budget = budget(MEMORY_BYTES);
        try (ByteReader in = reader(budget);
                TorchPickle read = new TorchPickle(in, budget)) {
            read.read();
            assertThat(read.isFull()).isTrue();
            assertThat(read.isWhole()).isFalse();
            assertThat(in.position()).isLessThan(MEMORY_BYTES);
        }
        budget = budget(64 << 20);
        try (ByteReader in = reader(budget);
                TorchPickle read = new TorchPickle(in, budget)) {
            read.read();
            assertThat(read.isWhole()).isTrue();
        }
    }

    /** A stack of single bytes, each of which becomes an object. */
    @Test
    void aDeepStackIsCounted() throws IOException {
        byte[] ones = new byte[90_000];
        Arrays.fill(ones, (byte) ')');
        pickle.write(ones);
        opcodes(".");
        Budget budget = budget(MEMORY_BYTES);
        try (ByteReader in = reader(budget);
                TorchPickle read = new TorchPickle(in, budget)) {
            read.read();
            assertThat(read.isFull()).isTrue();
        }
    }

    /** The memory is looked at after each test: what is not given back fails it. */
    private static Budget budget(int memoryBytes) {
        return new Budget(Limits.DEFAULT, Clock.endless(), Leaks.memory(memoryBytes), 0);
    }

    private ByteReader reader(Budget budget) {
        return new ByteReader(new MemorySource(pickle.toByteArray()), budget);
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int n = bytes.length;
        opcodes("X" + (char) (n & 0xff) + (char) (n >> 8 & 0xff) + (char) (n >> 16) + "\0");
        pickle.writeBytes(bytes);
    }

    private void opcodes(String latin1) {
        pickle.writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }
}
