package dev.assay.detectors.crypto;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules of an authority: a row of {@code regimes.tsv}.
 *
 * @param isFinal false for a draft
 * @param date of the version that was read
 * @param scope for whom it is
 * @param citation an address
 */
public record Regime(String id, String title, boolean isFinal, LocalDate date, String scope, String citation) {
    private static final Map<String, Regime> ALL = read();

    private static Map<String, Regime> read() {
        Map<String, Regime> all = new LinkedHashMap<>();
        for (List<String> row : Algorithms.rows("regimes.tsv", 6)) {
            String status = row.get(2);
            if (!status.equals("final") && !status.equals("draft")) {
                throw new IllegalArgumentException("regimes.tsv: " + row.get(0) + " has the unknown status " + status);
            }
            all.put(
                    row.get(0),
                    new Regime(
                            row.get(0),
                            row.get(1),
                            status.equals("final"),
                            LocalDate.parse(row.get(3)),
                            row.get(4),
                            row.get(5)));
        }
        return all;
    }

    /** By its id. */
    public static Optional<Regime> of(String id) {
        return Optional.ofNullable(ALL.get(id));
    }

    /** In the order of the table. */
    public static Collection<String> ids() {
        return List.copyOf(ALL.keySet());
    }
}
