package dev.assay.engine.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What stands at the end of a report.
 *
 * @param incomplete whether there is a gap, also when the verdict is {@link Verdict#UNSAFE}
 * @param asOf the day by which dates were judged
 * @param findings how many of each severity count
 * @param groups whom or what the findings concern, as far as somebody told
 * @param uncounted findings beyond the limit of their artifact, which are not in the report
 */
public record Summary(
        Verdict verdict,
        boolean incomplete,
        boolean interrupted,
        LocalDate asOf,
        List<String> targets,
        Map<Severity, Long> findings,
        long uncounted,
        long gaps,
        long suppressed,
        Coverage coverage,
        List<ReferenceData> referenceData,
        Performance performance,
        Grouped groups) {
    /** The same with what only the source of a sweep knows. */
    public Summary with(Stored stored, Grouped counted) {
        return new Summary(
                verdict,
                incomplete,
                interrupted,
                asOf,
                targets,
                findings,
                uncounted,
                gaps,
                suppressed,
                coverage,
                referenceData,
                performance.with(stored),
                counted);
    }
}
