package dev.assay.detectors.crypto;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Parameters for a message that people read: {@code ssl_ciphers ALL} are two hundred suites, of which those that a rule is about come
 * first, then how many more there are. Thread-safe; what a suite is a case of is worked out once.
 */
final class BriefParameters {
    /** As many suites are told by name. */
    private static final int MOST_SHOWN = 4;

    /** There are fewer suites; more names are made up. */
    private static final int MOST_KNOWN = 1000;

    private static final String SUITES = "suites";

    private final CryptoJudge judge;
    private final Map<String, Set<String>> rulesOfSuite = new ConcurrentHashMap<>();

    BriefParameters(CryptoJudge judge) {
        this.judge = judge;
    }

    /** {@code keyBits=128 mode=CBC}, in the order of the names; of a list of suites what else is said, and the first of them. */
    String of(CryptoUse use, String ruleId) {
        List<String> suites = suites(use, ruleId);
        Set<String> parts = suites.size() > MOST_SHOWN ? parts(suites) : Set.of();
        StringJoiner text = new StringJoiner(" ");
        use.parameters().forEach((name, value) -> {
            if (!parts.contains(name) && !Vocabulary.all().isIdentity(name)) {
                text.add(name + "=" + (name.equals(SUITES) ? shown(suites) : value));
            }
        });
        return text.toString();
    }

    /** All suites of a use, those before the others that are a case of the rule by themselves; none if there are few. */
    String longList(CryptoUse use, String ruleId) {
        List<String> suites = suites(use, ruleId);
        return suites.size() > MOST_SHOWN ? String.join("|", suites) : "";
    }

    private static String shown(List<String> suites) {
        int more = suites.size() - MOST_SHOWN;
        return more <= 0
                ? String.join("|", suites)
                : String.join("|", suites.subList(0, MOST_SHOWN)) + " and " + more + " more";
    }

    private List<String> suites(CryptoUse use, String ruleId) {
        String all = use.parameters().getOrDefault(SUITES, "");
        List<String> first = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String suite : all.isEmpty() ? List.<String>of() : Parts.of(all, '|')) {
            (rules(suite).contains(ruleId) ? first : others).add(suite);
        }
        first.addAll(others);
        return first;
    }

    private Set<String> rules(String suite) {
        Set<String> known = rulesOfSuite.get(suite);
        if (known != null) {
            return known;
        }
        CryptoUse alone =
                CryptoUse.of(CryptoUse.Kind.PROTOCOL, "TLS", "protocol", Map.of(SUITES, suite), "", "", -1, 0, 0);
        Set<String> rules = new HashSet<>();
        judge.assess(alone).forEach(one -> one.cases().forEach(each -> rules.add(each.ruleId())));
        if (rulesOfSuite.size() < MOST_KNOWN) {
            rulesOfSuite.put(suite, rules);
        }
        return rules;
    }

    /** What of the parameters the suites say themselves. */
    private static Set<String> parts(List<String> suites) {
        Set<String> parts = new HashSet<>();
        for (String suite : suites) {
            AlgorithmNames.all()
                    .suite(suite)
                    .ifPresent(found -> parts.addAll(found.parameters().keySet()));
        }
        return parts;
    }
}
