package dev.assay.detectors.crypto.keys;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What object identifiers stand for, from {@code oids.tsv}, which is read when the first one is asked for. */
final class Oids {
    /** Purposes that only this table has. */
    static final String CURVE = "curve";

    static final String PASSWORD_ENCRYPTION = "password-encryption";

    /** An algorithm as the registry calls it; one that is not in the table has its identifier for a name and no purpose. */
    record Named(String algorithm, String purpose, Map<String, String> parameters) {
        /** A cipher in one word: {@code AES-256-CBC}. */
        String cipher() {
            StringBuilder name = new StringBuilder(algorithm);
            for (String part : List.of("keyBits", "mode")) {
                String value = parameters.get(part);
                if (value != null) {
                    name.append('-').append(value);
                }
            }
            return name.toString();
        }
    }

    private static final class Table {
        static final Map<String, Named> ROWS = read();

        private static Map<String, Named> read() {
            Map<String, Named> rows = new HashMap<>();
            for (List<String> row : Rows.read(Objects.requireNonNull(Oids.class.getResource("oids.tsv")), 4)) {
                Map<String, String> parameters = new HashMap<>();
                if (!row.get(3).equals("-")) {
                    for (String each : Parts.of(row.get(3), ',')) {
                        int at = each.indexOf('=');
                        parameters.put(each.substring(0, at), each.substring(at + 1));
                    }
                }
                if (rows.put(row.get(0), new Named(row.get(1), row.get(2), Map.copyOf(parameters))) != null) {
                    throw new IllegalArgumentException("oids.tsv: " + row.get(0) + " is there twice");
                }
            }
            return Map.copyOf(rows);
        }
    }

    private Oids() {}

    /** What keys of this algorithm may be used for, as the row of the key says. */
    static String purposeOfKey(String algorithm) {
        return switch (algorithm) {
            case "RSA" -> of("1.2.840.113549.1.1.1").purpose();
            case "EC" -> of("1.2.840.10045.2.1").purpose();
            default ->
                Table.ROWS.values().stream()
                        .filter(row -> row.algorithm().equals(algorithm)
                                && !row.parameters().containsKey("hash"))
                        .map(Named::purpose)
                        .sorted()
                        .findFirst()
                        .orElse("");
        };
    }

    static Named of(String oid) {
        Named named = Table.ROWS.get(oid);
        return named != null ? named : new Named(oid, "", Map.of());
    }
}
