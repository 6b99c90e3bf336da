package dev.assay.detectors.crypto.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.crypto.code.CodeSamples.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;
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

    /** A name that only begins like a place is none: reading it as a number failed once. */
    @Test
    void brokenNamesStillTellWhatIsSeen() {
        String program =
                "use md5::{Digest, Md5};\nstruct A(u8);\nfn f(b: &[u8]) { Md5::digest(b); g(A { 0n: b }, B[0n, 1]); A(0n).0n }";
        assertThat(ReadCode.told(program, "a.rs")).contains("hash MD5 {}");
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
