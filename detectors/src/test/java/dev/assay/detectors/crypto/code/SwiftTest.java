package dev.assay.detectors.crypto.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.crypto.code.CodeSamples.Sample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SwiftTest {
    static List<Sample> harmless() {
        return CodeSamples.of("harmless/swift");
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void isSilentWhereNothingIsWrong(Sample sample) {
        assertThat(ProgramSamples.findings("a.swift", sample.program())).isEmpty();
    }

    /** What is not found is known, and in the README. */
    @Test
    void findsEachUseWithItsParameters() {
        List<String> missing = new ArrayList<>();
        for (Sample sample : CodeSamples.of("programs/swift")) {
            if (!ProgramSamples.missing(sample.uses(), "a.swift", sample.program())
                    .isEmpty()) {
                missing.add(sample.title());
            }
        }
        assertThat(missing)
                .containsExactly("another name for a type", "swift-nio-ssl without checks of names, in an old version");
    }
}
