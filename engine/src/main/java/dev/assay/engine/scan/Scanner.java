package dev.assay.engine.scan;

import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.cache.FactCache;
import dev.assay.engine.cache.IdentityMemo;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Summary;
import dev.assay.engine.rule.GivenFiles;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Scans targets: walks them, decodes and judges on a fixed pool of threads, and reports in walk order.
 *
 * <p>The calling thread walks and reports; each artifact is one worker's task with one budget. Only a bounded number of
 * artifacts is on the way between the two, and each reserves memory before it is admitted, so that a target of any size
 * needs the same memory. One scanner serves one scan; {@link #cancel} may be called from any thread.
 */
public final class Scanner {
    /**
     * How many artifacts the walk may be ahead of the report: enough that a slow one does not idle the others and that
     * the progress line soon knows the end, few enough to hold.
     */
    private static final int AHEAD = 16_384;

    /**
     * The share of memory for one that is on the way. It takes less, but whatever is held for long gets into the old part of the heap, which
     * Java fills before it looks at it: of 10,000 repositories a sweep held 7 MB more.
     */
    private static final int AHEAD_BYTES = 128 << 10;

    /** The same with programs or an inventory to report, of which an artifact may have megabytes. */
    private static final int AHEAD_EXPLAINING = 16;

    /** What rules for whole targets may keep, beside the memory for content: at most this, and an eighth of that. */
    private static final long MOST_KEPT_BYTES = 32L << 20;

    /** Of the memory that may be blocks that nobody uses: they were used a moment ago, and will be. */
    private static final long IDLE_SHARE = 8;

    private static final long MOST_IDLE_BLOCKS = 2 * TargetWalk.MOST_RESERVED_BYTES / Buffers.SIZE_BYTES;

    private final ScanOptions options;
    private final Progress progress;
    private final Memory memory;
    private final Detectors detectors;
    private final Admission admission;
    private final Stages stages;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final CompletableFuture<Void> patienceEnded = new CompletableFuture<>();
    private boolean hasGivenUp;

    public Scanner(
            List<Connector> connectors,
            Detectors detectors,
            Enricher enricher,
            FactCache cache,
            IdentityMemo memo,
            ScanOptions options,
            Progress progress) {
        this(connectors, detectors, enricher, cache, memo, options, progress, new Buffers(idleBlocks(options)));
    }

    /** The same over a pool of the caller's, which scans may share. */
    public Scanner(
            List<Connector> connectors,
            Detectors detectors,
            Enricher enricher,
            FactCache cache,
            IdentityMemo memo,
            ScanOptions options,
            Progress progress,
            Buffers buffers) {
        this.options = options;
        this.progress = progress;
        this.detectors = detectors;
        this.memory = new Memory(options.memoryBytes(), buffers);
        this.admission = new Admission(memory, options.jobs(), options.pressure());
        Judge judge = new Judge(detectors, enricher, options);
        this.stages = new Stages(
                new Connectors(connectors),
                options.selection(),
                detectors,
                memo,
                admission,
                new ArtifactScan(detectors, judge, options, cache, memo, memory, progress),
                judge,
                progress,
                options.explain(),
                options.explain() || options.inspect()
                        ? Math.max(AHEAD_EXPLAINING, 2 * options.jobs())
                        : (int) Math.min(AHEAD, memory.limitBytes() / AHEAD_BYTES));
    }

    /**
     * How many blocks are kept when nobody uses them: as many as spools of two artifacts have. A block that is left to the
     * collector is old by then, and old ones are not collected before the heap is as large as it may be; so what a spool
     * of each member of a tar would leave adds up to that.
     */
    private static int idleBlocks(ScanOptions options) {
        long share = options.memoryBytes() / IDLE_SHARE / Buffers.SIZE_BYTES;
        return (int) Math.clamp(share, 8L * options.jobs(), Math.max(8L * options.jobs(), MOST_IDLE_BLOCKS));
    }

    /**
     * Stops the scan: what is under way ends at its next block and keeps what it has, what hangs in a read is given up a
     * moment later, and the report is ended.
     */
    public void cancel() {
        cancelled.set(true);
        patienceEnded.completeOnTimeout(null, Answers.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Scans the targets one after the other and ends the report. */
    public Summary scan(List<String> targets, ReportSink out) {
        List<String> labels = targets.stream().map(stages.connectors()::label).toList();
        Tally tally = new Tally(options, labels, progress, memory, admission, out);
        ExecutorService workers = Executors.newFixedThreadPool(
                options.jobs(), Thread.ofPlatform().name("assay-", 1).daemon().factory());
        Map<String, WholeTarget> files = new LinkedHashMap<>(); // by the folder that they lie in
        try {
            for (int i = 0; i < targets.size() && !tally.isStopped(); i++) {
                if (cancelled.get()) {
                    tally.add(Result.of(new Gap(
                            GapKind.INTERRUPTED, Location.of(labels.get(i), ""), "the scan was interrupted", -1)));
                } else {
                    scan(targets.get(i), i == targets.size() - 1, workers, tally, files);
                }
            }
            files.forEach((folder, together) -> judgeTogether(Location.of(folder, ""), together, workers, tally));
            if (tally.isStopped()) {
                cancelled.set(true); // what is still under way will not be reported
            }
        } finally {
            workers.shutdown(); // waits for nothing: who has not answered by now is given up
        }
        assert hasGivenUp || cancelled.get() || nothingIsOut();
        return tally.end(cancelled.get() && !tally.isStopped(), detectors.referenceData());
    }

    /** Each buffer, spool and reservation has one owner that closes it, whatever was scanned: tests check it so. */
    private boolean nothingIsOut() {
        List<Throwable> out = memory.out();
        if (out.isEmpty()) {
            return true;
        }
        AssertionError leak = new AssertionError("after the scan this is still out:");
        out.forEach(leak::addSuppressed);
        throw leak;
    }

    /** @param files what is judged together: a target that is a file is added */
    private void scan(
            String target, boolean last, ExecutorService workers, Tally tally, Map<String, WholeTarget> files) {
        Location at = Location.of(stages.connectors().label(target), "");
        Optional<Location> place = stages.connectors().inFolder(target);
        WholeTarget whole = place.map(in -> files.computeIfAbsent(in.target(), _ -> empty(new GivenFiles())))
                .orElseGet(() -> empty(GivenFiles.NONE));
        place.ifPresent(in -> whole.files().add(target, in));
        Clock clock = clock();
        Answers answers = new Answers(clock, patienceEnded);
        TargetWalk walk = walk(clock, answers, workers, tally, whole);
        boolean wasWalked = false;
        try {
            stages.connectors().walk(target, clock, options.selection().over(walk));
            wasWalked = true;
        } catch (IOException e) {
            walk.gap(new Gap(Reasons.kindOf(e), at, Reasons.of(e), -1));
        } catch (BudgetExceededException e) {
            if (!e.endsTarget()) {
                walk.gap(new Gap(GapKind.LIMIT, at, e.reason(), -1));
            }
        } catch (RuntimeException e) { // a fault of ours that a server provoked must not silence the other targets
            walk.gap(new Gap(GapKind.INTERNAL, at, Reasons.ofFailure(e), -1));
        }
        if (clock.isOver() && !tally.isStopped()) {
            walk.gap(answers.unfinished(at));
        }
        if (last) {
            progress.walked();
        }
        walk.drain();
        if (place.isEmpty()) {
            walk.end(target, at, wasWalked);
        }
        hasGivenUp |= answers.hasGivenUp();
    }

    /** What files are together that were given one by one. */
    private void judgeTogether(Location folder, WholeTarget together, ExecutorService workers, Tally tally) {
        Clock clock = clock();
        Answers answers = new Answers(clock, patienceEnded);
        walk(clock, answers, workers, tally, together).endFiles(folder);
        hasGivenUp |= answers.hasGivenUp();
    }

    private TargetWalk walk(Clock clock, Answers answers, ExecutorService workers, Tally tally, WholeTarget whole) {
        return new TargetWalk(stages, workers, clock, tally, answers, whole, () -> empty(GivenFiles.NONE));
    }

    private Clock clock() {
        long deadline = System.nanoTime() + options.limits().perTarget().toNanos();
        return new Clock(deadline, cancelled, options.pace());
    }

    private WholeTarget empty(GivenFiles files) {
        return new WholeTarget(detectors, Math.min(MOST_KEPT_BYTES, options.memoryBytes() / 8), files);
    }
}
