package dev.assay.detectors.crypto.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.crypto.code.CodeSamples.Sample;
import dev.assay.engine.decode.RecordingSink;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PowerShellTest {
    static List<Sample> programs() {
        return CodeSamples.of("programs/powershell");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void findsEachUseWithItsParameters(Sample sample) {
        assertThat(ProgramSamples.missing(sample.uses(), "a.ps1", sample.program()))
                .isEmpty();
    }

    static List<Sample> harmless() {
        return CodeSamples.of("harmless/powershell");
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void isSilentWhereNothingIsWrong(Sample sample) {
        assertThat(ProgramSamples.findings("a.ps1", sample.program())).isEmpty();
    }

    /** Names mean the same in any case, and are followed through parameters, tables and pipes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$Name = 'MD5'; GET-FILEHASH x -ALGORITHM $name",
                "function Sum-It($a) { Get-FileHash x -Algorithm $a }\nsum-it MD5",
                "function Sum-It { param([string] $A = 'MD5') Get-FileHash x -Algorithm $A }\nSum-It",
                "$p = @{ Algorithm = 'MD5' }\nGet-FileHash x @p",
                "Get-ChildItem | ForEach-Object { Get-FileHash $_ -Algorithm MD5 }",
                "if ((Get-FileHash x -Algorithm MD5).Hash -eq $y) { a } else { b }",
                "$h = switch ($x) { 1 { 'MD5' } default { 'MD5' } }\nGet-FileHash x -Algorithm MD5",
                "$t = \"$(Get-FileHash x -Algorithm:MD5)\"",
                "Get-FileHash x `\n  -Algorithm MD5"
            })
    void namesAreFollowed(String program) {
        assertThat(ReadCode.told(program + "\n", "a.ps1")).anyMatch(use -> use.startsWith("hash MD5 "));
    }

    /** Nothing of these costs more than their length, or is an error. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$(",
                "@{ a = ",
                "@(",
                "{ ",
                "if (",
                "function f { ",
                "a | ",
                "[a]::b(",
                "param(",
                "-x ",
                "switch (a) { ",
                "\"$(",
                "class A { ",
                "& ",
                "`\n",
                "@\"\n",
                "a -b "
            })
    void hostileScriptsEnd(String part) {
        String program = "Get-FileHash x\n" + part.repeat(20_000);
        RecordingSink sink = ReadCode.read("a.ps1", program.getBytes(UTF_8));
        assertThat(sink.facts()).isNotEmpty();
    }
}
