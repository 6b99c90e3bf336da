package dev.assay.detectors.crypto;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The object identifier that says the most of a use: that of AES-256-GCM, of ECDSA over SHA-256. The rows of {@code keys/oids.tsv}
 * read the other way, with the source that each section there names. Stateless; a look-up takes time by the rows of its algorithm.
 */
public final class Identifiers {
    private record Row(String oid, String purpose, SortedMap<String, String> parameters) {}

    private static final class Table {
        static final Map<String, NamedAlgorithm> NAMED = new HashMap<>();
        static final Map<String, List<Row>> ROWS = read();

        private static Map<String, List<Row>> read() {
            Map<String, List<Row>> rows = new HashMap<>();
            for (List<String> row : Algorithms.rows("keys/oids.tsv", 4)) {
                SortedMap<String, String> parameters = Algorithms.parameters(row.get(3));
                rows.computeIfAbsent(row.get(1), _ -> new ArrayList<>())
                        .add(new Row(row.get(0), row.get(2), parameters));
                if (Vocabulary.all().allows("serves", row.get(2).substring(0, end(row.get(2))))) { // else no algorithm
                    NAMED.put(row.get(0), new NamedAlgorithm(row.get(1), parameters, true));
                }
            }
            return rows;
        }

        /** Of the first of several purposes. */
        private static int end(String purposes) {
            int bar = purposes.indexOf('|');
            return bar < 0 ? purposes.length() : bar;
        }
    }

    /** What a row may say that is one of keys, rather than of what is done with them. */
    private static final Set<String> OF_KEYS = Set.of("keyBits", "curve");

    private Identifiers() {}

    /** What an identifier stands for where one stands in the place of a name, as Java takes them; null if it is none. */
    static @Nullable NamedAlgorithm named(String oid) {
        boolean isOne = oid.length() > 3 && oid.charAt(1) == '.' && Character.isDigit(oid.charAt(0));
        return isOne ? Table.NAMED.get(oid) : null;
    }

    /** Of an algorithm by its parameters, else the registry's, which is that of the algorithm's keys; empty if there is none. */
    public static String of(Assessment assessment) {
        String own = assessment.algorithm().map(Algorithm::oid).orElse("");
        CryptoUse use = assessment.use();
        boolean isKey = use.kind() == CryptoUse.Kind.KEY;
        if (use.kind() != CryptoUse.Kind.ALGORITHM && !isKey) {
            return own;
        }
        List<String> purposes = isKey ? List.of(use.purpose()) : Parts.of(use.purpose(), '|');
        Row best = null;
        for (Row row : Table.ROWS.getOrDefault(use.algorithm(), List.of())) {
            boolean isMet = !row.parameters().isEmpty()
                    && purposes.contains(row.purpose())
                    && (!isKey || OF_KEYS.containsAll(row.parameters().keySet()))
                    && use.parameters().entrySet().containsAll(row.parameters().entrySet());
            if (isMet
                    && (best == null
                            || row.parameters().size() > best.parameters().size())) {
                best = row;
            }
        }
        return best == null ? own : best.oid();
    }
}
