package dev.assay.detectors.crypto.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.crypto.code.CodeSamples.Sample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScalaTest {
    static List<Sample> harmless() {
        return CodeSamples.of("harmless/scala");
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void isSilentWhereNothingIsWrong(Sample sample) {
        assertThat(ProgramSamples.findings("a.scala", sample.program())).isEmpty();
    }

    /** What is not found is known, and in the README. */
    @Test
    void findsEachUseWithItsParameters() {
        List<String> missing = new ArrayList<>();
        for (Sample sample : CodeSamples.of("programs/scala")) {
            if (!ProgramSamples.missing(sample.uses(), "a.scala", sample.program())
                    .isEmpty()) {
                missing.add(sample.title());
            }
        }
        assertThat(missing).containsExactly("GCM with a nonce of zeros");
    }
}
