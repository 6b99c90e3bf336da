package dev.assay.detectors.crypto.setup;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tables of this folder. */
final class Table {
    private Table() {}

    static List<List<String>> read(String name, int columns) {
        return Rows.read(Objects.requireNonNull(Table.class.getResource(name), name), columns);
    }

    /** A field with commas; none for {@code -}. */
    static List<String> list(String field) {
        return field.equals("-") ? List.of() : List.copyOf(Parts.of(field, ','));
    }

    /** A field of {@code name=value} with commas; none for {@code -}. */
    static SortedMap<String, String> parameters(String field) {
        SortedMap<String, String> parameters = new TreeMap<>();
        for (String one : list(field)) {
            int equals = one.indexOf('=');
            parameters.put(one.substring(0, equals), one.substring(equals + 1));
        }
        return parameters;
    }
}
