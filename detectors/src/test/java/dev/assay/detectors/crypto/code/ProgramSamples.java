package dev.assay.detectors.crypto.code;

import dev.assay.detectors.crypto.CryptoJudge;
import dev.assay.detectors.crypto.CryptoPolicy;
import dev.assay.detectors.crypto.CryptoRule;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.RuleBook;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Programs in ways that a language's libraries document, with the uses that must be found in them, whatever else is told of these:
 * {@code programs/LANGUAGE.txt}; and programs in which nothing is wrong: {@code harmless/LANGUAGE.txt}.
 */
final class ProgramSamples {
    private static final CryptoPolicy POLICY = new CryptoPolicy(LocalDate.of(2026, 11, 26), List.of(), 10, 2035);
    private static final CryptoJudge JUDGE = new CryptoJudge(POLICY);

    /** A use that must be there: {@code purpose algorithm {parameters}}. */
    record Expected(String purpose, String algorithm, Map<String, String> parameters) {
        static Expected of(String text) {
            int first = text.indexOf(' ');
            int brace = text.indexOf('{');
            Map<String, String> parameters = new TreeMap<>();
            for (String one : text.substring(brace + 1, text.length() - 1).split(", ")) {
                int equals = one.indexOf('=');
                if (equals > 0) {
                    parameters.put(one.substring(0, equals), one.substring(equals + 1));
                }
            }
            return new Expected(
                    text.substring(0, first), text.substring(first, brace).strip(), parameters);
        }

        boolean isMetBy(CryptoUse use) {
            return use.purpose().equals(purpose)
                    && use.algorithm().equals(algorithm)
                    && use.parameters().entrySet().containsAll(parameters.entrySet());
        }
    }

    private static final RuleBook BOOK =
            new RuleBook(List.of(Objects.requireNonNull(CryptoRule.class.getResource("rules.yaml"))));

    private ProgramSamples() {}

    /** What is found in a program that counts by default: findings of medium or above. */
    static List<String> findings(String name, String program) {
        Location at = Location.of("t", name);
        Findings findings = new Findings(BOOK, _ -> true, 1_000);
        findings.at(at);
        List<Fact> uses = List.copyOf(ReadCode.uses(program, name));
        new CryptoRule(POLICY).judge(new Facts(at, List.of(), List.of(), uses), findings);
        return findings.all().stream()
                .filter(finding -> finding.severity().compareTo(Severity.MEDIUM) >= 0)
                .map(finding -> finding.ruleId() + ": " + finding.message())
                .toList();
    }

    /** What is found in a program, in the registry's words. */
    static List<CryptoUse> uses(String name, String program) {
        List<CryptoUse> found = new ArrayList<>();
        for (CryptoUse use : ReadCode.uses(program, name)) {
            JUDGE.assess(use).forEach(one -> found.add(one.use()));
        }
        return found;
    }

    /** Those that are not found, each in the words of the sample; a use that was found once meets one of them only. */
    static List<String> missing(List<String> expected, String name, String program) {
        List<CryptoUse> found = uses(name, program);
        List<String> missing = new ArrayList<>();
        for (String one : expected) {
            Expected wanted = Expected.of(one);
            CryptoUse met = found.stream().filter(wanted::isMetBy).findFirst().orElse(null);
            if (met == null || !found.remove(met)) {
                missing.add(one + " is none of "
                        + found.stream()
                                .map(use -> use.purpose() + " " + use.algorithm() + " " + use.parameters())
                                .toList());
            }
        }
        return missing;
    }
}
