package dev.assay.app.data;

import dev.assay.engine.text.Rows;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Where reference data comes from: a row of {@code sources.tsv}.
 *
 * @param order what a list of names is ordered by, as {@code # ranked:} has it
 * @param pages how many documents it has, each under {@code {page}}; 0 for one
 */
public record DataSource(String name, Dataset.Kind kind, String type, String order, String address, int pages) {
    /** All of them. */
    public static List<DataSource> all() {
        return Rows.read(Objects.requireNonNull(DataSource.class.getResource("sources.tsv")), 6).stream()
                .map(row -> new DataSource(
                        row.get(0),
                        Dataset.Kind.valueOf(row.get(1).toUpperCase(Locale.ROOT)),
                        row.get(2),
                        row.get(3),
                        row.get(4),
                        Integer.parseInt(row.get(5))))
                .toList();
    }

    /** A feed of indicators that somebody publishes who is none of these. */
    public static DataSource feed(String name, String address) {
        return new DataSource(name, Dataset.Kind.INDICATORS, "", "", address, 0);
    }

    /** Whether somebody who writes this means it. */
    public boolean isCalled(String wanted) {
        int slash = name.indexOf('/');
        return name.equals(wanted) || slash > 0 && name.substring(0, slash).equals(wanted);
    }

    /**
     * The same from elsewhere.
     *
     * @param base for its name, the whole address; for all that are called alike, what stands in place of the part up to the path that
     *     tells them apart
     */
    public DataSource at(String called, String base) {
        if (name.equals(called)) {
            return new DataSource(name, kind, type, order, base, base.contains("{page}") ? pages : 0);
        }
        int last = address.lastIndexOf('/');
        int tail = kind == Dataset.Kind.INDICATORS ? address.lastIndexOf('/', last - 1) : last;
        String whole = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + address.substring(tail);
        return new DataSource(name, kind, type, order, whole, pages);
    }
}
