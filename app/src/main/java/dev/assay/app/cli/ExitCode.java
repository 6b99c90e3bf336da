package dev.assay.app.cli;

import dev.assay.engine.report.Summary;

/** What the process returns. Scripts rely on these numbers: they never change. */
final class ExitCode {
    static final int CLEAN = 0;
    static final int UNSAFE = 1;
    static final int INCOMPLETE = 2;
    static final int USAGE = 64;
    static final int INTERNAL = 70;
    static final int INTERRUPTED = 130;

    /** What a shell reports of a process that SIGPIPE ended, as it does with most tools behind {@code | head}. */
    static final int NO_READER = 141;

    private ExitCode() {}

    static int of(Summary summary) {
        if (summary.interrupted()) {
            return INTERRUPTED;
        }
        return switch (summary.verdict()) {
            case CLEAN -> CLEAN;
            case UNSAFE -> UNSAFE;
            case INCOMPLETE -> INCOMPLETE;
        };
    }
}
