package dev.assay.detectors.crypto.code;

import static java.util.stream.Collectors.toSet;
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

/** Programs that were written before anybody tried them, with all that must be found in them and what must be said of it. */
class RoundsTest {
    /** How a program of each language is called. */
    static final Map<String, String> NAMES = new TreeMap<>(Map.ofEntries(
            Map.entry("c", "a.c"),
            Map.entry("cpp", "a.cpp"),
            Map.entry("csharp", "a.cs"),
            Map.entry("go", "a.go"),
            Map.entry("java", "A.java"),
            Map.entry("javascript", "a.js"),
            Map.entry("kotlin", "a.kt"),
            Map.entry("php", "a.php"),
            Map.entry("powershell", "a.ps1"),
            Map.entry("python", "a.py"),
            Map.entry("ruby", "a.rb"),
            Map.entry("rust", "a.rs"),
            Map.entry("scala", "a.scala"),
            Map.entry("shell", "a.sh"),
            Map.entry("swift", "a.swift"),
            Map.entry("typescript", "a.ts")));

    static List<Arguments> programs() {
        return samples("rounds/", NAMES);
    }

    static List<Arguments> harmless() {
        return samples("harmless/", Map.of("java", "A.java", "python", "a.py"));
    }

    private static List<Arguments> samples(String folder, Map<String, String> names) {
        List<Arguments> all = new ArrayList<>();
        names.forEach((language, name) -> CodeSamples.of(folder + language)
                .forEach(sample -> all.add(Arguments.of(name, Named.of(language + ": " + sample.title(), sample)))));
        return all;
    }

    @ParameterizedTest
    @MethodSource("programs")
    void findsEachUseAndSaysWhatIsWrong(String name, Sample sample) {
        assertThat(ProgramSamples.missing(sample.uses(), name, sample.program()))
                .isEmpty();
        assertThat(ProgramSamples.findings(name, sample.program()).stream()
                        .map(finding -> finding.substring(0, finding.indexOf(':')))
                        .collect(toSet()))
                .isEqualTo(sample.rules());
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void isSilentWhereNothingIsWrong(String name, Sample sample) {
        assertThat(ProgramSamples.findings(name, sample.program())).isEmpty();
    }
}
