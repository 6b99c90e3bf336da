package dev.assay.detectors.crypto.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.Catalog;
import dev.assay.detectors.crypto.Assessment;
import dev.assay.detectors.crypto.CryptoJudge;
import dev.assay.detectors.crypto.CryptoPolicy;
import dev.assay.detectors.crypto.code.CodeSamples.Sample;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.RuleBook;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs that were written from what libraries document, before there were rows: what is in them is found with the right
 * algorithm and parameters, in the registry's words, and nothing else; those that are as they should be are left alone.
 */
class SnippetsTest {
    private static final Map<String, String> NAMES = new TreeMap<>(Map.of("c", "a.c", "cpp", "a.cpp"));
    private static final RuleBook BOOK = Catalog.load("test").book();
    private static final CryptoJudge JUDGE = new CryptoJudge(CryptoPolicy.on(LocalDate.of(2026, 1, 1)));

    static List<Arguments> uses() {
        return samples("");
    }

    static List<Arguments> silent() {
        return samples("-silent");
    }

    private static List<Arguments> samples(String kind) {
        List<Arguments> all = new ArrayList<>();
        NAMES.forEach((language, name) -> CodeSamples.of(language + kind)
                .forEach(sample -> all.add(Arguments.of(name, Named.of(language + ": " + sample.title(), sample)))));
        return all;
    }

    @ParameterizedTest
    @MethodSource("uses")
    void findsWhatIsThere(String name, Sample sample) {
        assertThat(differences(name, sample)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("silent")
    void saysNothingOfWhatIsAsItShouldBe(String name, Sample sample) {
        assertThat(told(name, sample)).isEmpty();
    }

    /** What is expected and not found, and what is found and not expected. */
    static List<String> differences(String name, Sample sample) {
        List<CryptoUse> found = new ArrayList<>(uses(name, sample));
        List<String> all = new ArrayList<>();
        for (String line : sample.uses()) {
            if (found.stream().noneMatch(use -> isAs(line, use))) {
                all.add("missed: " + line);
            } else {
                found.remove(found.stream()
                        .filter(use -> isAs(line, use))
                        .findFirst()
                        .orElseThrow());
            }
        }
        found.forEach(use -> all.add("not there: " + use.purpose() + " " + use.algorithm() + " " + use.parameters()));
        return all;
    }

    /** What is said at {@code medium} or above. */
    static List<String> told(String name, Sample sample) {
        List<String> told = new ArrayList<>();
        for (CryptoUse use : ReadCode.facts(name, sample.program())) {
            for (Assessment assessment : JUDGE.assess(use)) {
                for (Assessment.Case one : assessment.cases()) {
                    Severity own = one.severity();
                    Severity severity = own == null ? BOOK.get(one.ruleId()).severity() : own;
                    if (severity.compareTo(Severity.MEDIUM) >= 0) {
                        told.add(one.ruleId() + " " + use.via() + " " + use.parameters());
                    }
                }
            }
        }
        return told;
    }

    private static List<CryptoUse> uses(String name, Sample sample) {
        List<CryptoUse> normal = new ArrayList<>();
        for (CryptoUse use : ReadCode.facts(name, sample.program())) {
            JUDGE.assess(use).forEach(assessment -> normal.add(assessment.use()));
        }
        return normal;
    }

    /** @param line {@code purpose algorithm parameter=value ...} */
    private static boolean isAs(String line, CryptoUse use) {
        String[] words = line.split(" ", 3);
        if (!use.purpose().equals(words[0]) || !use.algorithm().equals(words[1])) {
            return false;
        }
        for (String word : words.length < 3 ? new String[0] : words[2].split(" ")) {
            int equals = word.indexOf('=');
            if (!word.substring(equals + 1).equals(use.parameters().get(word.substring(0, equals)))) {
                return false;
            }
        }
        return true;
    }
}
