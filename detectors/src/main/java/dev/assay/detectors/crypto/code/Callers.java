package dev.assay.detectors.crypto.code;

import dev.assay.detectors.crypto.AlgorithmNames;
import dev.assay.engine.text.Literals;
import dev.assay.engine.text.Literals.Literal;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Tells texts that may hand the name of an algorithm, or an address, to a function that uses cryptography elsewhere: they hold one
 * as a constant text. Immutable.
 */
final class Callers {
    private final Map<Character, List<String>> beginnings = new HashMap<>(); // by their first letter
    private final Set<String> words = new HashSet<>(); // that are told as they are
    private final Literals literals;

    Callers() {
        List<Literal> all = new ArrayList<>();
        for (List<String> row : Rows.read(Objects.requireNonNull(Callers.class.getResource("callers.tsv")), 1)) {
            beginnings
                    .computeIfAbsent(row.getFirst().charAt(0), _ -> new ArrayList<>(1))
                    .add(row.getFirst());
            all.add(new Literal('"' + row.getFirst(), true));
        }
        literals = new Literals(all);
        Rows.read(Objects.requireNonNull(Callers.class.getResource("told-words.tsv")), 1)
                .forEach(row -> words.add(row.getFirst()));
    }

    /** Whether a text holds such a constant. */
    boolean search(byte[] text, int from, int to) {
        boolean[] found = {false};
        literals.search(text, from, to, to, (_, _) -> found[0] = true);
        return found[0];
    }

    /** What of a constant may be told: a name that begins as names of algorithms do, a word that chooses between ways, the scheme of an address. */
    String publicPart(String text) {
        if (text.isEmpty()) {
            return "";
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (words.contains(lower) || areSuites(text)) {
            return text;
        }
        String ended = lower + '"';
        int scheme = text.indexOf("://");
        for (String beginning : beginnings.getOrDefault(lower.charAt(0), List.of())) {
            if (ended.startsWith(beginning)) {
                return scheme < 0
                        ? isName(text) ? text : ""
                        : Words.isLoopback(text.substring(scheme + 3)) ? "" : text.substring(0, scheme + 3);
            }
        }
        return "";
    }

    /** Whether it is a list of suites of TLS and of nothing else. */
    private static boolean areSuites(String text) {
        return text.indexOf(':') > 0
                && Parts.of(text, ':').stream()
                        .allMatch(one -> AlgorithmNames.all().suite(one).isPresent());
    }

    private static boolean isName(String text) {
        return text.chars()
                .allMatch(c ->
                        c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "/-_.".indexOf(c) >= 0);
    }
}
