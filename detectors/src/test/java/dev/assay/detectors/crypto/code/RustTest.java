package dev.assay.detectors.crypto.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.crypto.code.CodeSamples.Sample;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RustTest {
    static List<Sample> programs() {
        return CodeSamples.of("programs/rust");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void findsEachUseWithItsParameters(Sample sample) {
        assertThat(ProgramSamples.missing(sample.uses(), "a.rs", sample.program()))
                .isEmpty();
    }

    static List<Sample> harmless() {
        return CodeSamples.of("harmless/rust");
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void isSilentWhereNothingIsWrong(Sample sample) {
        assertThat(ProgramSamples.findings("a.rs", sample.program())).isEmpty();
    }

    /** Literals are of crates with what they have: prose and names of algorithms are not even parsed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "// md5 and Sha1, RC4 by hand\nfn md5() {}\n",
                "use std::collections::HashMap;\nfn sha1(b: &[u8]) -> u8 { b[0] }\n",
                "const NAMES: &[&str] = &[\"aes-128-ecb\", \"rc4\"];\n"
            })
    void mentionsDoNotPassThePrefilter(String program) {
        byte[] text = program.getBytes(UTF_8);
        Language rust = Language.all().stream()
                .filter(language -> language.name().equals("rust"))
                .findFirst()
                .orElseThrow();
        assertThat(rust.reading().prefilter().pass().search(text, 0, text.length))
                .isFalse();
    }
}
