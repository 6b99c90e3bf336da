package dev.assay.detectors.crypto;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.text.Parts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What libraries take where a program leaves it to them, by {@code defaults.tsv}. Immutable and shared between threads. */
final class LibraryDefaults {
    private static final String LEFT = "default";
    private static final String KEY_BITS = "keyBits";
    private static final LibraryDefaults ALL = new LibraryDefaults();

    private record Row(Condition condition, String left, Map<String, String> parameters) {}

    private final List<Row> rows = new ArrayList<>();

    private LibraryDefaults() {
        for (List<String> row : Algorithms.rows("defaults.tsv", 4)) {
            Map<String, String> parameters = new TreeMap<>();
            for (String one : Parts.of(row.get(2), ',')) {
                int equals = one.indexOf('=');
                parameters.put(one.substring(0, equals), one.substring(equals + 1));
            }
            rows.add(new Row(Condition.parse(row.get(0)), row.get(1), parameters));
        }
    }

    static LibraryDefaults all() {
        return ALL;
    }

    /** The parameters of a use in the registry's words, with what the library takes in place of {@code default} and of nothing. */
    SortedMap<String, String> parameters(CryptoUse use) {
        if (use.parameters().values().stream().noneMatch(LibraryDefaults::isLeft)) {
            return use.parameters();
        }
        Algorithm algorithm = Algorithms.all().find(use.algorithm()).orElse(null);
        Subject subject = new Subject(use, algorithm, Strengths.all().of(algorithm, use.parameters()), LocalDate.EPOCH);
        SortedMap<String, String> all = new TreeMap<>(use.parameters());
        for (Row row : rows) {
            if (isLeft(use.parameters().getOrDefault(row.left, "")) && row.condition.holds(subject)) {
                put(row.parameters, all);
            }
        }
        all.computeIfPresent(KEY_BITS, (_, said) -> known(said));
        return all;
    }

    private static boolean isLeft(String values) {
        return values.equals(LEFT)
                || values.indexOf('|') >= 0 && Parts.of(values, '|').contains(LEFT);
    }

    /** Sizes without those that are left to a library of which no row knows what it takes; null for none. */
    private static @Nullable String known(String sizes) {
        List<String> known =
                Parts.of(sizes, '|').stream().filter(size -> !size.equals(LEFT)).toList();
        return known.isEmpty() ? null : String.join("|", known);
    }

    /** Where one of several values is left to the library, the others stay, and nothing is said that would hold for that one alone. */
    private static void put(Map<String, String> taken, SortedMap<String, String> into) {
        boolean isOneOfSeveral = taken.keySet().stream()
                .map(name -> into.getOrDefault(name, LEFT))
                .anyMatch(value -> value.indexOf('|') >= 0);
        taken.forEach((name, value) -> {
            String said = into.getOrDefault(name, "");
            Set<String> values = new LinkedHashSet<>();
            for (String one : said.isEmpty() ? List.<String>of() : Parts.of(said, '|')) {
                values.add(one.equals(LEFT) ? value : one);
            }
            if (!values.isEmpty()) {
                into.put(name, String.join("|", values));
            } else if (!isOneOfSeveral) {
                into.put(name, value);
            }
        });
    }
}
