package dev.assay.engine.report;

import java.util.Locale;

/** The answer. */
public enum Verdict {
    /** No finding that counts, and nothing unread. */
    CLEAN,
    /** At least one finding that counts. */
    UNSAFE,
    /** No finding that counts, but something was not judged. */
    INCOMPLETE;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
