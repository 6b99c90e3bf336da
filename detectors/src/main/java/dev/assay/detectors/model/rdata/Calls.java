package dev.assay.detectors.model.rdata;

import dev.assay.engine.text.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What functions of R do that no model needs, from {@code calls.tsv}. */
final class Calls {
    /** Functions of a workspace that R runs when it starts or ends in a folder with it. */
    static final Set<String> STARTUP = Set.of(".First", ".Last", ".First.sys", ".Last.sys");

    /** Functions that call what their first argument names. */
    static final Set<String> INDIRECT = Set.of("do.call", "match.fun", "get", "getExportedValue", "Reduce", "lapply");

    private Calls() {}

    /** Read with the first call. */
    private static final class Table {
        static final Map<String, String> ROWS = read();

        private static Map<String, String> read() {
            Map<String, String> rows = new HashMap<>();
            Rows.read(Objects.requireNonNull(Calls.class.getResource("calls.tsv")), 2)
                    .forEach((List<String> row) -> rows.put(row.getFirst(), row.getLast()));
            return Map.copyOf(rows);
        }
    }

    static boolean isDangerous(String name) {
        return Table.ROWS.containsKey(name);
    }

    static String what(String name) {
        return Objects.requireNonNull(Table.ROWS.get(name));
    }
}
