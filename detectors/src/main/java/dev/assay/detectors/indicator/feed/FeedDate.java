package dev.assay.detectors.indicator.feed;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;

/** Dates of reference data, as texts that are in order as they are in time. Pure functions. */
public final class FeedDate {
    static final String FORM = "a date is written as 2026-10-01 or 2026-10-01T12:00:00Z";

    private static final String DAY = "dddd-dd-dd";

    private FeedDate() {}

    /**
     * Whether a text begins with a day, and one that has been: after one that is to come everything would be older.
     *
     * @param now a clock may be wrong by a day; {@link Instant#MAX} for any date
     */
    public static boolean hasBeen(String date, Instant now) {
        boolean isDate = date.length() >= DAY.length()
                && IntStream.range(0, DAY.length())
                        .allMatch(i -> DAY.charAt(i) == '-'
                                ? date.charAt(i) == '-'
                                : date.charAt(i) >= '0' && date.charAt(i) <= '9');
        return isDate
                && (now.equals(Instant.MAX)
                        || date.compareTo(now.plus(1, ChronoUnit.DAYS).toString()) <= 0);
    }
}
