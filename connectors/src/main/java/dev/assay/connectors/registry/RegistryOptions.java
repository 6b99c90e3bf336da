package dev.assay.connectors.registry;

import dev.assay.engine.text.Rows;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okhttp3.HttpUrl;

/**
 * How registries are asked.
 *
 * @param named addresses by the keys of {@code registries.tsv}, in place of those there. Who names one has names of packages that
 *     are nobody else's business: what the public registry has beside it ({@code npm-downloads}) is not asked then, unless it
 *     is named as well
 * @param atOnce packages that one registry is asked for at once
 * @param fresh how long an answer is used without asking again
 * @param timeout how long the answers about one package may take, retries included
 * @param build what tells this build's reading of answers from another's
 */
public record RegistryOptions(Map<String, HttpUrl> named, int atOnce, Duration fresh, Duration timeout, String build) {
    /** What is asked about one package and one registry at a time, if nobody says otherwise. */
    public static final int AT_ONCE = 10;

    public static final Duration FRESH = Duration.ofHours(1);
    public static final Duration TIMEOUT = Duration.ofSeconds(30);

    public RegistryOptions {
        named = Map.copyOf(named);
    }

    /** One row of {@code registries.tsv}. */
    record Row(String address, Duration apart, List<String> origins) {}

    /** By key, in the order of the rows. */
    static Map<String, Row> rows() {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (List<String> row :
                Rows.read(Objects.requireNonNull(RegistryOptions.class.getResource("registries.tsv")), 4)) {
            rows.put(
                    row.getFirst(),
                    new Row(
                            row.get(1),
                            Duration.ofMillis(Long.parseLong(row.get(2))),
                            List.of(row.get(3).split(",", -1))));
        }
        return rows;
    }

    /** What may be named. */
    public static Collection<String> keys() {
        return List.copyOf(rows().keySet());
    }
}
