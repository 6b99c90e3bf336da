package dev.assay.detectors.crypto.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.crypto.code.CodeSamples.Sample;
import dev.assay.engine.fact.CryptoUse;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoTest {
    static List<Sample> programs() {
        return CodeSamples.of("programs/go");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void findsEachUseWithItsParameters(Sample sample) {
        assertThat(ProgramSamples.missing(sample.uses(), "a.go", sample.program()))
                .isEmpty();
    }

    static List<Sample> harmless() {
        return CodeSamples.of("harmless/go");
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void isSilentWhereNothingIsWrong(Sample sample) {
        assertThat(ProgramSamples.findings("a.go", sample.program())).isEmpty();
    }

    /** Each function of a package that is a use whatever it is given. */
    static List<String> callees() {
        ApiTable table = new ApiTable(Stream.of("go/std.tsv", "go/x.tsv", "go/libraries.tsv")
                .map(name -> Objects.requireNonNull(SourceDecoder.class.getResource(name)))
                .toList());
        return table.callees().stream()
                .filter(callee -> !callee.contains(" ") && isOfPackage(callee))
                .filter(callee -> table.of(callee).stream()
                        .anyMatch(row -> !row.purpose().isEmpty() && row.needs().isEmpty() && !row.isPart()))
                .toList();
    }

    /** Methods need an object, of which a row has to say how it is made. */
    private static boolean isOfPackage(String callee) {
        String last = callee.substring(callee.lastIndexOf('/') + 1);
        return last.indexOf('.') == last.lastIndexOf('.');
    }

    @ParameterizedTest
    @MethodSource("callees")
    void everyRowMatchesItsFunctionAndNoOther(String callee) {
        int dot = callee.lastIndexOf('.');
        String path = callee.substring(0, dot);
        String call = "x" + callee.substring(dot) + "(a, b, c, d)";
        assertThat(vias("package p\nimport x \"" + path + "\"\nfunc f(a, b, c, d any) { " + call + " }\n"))
                .contains(callee);
        assertThat(vias("package p\nimport (\n\t\"crypto/md5\"\n\tx \"elsewhere.org/" + path
                        + "\"\n)\nfunc f(a, b, c, d any) { " + call + " }\n"))
                .isEmpty();
    }

    private static List<String> vias(String program) {
        return ReadCode.uses(program, "a.go").stream().map(CryptoUse::via).toList();
    }

    /** Literals are whole paths of packages: prose and names of algorithms are not even parsed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "package p\n// md5.New and crypto/md5\nfunc md5() {}\n",
                "package p\nimport \"example.org/crypto/md5\"\nfunc f() { md5.New() }\n",
                "package p\nimport \"crypto/subtle\"\nfunc f(a, b []byte) int { return subtle.ConstantTimeCompare(a, b) }\n",
                "package p\nvar vectors = []string{\"aes-128-ecb\", \"rc4\"}\n"
            })
    void mentionsDoNotPassThePrefilter(String program) {
        byte[] text = program.getBytes(UTF_8);
        Language go = Language.all().stream()
                .filter(language -> language.name().equals("go"))
                .findFirst()
                .orElseThrow();
        assertThat(go.reading().prefilter().pass().search(text, 0, text.length)).isFalse();
    }

    /** Who is not seen may fill a part of an array: that is of the array, too. Slices of empty arrays failed once. */
    @Test
    void slicesThatOthersFillAreNoZeros() {
        String program = "package p\nimport (\"crypto/aes\"; \"elsewhere.org/x\")\n"
                + "func f() { key := make([]byte, 32); x.Read(key[8:16]); aes.NewCipher(key) }\n";
        assertThat(ReadCode.told(program, "a.go")).isNotEmpty().noneMatch(use -> use.contains("key=zero"));
    }

    @Test
    void brokenTextsStillTellWhatIsSeen() {
        String program = "package p\nimport \"crypto/md5\"\nfunc f(b []byte) { md5.Sum(b)\n x := [\n\0 func ) {\n";
        assertThat(ReadCode.told(program, "a.go")).contains("hash MD5 {}");
    }
}
