package dev.assay.detectors.crypto.setup;

import dev.assay.engine.text.Parts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Priority strings of GnuTLS: {@code NORMAL:-VERS-TLS-ALL:+VERS-TLS1.2}. What they turn on that is weak is told, and versions where
 * words of theirs are of versions. Stateless; the words are those of {@code priorities.tsv}.
 */
final class Priorities {
    private static final String BASE = "base";
    private static final String VERSIONS = "versions";
    private static final String SIGNS = "+-!";

    private record Word(String parameter, List<String> values) {}

    private static final Map<String, Word> WORDS = words();

    private Priorities() {}

    private static Map<String, Word> words() {
        Map<String, Word> words = new HashMap<>();
        for (List<String> row : Table.read("priorities.tsv", 3)) {
            List<String> values = row.get(2).equals("-") ? List.of() : Parts.of(row.get(2), '|');
            words.put(row.get(0), new Word(row.get(1), values));
        }
        return Map.copyOf(words);
    }

    /** Whether it begins as one, or with a sign in front of a word of versions, and goes on. */
    static boolean isOne(String text) {
        int colon = text.indexOf(':');
        Word first = colon < 0 ? null : word(text.substring(0, colon).strip());
        return colon > 0
                && colon + 1 < text.length()
                && (first != null && first.parameter().equals(BASE) || isOfVersions(text));
    }

    private static boolean isOfVersions(String text) {
        return text.startsWith("VERS-", 1) && SIGNS.indexOf(text.charAt(0)) >= 0;
    }

    private static @Nullable Word word(String text) {
        return WORDS.get(text.toUpperCase(Locale.ROOT));
    }

    static void read(Given given) {
        Map<String, Set<String>> on = new TreeMap<>();
        boolean isOfVersions = false;
        for (Span part : given.value().parts(": \t\"'")) {
            char sign = part.text().charAt(0);
            boolean isSigned = SIGNS.indexOf(sign) >= 0;
            Word word = word(isSigned ? part.text().substring(1) : part.text());
            if (word == null) {
                continue;
            }
            String name = word.parameter().equals(BASE) ? VERSIONS : word.parameter();
            Set<String> values = on.computeIfAbsent(name, _ -> new HashSet<>());
            if (isSigned && sign != '+') {
                word.values().forEach(values::remove);
            } else {
                values.addAll(word.values());
            }
            isOfVersions |= word.parameter().equals(VERSIONS);
        }
        Map<String, String> parameters = new TreeMap<>();
        on.forEach((name, values) -> {
            if (!values.isEmpty()) {
                parameters.put(name, String.join("|", new TreeSet<>(values)));
            }
        });
        if (!isOfVersions) {
            parameters.remove(VERSIONS); // the library's own
        }
        if (!parameters.isEmpty()) {
            given.protocol(parameters, given.value());
        }
    }
}
