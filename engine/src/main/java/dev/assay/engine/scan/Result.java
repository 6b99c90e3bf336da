package dev.assay.engine.scan;

import dev.assay.engine.report.Explained;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Suppressed;
import java.util.List;
import java.util.Map;

/** What one step of the walk gave, to be reported when its turn comes. */
record Result(
        List<Finding> findings,
        long uncounted,
        Severity uncountedWorst,
        List<Gap> gaps,
        List<Explained> programs,
        List<Suppressed> suppressed,
        Map<String, Long> byFormat,
        Map<String, Long> notes,
        long artifacts,
        long files,
        long bytesTotal,
        long bytesOpaque,
        long bytesUnread,
        long bytesRead,
        long hits,
        long misses) {
    private static final long HELD_BYTES = 256;
    private static final long FINDING_BYTES = 1024;
    private static final long GAP_BYTES = 384;
    private static final long LINE_BYTES = 256;

    /** About what it holds, and more rather than less. */
    long heldBytes() {
        long lines = 0;
        for (Explained program : programs) {
            lines += program.lines().size();
        }
        return HELD_BYTES
                + FINDING_BYTES * (findings.size() + suppressed.size())
                + GAP_BYTES * gaps.size()
                + LINE_BYTES * lines;
    }

    static Result of(Gap gap) {
        return new Result(
                List.of(),
                0,
                Severity.INFO,
                List.of(gap),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    }

    static Result of(Suppressed suppressed) {
        return new Result(
                List.of(),
                0,
                Severity.INFO,
                List.of(),
                List.of(),
                List.of(suppressed),
                Map.of(),
                Map.of(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    }

    static Result note(String what) {
        return new Result(
                List.of(),
                0,
                Severity.INFO,
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(what, 1L),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    }
}
