package dev.assay.detectors.crypto;

import dev.assay.engine.text.Parts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words that facts and conditions may have: {@code vocabulary.tsv}. Immutable and shared between threads. */
final class Vocabulary {
    /** What the values of a word are. */
    enum Type {
        WORD,
        NUMBER,
        DATE,
        ALGORITHM,
        CURVE,
        SUITES,
        TEXT,
        IDENTITY
    }

    private static final Vocabulary ALL = new Vocabulary();

    /** @param values those there are, of a {@link Type#WORD} */
    private record Name(Type type, Set<String> values) {}

    private final Map<String, Name> names = new HashMap<>();

    private final Set<String> languages = new HashSet<>();

    private Vocabulary() {
        Map<String, Set<String>> sorts = new HashMap<>();
        for (List<String> row : Algorithms.rows("vocabulary.tsv", 4)) {
            String sort = row.get(0);
            if (sort.equals("language")) {
                languages.add(row.get(1));
            } else if (sort.equals("kind") || sort.equals("purpose")) {
                sorts.computeIfAbsent(sort, _ -> new HashSet<>()).add(row.get(1));
            } else if (names.put(row.get(1), name(row.get(2))) != null) {
                throw new IllegalArgumentException("vocabulary.tsv: " + row.get(1) + " is there twice");
            }
        }
        sorts.forEach((sort, values) -> names.put(sort, new Name(Type.WORD, values)));
    }

    static Vocabulary all() {
        return ALL;
    }

    private static Name name(String type) {
        return switch (type) {
            case "number" -> new Name(Type.NUMBER, Set.of());
            case "date" -> new Name(Type.DATE, Set.of());
            case "algorithm" -> new Name(Type.ALGORITHM, Set.of());
            case "curve" -> new Name(Type.CURVE, Set.of());
            case "suites" -> new Name(Type.SUITES, Set.of());
            case "text" -> new Name(Type.TEXT, Set.of());
            case "identity" -> new Name(Type.IDENTITY, Set.of());
            default -> new Name(Type.WORD, Set.copyOf(Parts.of(type, ',')));
        };
    }

    /** What the values of this word are; null if there is no such word. */
    @Nullable
    Type type(String name) {
        Name known = names.get(name);
        return known == null ? null : known.type();
    }

    /** Whether a parameter tells one key or certificate of many, rather than what it is. */
    boolean isIdentity(String name) {
        return type(name) == Type.IDENTITY;
    }

    /** Whether a source of facts is a program, where algorithms are written down. */
    boolean isLanguage(String source) {
        return languages.contains(source);
    }

    /** Whether this is a value that the word may have. */
    boolean allows(String name, String value) {
        Name known = names.get(name);
        if (known == null) {
            return false;
        }
        return switch (known.type()) {
            case WORD -> known.values().contains(value);
            case NUMBER ->
                !value.isEmpty() && value.length() <= 9 && value.chars().allMatch(c -> c >= '0' && c <= '9');
            case ALGORITHM ->
                value.equals("none")
                        || Algorithms.all()
                                .find(value)
                                .filter(found -> found.name().equals(value))
                                .isPresent();
            case CURVE ->
                Algorithms.all()
                        .curve(value)
                        .filter(found -> found.name().equals(value))
                        .isPresent();
            case DATE, SUITES, TEXT, IDENTITY -> true;
        };
    }
}
