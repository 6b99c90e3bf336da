package dev.assay.detectors.model.pickle;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Collection;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainerFuzzTest {
    static Stream<Arguments> samples() {
        Collection<byte[]> all = Samples.all().values();
        return all.stream().map(Arguments::of);
    }

    @MethodSource("samples")
    @FuzzTest
    void anyBytesHaveAProgramWithinItsLimits(byte[] bytes) {
        if (bytes.length > 0) {
            ExplainerTest.check("fuzzed", bytes);
        }
    }
}
