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

    /** Of the classes that the build does not have. */
    static final int FIRST_FREE = 1 << 12;

    static final int ANY = 0;

    /** How a popular name is called in rows. */
    static final String POPULAR = "name";

    /** Those of the build and those of the user, the heaviest first. */
    static List<Pattern> read(UserNameRows rows) {
        List<Pattern> patterns = new ArrayList<>(rowsOf("patterns.tsv"));
        patterns.addAll(rows.patterns());
        return heaviestFirst(patterns);
    }

    /** What is a hint only, the heaviest first. */
    static List<Pattern> hints() {
        return heaviestFirst(rowsOf("hints.tsv"));
    }

    private static List<Pattern> rowsOf(String file) {
        List<Pattern> patterns = new ArrayList<>();
        for (List<String> row : Rows.read(Objects.requireNonNull(Pattern.class.getResource(file)), 4)) {
            patterns.add(of(row.getFirst(), row.get(1), Integer.parseInt(row.get(2)), row.get(3), Map.of()));
        }
        return patterns;
    }

    private static List<Pattern> heaviestFirst(List<Pattern> patterns) {
        patterns.sort((one, other) -> Integer.compare(other.weight(), one.weight()));
        return patterns;
    }

    /**
     * A row.
     *
     * @param row its parts, parted by spaces: classes, several for one token with {@code |} between them, or {@code *}
     * @param more classes beside those of {@link Words}
     * @throws IllegalArgumentException if it asks for a class that there is not
     */
    static Pattern of(String id, String row, int weight, String words, Map<String, Integer> more) {
        List<String> names = Parts.of(row, ' ');
        int[] parts = new int[names.size()];
        for (int i = 0; i < parts.length; i++) {
            if (!names.get(i).equals("*")) {
                for (String name : Parts.of(names.get(i), '|')) {
                    parts[i] |= bits(name, more);
                }
            }
        }
        return new Pattern(id, parts, weight, words);
    }

    private static int bits(String name, Map<String, Integer> more) {
        Integer bits = Words.CLASSES.containsKey(name) ? Words.CLASSES.get(name) : more.get(name);
        if (bits == null && !name.equals(POPULAR)) {
            throw new IllegalArgumentException("no words are of the class '" + name + "'");
        }
        return bits == null ? NAME : bits;
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
