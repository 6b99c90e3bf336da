package dev.assay.engine.bytes;

import java.io.Serial;

/**
 * A budget is used up, or the scan was cancelled. Unchecked so that decoders need not pass it on by hand: the engine
 * catches it, keeps what was found, and reports a gap.
 */
public final class BudgetExceededException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** What ran out. */
    public enum What {
        /** Bytes, entries, depth, facts: the same for every run over the same input. */
        LIMIT,
        /** The time for the target. */
        TIME,
        /** The patience of whoever cancelled the scan. */
        CANCELLED
    }

    private final What what;

    BudgetExceededException(String reason, What what) {
        super(reason, null, false, false);
        this.what = what;
    }

    /** A limit that is the same for every run over the same input. */
    public static BudgetExceededException limit(String reason) {
        return new BudgetExceededException(reason, What.LIMIT);
    }

    /** The limit in one line. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    public What what() {
        return what;
    }

    /** Whether nothing more of the target can be scanned, however little it would cost. */
    public boolean endsTarget() {
        return what != What.LIMIT;
    }
}
