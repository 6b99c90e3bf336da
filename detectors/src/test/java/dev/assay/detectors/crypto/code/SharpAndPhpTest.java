package dev.assay.detectors.crypto.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.crypto.code.CodeSamples.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** C# and PHP. */
class SharpAndPhpTest {
    private static final Map<String, String> NAMES = new TreeMap<>(Map.of("csharp", "a.cs", "php", "a.php"));

    static List<Arguments> programs() {
        return samples("programs/");
    }

    static List<Arguments> harmless() {
        return samples("harmless/");
    }

    private static List<Arguments> samples(String folder) {
        List<Arguments> all = new ArrayList<>();
        NAMES.forEach((language, name) -> CodeSamples.of(folder + language)
                .forEach(sample -> all.add(Arguments.of(name, Named.of(language + ": " + sample.title(), sample)))));
        return all;
    }

    /** What is not found is known, and in the README. */
    private static final String NOT_FOUND = "a name of a function that is handed on";

    @ParameterizedTest
    @MethodSource("programs")
    void findsEachUseWithItsParameters(String name, Sample sample) {
        List<String> missing = ProgramSamples.missing(sample.uses(), name, sample.program());
        assertThat(missing).hasSize(sample.title().equals(NOT_FOUND) ? 1 : 0);
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void isSilentWhereNothingIsWrong(String name, Sample sample) {
        assertThat(ProgramSamples.findings(name, sample.program())).isEmpty();
    }
}
