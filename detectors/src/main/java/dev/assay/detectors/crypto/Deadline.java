package dev.assay.detectors.crypto;

import java.time.LocalDate;

/**
 * By when a regime wants a use gone.
 *
 * @param verdict {@code deprecated} or {@code disallowed}
 * @param from the first day of it
 * @param daysLeft until then; 0 or less once it has come
 * @param clause where the regime says so
 */
public record Deadline(Regime regime, String verdict, LocalDate from, long daysLeft, String clause) {
    /** Within three years, or over: time to act, and what makes a finding {@code medium} if the regime is no draft. */
    public static final int SOON_DAYS = 3 * 365 + 1;

    /** Whether it has come, or is within {@link #SOON_DAYS}; never of a draft, whose dates may change and bind nobody. */
    public boolean isSoon() {
        return regime.isFinal() && daysLeft <= SOON_DAYS;
    }

    /** {@code since 2024-01-01}, {@code from 2031-01-01 on}. */
    public String when() {
        return daysLeft <= 0 ? "since " + from : "from " + from + " on";
    }

    /** For people. */
    @Override
    public String toString() {
        String left = daysLeft <= 0 ? "" : ", " + daysLeft + " days left";
        return verdict + " " + when() + left + " (" + regime.id() + (regime.isFinal() ? "" : ", draft") + ": " + clause
                + ")";
    }
}
