package dev.assay.detectors.crypto;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The registry of algorithms and curves, by all of their names: {@code algorithms.tsv}, {@code names.tsv}, {@code curves.tsv}.
 * Immutable and shared between threads; a look-up takes constant time. {@link AlgorithmNames} reads names that are put together.
 */
public final class Algorithms {
    private static final int MOST_CHARACTERS = 200;

    /** Apart, so that the other tables can be read without these. */
    private static final class Holder {
        static final Algorithms ALL = new Algorithms();
    }

    private final Map<String, Algorithm> algorithms = new LinkedHashMap<>();
    private final Map<String, NamedAlgorithm> names = new HashMap<>();
    private final Map<String, Curve> curves = new LinkedHashMap<>();
    private final Map<String, Algorithm> byOid = new HashMap<>();

    private Algorithms() {
        for (List<String> row : rows("algorithms.tsv", 9)) {
            Algorithm algorithm = new Algorithm(
                    row.get(0),
                    Parts.of(row.get(1), ','),
                    orEmpty(row.get(3)),
                    number(row.get(4)),
                    number(row.get(5)),
                    Quantum.of(row.get(6)),
                    row.get(7),
                    row.get(8));
            put(algorithms, row.get(0), row.get(2), algorithm);
            if (!algorithm.oid().isEmpty()) {
                byOid.putIfAbsent(algorithm.oid(), algorithm);
            }
        }
        for (List<String> row : rows("curves.tsv", 7)) {
            Curve curve = new Curve(
                    row.get(0), orEmpty(row.get(2)), number(row.get(3)), number(row.get(4)), row.get(5), row.get(6));
            put(curves, row.get(0), row.get(1), curve);
        }
        for (List<String> row : rows("names.tsv", 3)) {
            Algorithm algorithm = find(row.get(1))
                    .orElseThrow(() -> new IllegalArgumentException("names.tsv: no algorithm " + row.get(1)));
            NamedAlgorithm named = new NamedAlgorithm(algorithm.name(), parameters(row.get(2)), true);
            String key = key(row.get(0));
            if (algorithms.containsKey(key) || names.put(key, named) != null) {
                throw new IllegalArgumentException("names.tsv: " + row.get(0) + " is there twice");
            }
        }
    }

    /** All there are. */
    public static Algorithms all() {
        return Holder.ALL;
    }

    /** Each once, in the order of the table. */
    public Collection<Algorithm> algorithms() {
        return Collections.unmodifiableCollection(new LinkedHashSet<>(algorithms.values()));
    }

    /** By one of its names, in any case and with any signs between the letters. */
    public Optional<Algorithm> find(String name) {
        return Optional.ofNullable(name.length() > MOST_CHARACTERS ? null : algorithms.get(key(name)));
    }

    /** By one of its names, in any case and with any signs between the letters. */
    public Optional<Curve> curve(String name) {
        return Optional.ofNullable(name.length() > MOST_CHARACTERS ? null : curves.get(key(name)));
    }

    /** What a name is of by itself, without looking into its parts; null if nothing has it. */
    @Nullable
    NamedAlgorithm exact(String name) {
        String key = key(name);
        NamedAlgorithm named = names.get(key);
        if (named != null) {
            return named;
        }
        Algorithm algorithm = algorithms.get(key);
        if (algorithm == null && isOid(name)) {
            algorithm = byOid.get(name);
        }
        return algorithm == null ? null : new NamedAlgorithm(algorithm.name(), new TreeMap<>(), true);
    }

    private static boolean isOid(String name) {
        return name.indexOf('.') > 0 && name.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    }

    /** Only what tells names apart: {@code SHA_256}, {@code sha-256} and {@code SHA256} are one. */
    static String key(String name) {
        StringBuilder key = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                key.append((char) (c + ('a' - 'A')));
            } else if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '*') {
                key.append(c);
            }
        }
        return key.toString();
    }

    static List<List<String>> rows(String table, int columns) {
        URL url = Objects.requireNonNull(Algorithms.class.getResource(table), table);
        return Rows.read(url, columns);
    }

    /** {@code name=value} with commas; {@code -} for none. */
    static SortedMap<String, String> parameters(String text) {
        SortedMap<String, String> parameters = new TreeMap<>();
        if (!text.equals("-")) {
            for (String part : Parts.of(text, ',')) {
                int equals = part.indexOf('=');
                parameters.put(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        return parameters;
    }

    private static String orEmpty(String field) {
        return field.equals("-") ? "" : field;
    }

    private static int number(String field) {
        return field.equals("-") ? -1 : Integer.parseInt(field);
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the same row
    private static <T> void put(Map<String, T> into, String name, String others, T what) {
        into.put(key(name), what);
        for (String other : Parts.of(others, ',')) {
            T before = other.equals("-") ? null : into.put(key(other), what);
            if (before != null && before != what) {
                throw new IllegalArgumentException(other + " is a name of two: " + before + ", " + what);
            }
        }
    }
}
