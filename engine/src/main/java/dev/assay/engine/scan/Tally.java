package dev.assay.engine.scan;

import dev.assay.engine.bytes.Memory;
import dev.assay.engine.report.Coverage;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Grouped;
import dev.assay.engine.report.Performance;
import dev.assay.engine.report.ReferenceData;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.report.Verdict;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Passes results on to the report and adds them up. Belongs to the thread that reports. */
final class Tally {
    private final ScanOptions options;
    private final List<String> targets;
    private final Progress progress;
    private final Memory memory;
    private final Admission admission;
    private final ReportSink out;
    private final Baseline baseline;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final Map<Severity, Long> findings = new EnumMap<>(Severity.class);
    private final Map<String, Long> byFormat = new TreeMap<>();
    private final Map<String, Long> notes = new TreeMap<>();
    private long uncounted;
    private long gaps;
    private long suppressed;
    private long artifacts;
    private long files;
    private long bytesTotal;
    private long bytesOpaque;
    private long bytesUnread;
    private long bytesRead;
    private long hits;
    private long misses;
    private boolean unsafe;
    private boolean stopped;

    Tally(
            ScanOptions options,
            List<String> targets,
            Progress progress,
            Memory memory,
            Admission admission,
            ReportSink out) {
        this.options = options;
        this.targets = targets;
        this.progress = progress;
        this.memory = memory;
        this.admission = admission;
        this.out = out;
        this.baseline = new Baseline(options.baseline(), options.whole());
    }

    /** Whether {@code --fail-fast} has ended the report. */
    boolean isStopped() {
        return stopped;
    }

    /** Whether the report takes the packages that are named. */
    boolean wantsDependencies() {
        return out.wantsDependencies();
    }

    void add(Result result) {
        if (stopped) {
            return;
        }
        artifacts += result.artifacts();
        files += result.files();
        bytesTotal += result.bytesTotal();
        bytesOpaque += result.bytesOpaque();
        bytesUnread += result.bytesUnread();
        bytesRead += result.bytesRead();
        hits += result.hits();
        misses += result.misses();
        result.byFormat().forEach((format, n) -> byFormat.merge(format, n, Long::sum));
        result.notes().forEach((note, n) -> notes.merge(note, n, Long::sum));
        uncounted += result.uncounted();
        unsafe |= result.uncounted() > 0 && result.uncountedWorst().compareTo(options.failOn()) >= 0;
        for (Suppressed each : result.suppressed()) {
            suppressed++;
            baseline.met(each);
            out.suppressed(each);
        }
        result.programs().forEach(out::program);
        result.inspected().forEach(out::inspected);
        result.assets().forEach(out::asset);
        result.dependencies().forEach(out::dependency);
        for (Finding finding : result.findings()) {
            add(finding);
            if (stopped) {
                gap(new Gap(
                        GapKind.INTERRUPTED,
                        finding.location().at(-1),
                        "stopped at the first finding (--fail-fast)",
                        -1));
                return;
            }
        }
        result.gaps().forEach(this::gap);
    }

    private void add(Finding finding) {
        switch (baseline.of(finding)) {
            case OLD -> old(finding);
            case NEW -> fresh(finding);
            case WAITS -> {}
        }
    }

    private void old(Finding finding) {
        suppressed++;
        out.suppressed(new Suppressed(finding.ruleId(), finding.location(), finding.fingerprint(), "baseline"));
    }

    private void fresh(Finding finding) {
        findings.merge(finding.severity(), 1L, Long::sum);
        out.finding(finding);
        if (finding.severity().compareTo(options.failOn()) >= 0) {
            unsafe = true;
            stopped = options.failFast();
        }
    }

    private void gap(Gap gap) {
        gaps++;
        out.gap(gap);
    }

    Summary end(boolean interrupted, List<ReferenceData> referenceData) {
        for (Finding finding : baseline.waited()) {
            if (baseline.settle(finding)) {
                old(finding);
            } else if (!stopped) {
                fresh(finding);
            }
        }
        boolean incomplete = gaps > 0;
        Verdict verdict = unsafe ? Verdict.UNSAFE : incomplete ? Verdict.INCOMPLETE : Verdict.CLEAN;
        Summary summary = new Summary(
                verdict,
                incomplete,
                interrupted,
                options.asOf(),
                List.copyOf(targets),
                findings,
                uncounted,
                gaps,
                suppressed,
                new Coverage(
                        artifacts,
                        files,
                        bytesTotal - bytesOpaque - bytesUnread,
                        bytesOpaque,
                        bytesTotal,
                        byFormat,
                        notes,
                        Map.of()),
                referenceData,
                new Performance(
                        startedAt,
                        (System.nanoTime() - startedNanos) / 1_000_000,
                        ProcessFigures.cpuMillis(),
                        ProcessFigures.peakMemoryBytes(),
                        bytesRead,
                        memory.mostDiskBytes(),
                        hits,
                        misses,
                        progress.requests(),
                        progress.requests() == 0 ? -1 : progress.bytesReceived(),
                        progress.requests() == 0 ? -1 : progress.bytesSaved(),
                        admission.slowdown(),
                        null),
                Grouped.BY_NOTHING);
        out.end(summary);
        return summary;
    }
}
