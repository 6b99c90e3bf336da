package dev.assay.engine.scan;

import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Explained;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Inspected;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import java.util.List;
import java.util.Map;

/**
 * What one step of the walk gave, to be reported when its turn comes.
 *
 * @param kept what rules for whole targets ask for of it
 * @param unread places of which these learn nothing, beside those of gaps and of what was left out
 */
record Result(
        List<Finding> findings,
        long uncounted,
        Severity uncountedWorst,
        List<Gap> gaps,
        List<Explained> programs,
        List<Inspected> inspected,
        List<CryptoAsset> assets,
        List<FoundDependency> dependencies,
        List<Suppressed> suppressed,
        List<Facts> kept,
        List<Location> unread,
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
    private static final long ASSET_BYTES = 512;
    private static final long DEPENDENCY_BYTES = 512;
    private static final long GAP_BYTES = 384;
    private static final long LINE_BYTES = 256;

    /** The same with what rules for whole targets are to know of it. */
    Result keeping(List<Facts> all) {
        return new Result(
                findings,
                uncounted,
                uncountedWorst,
                gaps,
                programs,
                inspected,
                assets,
                dependencies,
                suppressed,
                all,
                unread,
                byFormat,
                notes,
                artifacts,
                files,
                bytesTotal,
                bytesOpaque,
                bytesUnread,
                bytesRead,
                hits,
                misses);
    }

    /** The same of what was counted before. */
    Result readAgain() {
        return new Result(
                findings,
                uncounted,
                uncountedWorst,
                gaps,
                programs,
                inspected,
                assets,
                dependencies,
                suppressed,
                kept,
                unread,
                byFormat,
                notes,
                0,
                0,
                0,
                0,
                0,
                bytesRead,
                0,
                0);
    }

    /** About what it holds, and more rather than less. */
    long heldBytes() {
        long lines = 0;
        for (Explained program : programs) {
            lines += program.lines().size();
        }
        return HELD_BYTES
                + FINDING_BYTES * (findings.size() + suppressed.size())
                + ASSET_BYTES * assets.size()
                + DEPENDENCY_BYTES * dependencies.size()
                + GAP_BYTES * gaps.size()
                + LINE_BYTES * lines;
    }

    static Result of(Gap gap) {
        return of(List.of(gap), List.of(), List.of(), List.of(), Map.of());
    }

    static Result of(Suppressed suppressed) {
        return of(List.of(), List.of(suppressed), List.of(), List.of(), Map.of());
    }

    static Result note(String what) {
        return known(what, List.of());
    }

    static Result nothing() {
        return of(List.of(), List.of(), List.of(), List.of(), Map.of());
    }

    static Result note(String what, long times) {
        return of(List.of(), List.of(), List.of(), List.of(), Map.of(what, times));
    }

    /** @param kept what was passed over although it is there, if a rule for whole targets asks for it */
    static Result known(String what, List<Facts> kept) {
        return of(List.of(), List.of(), kept, List.of(), Map.of(what, 1L));
    }

    /** What is not judged and yet is there, as far as it is known. */
    static Result context(List<Facts> kept, List<Location> unread, Map<String, Long> notes) {
        return of(List.of(), List.of(), kept, unread, notes);
    }

    private static Result of(
            List<Gap> gaps,
            List<Suppressed> suppressed,
            List<Facts> kept,
            List<Location> unread,
            Map<String, Long> notes) {
        return new Result(
                List.of(),
                0,
                Severity.INFO,
                gaps,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                suppressed,
                kept,
                unread,
                Map.of(),
                notes,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    }

    /** What rules found that is of no artifact. */
    static Result of(Findings findings) {
        return of(findings, findings.gaps(), List.of());
    }

    /** What rules for whole targets found and completed. */
    static Result of(Findings findings, List<Gap> gaps, List<FoundDependency> dependencies) {
        return new Result(
                List.copyOf(findings.all()),
                findings.uncounted(),
                findings.uncountedWorst(),
                List.copyOf(gaps),
                List.of(),
                List.of(),
                List.copyOf(findings.assets()),
                dependencies,
                List.copyOf(findings.suppressed()),
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

    /** About what {@link #kept} takes of memory. */
    long keptBytes() {
        long bytes = 0;
        for (Facts facts : kept) {
            bytes += WholeTarget.bytes(facts) + SharedTexts.unsharedBytes(facts);
        }
        return bytes;
    }
}
