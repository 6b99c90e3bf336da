package dev.assay.detectors.name;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How an invented name is made: a row of {@code patterns.tsv}.
 *
 * @param parts bits of classes, one part for each token; {@link #ANY} for one token or more
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Pattern(String id, int[] parts, int weight, String words) {
    /** A popular name, beside the classes of {@link Words}. */
    static final int NAME = 1 << 10;

    static final int ANY = 0;

    private static final Map<String, Integer> CLASSES = Map.of(
            "*", ANY, "name", NAME, "ai", Words.AI, "helper", Words.HELPER, "easy", Words.EASY, "affix", Words.AFFIX);

    static List<Pattern> read() {
        List<Pattern> patterns = new ArrayList<>();
        for (List<String> row : Rows.read(Objects.requireNonNull(Pattern.class.getResource("patterns.tsv")), 4)) {
            int[] parts = Parts.of(row.get(1), ' ').stream()
                    .mapToInt(part -> Objects.requireNonNull(CLASSES.get(part), part))
                    .toArray();
            patterns.add(new Pattern(row.getFirst(), parts, Integer.parseInt(row.get(2)), row.get(3)));
        }
        return patterns;
    }

    /** @param classes of the name's tokens */
    boolean matches(int[] classes) {
        return matches(classes, 0, 0);
    }

    private boolean matches(int[] classes, int token, int part) {
        if (part == parts.length) {
            return token == classes.length;
        }
        if (token == classes.length) {
            return false;
        }
        if (parts[part] != ANY) {
            return (classes[token] & parts[part]) != 0 && matches(classes, token + 1, part + 1);
        }
        for (int next = token + 1; next <= classes.length; next++) {
            if (matches(classes, next, part + 1)) {
                return true;
            }
        }
        return false;
    }
}
