package dev.assay.detectors.model.executable;

import dev.assay.engine.text.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the numbers in headers mean, from {@code names.tsv}. */
final class Names {
    private Names() {}

    /** Read with the first executable, since most scans have none. */
    private static final class Table {
        static final Map<String, String> NAMES = read();

        private static Map<String, String> read() {
            Map<String, String> names = new HashMap<>();
            for (List<String> row : Rows.read(Objects.requireNonNull(Names.class.getResource("names.tsv")), 4)) {
                names.put(key(row.get(0), row.get(1), Integer.decode(row.get(2))), row.get(3));
            }
            return Map.copyOf(names);
        }
    }

    /** The name, or the number if it has none. */
    static String of(String format, String what, int number) {
        String name = Table.NAMES.get(key(format, what, number));
        return name != null ? name : "unknown " + what + " 0x" + Integer.toHexString(number);
    }

    private static String key(String format, String what, int number) {
        return format + " " + what + " " + number;
    }
}
