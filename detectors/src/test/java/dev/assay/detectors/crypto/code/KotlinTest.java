package dev.assay.detectors.crypto.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.crypto.code.CodeSamples.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KotlinTest {
    static List<Sample> harmless() {
        return CodeSamples.of("harmless/kotlin");
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void isSilentWhereNothingIsWrong(Sample sample) {
        assertThat(ProgramSamples.findings("a.kt", sample.program())).isEmpty();
    }

    @Test
    void findsEachUseWithItsParameters() {
        assertThat(CodeSamples.of("programs/kotlin"))
                .allSatisfy(sample -> assertThat(ProgramSamples.missing(sample.uses(), "a.kt", sample.program()))
                        .isEmpty());
    }
}
