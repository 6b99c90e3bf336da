package dev.assay.app.config;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row with the day from which on it does not count any more.
 *
 * @param what what the row does, for the notice that it does so no longer, such as {@code a.B is allowed}
 * @param expires null for never
 * @param at where it stands
 */
record Dated<T>(T row, String what, @Nullable LocalDate expires, String at) {
    private boolean isOver(LocalDate day) {
        return expires != null && !day.isBefore(expires);
    }

    /** What counts on this day. */
    static <T> List<T> on(List<Dated<T>> rows, LocalDate day) {
        return rows.stream().filter(row -> !row.isOver(day)).map(Dated::row).toList();
    }

    /** What does not count any more on this day, a line each: it should be looked at again. */
    static <T> Stream<String> over(List<Dated<T>> rows, LocalDate day) {
        return rows.stream()
                .filter(row -> row.isOver(day))
                .map(row -> row.at() + ": " + row.what() + " no longer: the row expired on " + row.expires());
    }
}
