package dev.assay.engine.scan;

import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.cache.FactCache;
import dev.assay.engine.cache.IdentityMemo;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.GivenFiles;
import dev.assay.engine.rule.NamedFile;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.scan.WalkForNamed.Found;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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

    /** What decoding holds beside content: blocks of the nested readers, the value stack, facts. */
    private static final long WORKING_BYTES = 4L << 20;

    /** What explaining a program holds beside that: its values and statements, at the worst. */
    private static final long EXPLAINING_BYTES = 32L << 20;

    /** How long a cancelled scan waits for a read that does not return, such as one of a pipe. */
    private static final long PATIENCE_MILLIS = 300;

    private static final long MOST_RESERVED_BYTES = 32L << 20;

    /** What rules for whole targets may keep, beside the memory for content: at most this, and an eighth of that. */
    private static final long MOST_KEPT_BYTES = 32L << 20;

    /** Of the memory that may be blocks that nobody uses: they were used a moment ago, and will be. */
    private static final long IDLE_SHARE = 8;

    private static final long MOST_IDLE_BLOCKS = 2 * MOST_RESERVED_BYTES / Buffers.SIZE_BYTES;

    /** Files of one whole that are read as what others name them for; that there are more is a gap. */
    private static final int MOST_NAMED = 1_000;

    /** For files that others name, each of which may name more. */
    private static final int MOST_WALKS = 16;

    private final List<Connector> connectors;
    private final ScanOptions options;
    private final Progress progress;
    private final IdentityMemo memo;
    private final Memory memory;
    private final Detectors detectors;
    private final Admission admission;
    private final Judge judge;
    private final ArtifactScan artifactScan;
    private final int ahead;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final CompletableFuture<Void> patienceEnded = new CompletableFuture<>();
    private long pending; // how many there were so far; of the walking thread, as is what follows
    private boolean gaveUp;

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
        this.connectors = List.copyOf(connectors);
        this.options = options;
        this.memo = memo;
        this.progress = progress;
        this.detectors = detectors;
        this.memory = new Memory(options.memoryBytes(), buffers);
        this.admission = new Admission(memory, options.jobs(), options.pressure());
        this.ahead = options.explain() || options.inspect()
                ? Math.max(AHEAD_EXPLAINING, 2 * options.jobs())
                : (int) Math.min(AHEAD, memory.limitBytes() / AHEAD_BYTES);
        this.judge = new Judge(detectors, enricher, options);
        this.artifactScan = new ArtifactScan(detectors, judge, options, cache, memo, memory, progress);
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
        patienceEnded.completeOnTimeout(null, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Scans the targets one after the other and ends the report. */
    public Summary scan(List<String> targets, ReportSink out) {
        List<String> labels = targets.stream().map(this::label).toList();
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
        assert gaveUp || cancelled.get() || nothingIsOut();
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
        Optional<Location> place = inFolder(target);
        WholeTarget whole = place.map(in -> files.computeIfAbsent(in.target(), _ -> empty(new GivenFiles())))
                .orElseGet(() -> empty(GivenFiles.NONE));
        place.ifPresent(in -> whole.files().add(target, in));
        Clock clock = clock();
        Walk walk = new Walk(workers, clock, tally, whole);
        Location at = Location.of(label(target), "");
        boolean walked = false;
        try {
            connectorFor(target).walk(target, clock, options.selection().over(walk));
            walked = true;
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
            walk.gap(walk.unfinished(at));
        }
        if (last) {
            progress.walked();
        }
        walk.drain(0);
        if (place.isPresent()) {
            return;
        }
        if (!tally.isStopped() && !clock.isOver()) {
            walk.relate(at);
            walk.readNamed(target, at);
            walk.leaveUnknown();
        }
        if (walked && !tally.isStopped() && !clock.isOver()) { // else what the walk did not come to would be missing
            walk.judgeWhole(at);
        } else if (!tally.isStopped()) {
            walk.completeRest(at);
        }
    }

    private Clock clock() {
        long deadline = System.nanoTime() + options.limits().perTarget().toNanos();
        return new Clock(deadline, cancelled, options.pace());
    }

    /** What files are together that were given one by one. What could not be read of them is a gap of its own by now. */
    private void judgeTogether(Location folder, WholeTarget together, ExecutorService workers, Tally tally) {
        Clock clock = clock();
        Walk walk = new Walk(workers, clock, tally, together);
        if (!tally.isStopped() && !clock.isOver()) {
            walk.readNamed(folder);
        }
        if (!tally.isStopped() && !clock.isOver()) {
            walk.judgeWhole(folder);
        } else if (!tally.isStopped()) {
            walk.completeRest(folder);
        }
    }

    private Optional<Location> inFolder(String target) {
        for (Connector connector : connectors) {
            if (connector.accepts(target)) {
                return connector.inFolder(target);
            }
        }
        return Optional.empty();
    }

    private WholeTarget empty(GivenFiles files) {
        return new WholeTarget(detectors, Math.min(MOST_KEPT_BYTES, options.memoryBytes() / 8), files);
    }

    private String label(String target) {
        for (Connector connector : connectors) {
            if (connector.accepts(target)) {
                return connector.label(target);
            }
        }
        return target;
    }

    private Connector connectorFor(String target) throws IOException {
        for (Connector connector : connectors) {
            if (connector.accepts(target)) {
                return connector;
            }
        }
        throw new IOException("no kind of target that Assay knows");
    }

    /** What the walk gave, and what becomes of it. A rule or a source that fails costs this one artifact, as a gap. */
    private record Pending(
            Location at,
            CompletableFuture<Result> result,
            boolean endsWhole,
            ArtifactVisitor.@Nullable PassedOver passedOver) {
        Pending(Location at, CompletableFuture<Result> result) {
            this(at, result, false, null);
        }

        static Pending endOfWhole(Location at, ArtifactVisitor.@Nullable PassedOver passedOver) {
            return new Pending(at, CompletableFuture.completedFuture(Result.nothing()), true, passedOver);
        }
    }

    /** One target's way through the workers: what the walk gave and the report has not had yet, in order. */
    private final class Walk implements ArtifactVisitor {
        private final ExecutorService workers;
        private final Clock clock;
        private final Tally tally;
        private final Deque<Pending> onTheWay = new ArrayDeque<>();
        private WholeTarget whole;
        private final AtomicLong keptBytes = new AtomicLong();
        private @Nullable CompletableFuture<Void> timeUp;
        private final Unknown unknown = new Unknown();
        private final Set<Location> readByName = new HashSet<>(0); // of what was passed over

        Walk(ExecutorService workers, Clock clock, Tally tally, WholeTarget whole) {
            this.workers = workers;
            this.clock = clock;
            this.tally = tally;
            this.whole = whole;
        }

        @Override
        public boolean artifact(Artifact artifact) {
            progress.found(artifact.sizeBytes());
            memo.coming(artifact.sizeBytes());
            long size = artifact.sizeBytes() < 0 ? MOST_RESERVED_BYTES : artifact.sizeBytes();
            long wanted =
                    Math.min(size + WORKING_BYTES, MOST_RESERVED_BYTES) + (options.explain() ? EXPLAINING_BYTES : 0);
            long number = pending++;
            onTheWay.add(new Pending(
                    artifact.at(), CompletableFuture.supplyAsync(() -> scan(artifact, number, wanted), workers)));
            drain(ahead);
            return !tally.isStopped() && !clock.isOver();
        }

        @Override
        public boolean passedOver(Artifact artifact, String why) {
            memo.coming(artifact.sizeBytes());
            long number = pending++;
            onTheWay.add(new Pending(
                    artifact.at(),
                    CompletableFuture.supplyAsync(
                            () -> {
                                Result result = artifactScan
                                        .context(artifact, why, clock)
                                        .orElseGet(() -> unknown.add(number, artifact)
                                                ? Result.note(why)
                                                : ArtifactScan.notKnown(artifact, why));
                                keptBytes.addAndGet(result.keptBytes());
                                return result;
                            },
                            workers)));
            drain(ahead);
            return !tally.isStopped() && !clock.isOver();
        }

        /** On a worker: when there is room, and alone if it needs what others hold. */
        private Result scan(Artifact artifact, long number, long wantedBytes) {
            try {
                Optional<Result> result;
                try (Admission.Place place = admission.enter(number, wantedBytes)) {
                    result = artifactScan.scan(artifact, clock, place.bytes(), false, tally.wantsDependencies());
                }
                if (result.isEmpty()) {
                    try (Admission.Place place = admission.enterAlone(number)) {
                        result = artifactScan.scan(artifact, clock, place.bytes(), true, tally.wantsDependencies());
                    }
                }
                if (!result.orElseThrow().kept().isEmpty()) {
                    artifact.opener()
                            .named(judge.named(
                                    new Projection(result.orElseThrow().kept(), List.of())));
                }
                keptBytes.addAndGet(result.orElseThrow().keptBytes());
                admission.done(number, result.orElseThrow().heldBytes());
                return result.orElseThrow();
            } finally {
                progress.done();
            }
        }

        @Override
        public void gap(Gap gap) {
            done(gap.location(), Result.of(gap));
        }

        @Override
        public void suppressed(Suppressed suppressed) {
            done(suppressed.location(), Result.of(suppressed));
        }

        @Override
        public void note(String what) {
            done(Location.of("", ""), Result.note(what));
        }

        private void done(Location at, Result result) {
            pending++;
            onTheWay.add(new Pending(at, CompletableFuture.completedFuture(result)));
        }

        @Override
        public void note(String what, long times) {
            done(Location.of("", ""), Result.note(what, times));
        }

        @Override
        public void told(Location at, List<Fact> facts) {
            pending++;
            onTheWay.add(new Pending(at, CompletableFuture.supplyAsync(() -> judge.told(at, facts), workers)));
            drain(ahead);
        }

        @Override
        public void whole(Location at) {
            ends(Pending.endOfWhole(at, null));
        }

        @Override
        public void whole(Location at, PassedOver passedOver) {
            ends(Pending.endOfWhole(at, passedOver));
        }

        private void ends(Pending end) {
            pending++;
            onTheWay.add(end);
            drain(ahead);
        }

        @Override
        public String reading(Location at) {
            return detectors.reading(at);
        }

        @Override
        public void known(Location at, String what) {
            List<Facts> kept = detectors.concerns(at.lastName())
                    ? List.of(new Facts(at, List.of(), List.of(), List.of()))
                    : List.of();
            Result result = Result.known(what, kept);
            keptBytes.addAndGet(result.keptBytes());
            done(at, result);
        }

        /** Reports what is done, and waits until no more than {@code most} are on the way and not too much is kept of them. */
        void drain(int most) {
            while (!onTheWay.isEmpty()
                    && (onTheWay.size() > most
                            || keptBytes.get() > MOST_KEPT_BYTES
                            || onTheWay.element().result().isDone())) {
                Pending next = onTheWay.remove();
                Result result = result(next);
                keptBytes.addAndGet(-result.keptBytes());
                if (next.endsWhole()) {
                    PassedOver passedOver = next.passedOver();
                    if (passedOver != null) {
                        readNamed(passedOver, next.at());
                    }
                    leaveUnknown();
                    // At once and by this thread: on a worker it would wait for all that has been given out since.
                    judge(next.at(), Runnable::run).ifPresent(judged -> tally.add(result(judged)));
                    whole = empty(GivenFiles.NONE);
                    progress.wholeDone();
                } else {
                    whole.add(result);
                    tally.add(result);
                    complete(whole.overflow(), next.at());
                }
                admission.reported();
            }
        }

        /** What the walk passed over and files of the whole name. */
        private void readNamed(PassedOver passedOver, Location at) {
            readNamed(
                    at,
                    files -> {
                        List<Found> found = new ArrayList<>(0);
                        files.forEach(file ->
                                passedOver.at(file).ifPresent(artifact -> found.add(new Found(artifact, false))));
                        return found;
                    },
                    result -> result);
            passedOver.done();
        }

        /**
         * What files of the target name, and was read as something else or as nothing. Few targets have any, and what a walk gives is
         * not kept, so the target is walked once more; what that says was said before.
         */
        void readNamed(String target, Location root) {
            int[] walks = {0};
            readNamed(
                    root,
                    files -> walks[0]++ == MOST_WALKS ? List.of() : found(target, root, files),
                    Result::readAgain);
            drain(0);
        }

        /** What files name that were given one by one, among these. */
        void readNamed(Location folder) {
            readNamed(
                    folder,
                    named -> {
                        Map<String, List<NamedFile>> byTarget = new LinkedHashMap<>();
                        named.forEach(file -> byTarget.computeIfAbsent(file.at().target(), _ -> new ArrayList<>(1))
                                .add(file));
                        List<Found> found = new ArrayList<>();
                        byTarget.forEach((target, of) -> found.addAll(found(target, Location.of(target, ""), of)));
                        return found;
                    },
                    Result::readAgain);
            drain(0);
        }

        private List<Found> found(String target, Location root, List<NamedFile> files) {
            WalkForNamed again = new WalkForNamed(files, detectors::reading, () -> tally.isStopped() || clock.isOver());
            try {
                connectorFor(target).walk(target, clock, options.selection().over(again));
            } catch (IOException | BudgetExceededException e) {
                return again.found(); // who names what was not found says so
            } catch (RuntimeException e) {
                gap(new Gap(GapKind.INTERNAL, root, Reasons.ofFailure(e), -1));
            }
            return again.found();
        }

        /** By this thread, as few of them are, and each may name more. */
        private void readNamed(Location at, Function<List<NamedFile>, List<Found>> finder, UnaryOperator<Result> told) {
            Set<NamedFile> asked = new HashSet<>();
            List<NamedFile> named;
            boolean isMore = false;
            do {
                named = new ArrayList<>(0);
                if (!whole.isEmpty() && !whole.isTooLarge() && !tally.isStopped() && !clock.isOver()) {
                    Projection projection = whole.projection();
                    for (NamedFile file : CompletableFuture.supplyAsync(() -> judge.named(projection), Runnable::run)
                            .exceptionally(_ -> List.of()) // the rule will fail again when it judges, and that is told
                            .join()) {
                        boolean isRoom = asked.size() < MOST_NAMED;
                        isMore |= !isRoom && !asked.contains(file);
                        if (isRoom && asked.add(file)) {
                            named.add(file);
                        }
                    }
                }
                for (Found found : named.isEmpty() ? List.<Found>of() : finder.apply(named)) {
                    readNamed(found, named, told);
                }
            } while (!named.isEmpty());
            if (isMore) {
                tally.add(Result.of(new Gap(
                        GapKind.LIMIT,
                        at,
                        "more than " + MOST_NAMED
                                + " files are named by others, such as by hooks that start them; the rest"
                                + " is not read as what they take it for",
                        -1)));
            }
        }

        /** What has not changed is judged where what is judged names it: nobody knows whether it was taken for that before. */
        private void readNamed(Found found, List<NamedFile> named, UnaryOperator<Result> told) {
            Artifact artifact = found.artifact();
            boolean judges = !found.isUnchanged()
                    || named.stream()
                            .anyMatch(file ->
                                    !file.byUnchanged() && file.at().within(0).equals(artifact.at()));
            ReadAs readAs = ReadAs.of(artifact.at(), named);
            Result result = result(new Pending(
                    artifact.at(),
                    CompletableFuture.supplyAsync(
                            () -> told.apply(
                                    artifactScan.named(artifact, readAs, clock, tally.wantsDependencies(), judges)),
                            Runnable::run)));
            whole.add(result, judges);
            tally.add(result);
            if (found.isUnchanged() && readByName.add(artifact.at())) {
                tally.add(Result.note(ArtifactScan.READ));
            }
        }

        /** What was passed over and is not known is read now if what is judged may belong together with it. */
        void relate(Location at) {
            if (!whole.awaitsOthers() || whole.isTooLarge()) {
                return;
            }
            if (unknown.isMore()) {
                gap(new Gap(
                        GapKind.LIMIT,
                        at,
                        "more files have not changed than are read to see what belongs together with those that have",
                        -1));
            }
            for (Artifact artifact : unknown.take()) {
                pending++;
                onTheWay.add(new Pending(
                        artifact.at(),
                        CompletableFuture.supplyAsync(() -> artifactScan.related(artifact, clock), workers)));
                drain(ahead);
            }
            drain(0);
        }

        /** What was passed over, is not known and was not needed: only now, as until then it is not unread but may be read. */
        void leaveUnknown() {
            for (Artifact artifact : unknown.take()) {
                if (readByName.contains(artifact.at())) {
                    artifact.opener().unused();
                } else {
                    Result notKnown = ArtifactScan.notKnown(artifact);
                    whole.add(notKnown);
                    tally.add(notKnown);
                }
            }
        }

        /** What is left of the target as a whole, on a worker like everything that may fail. */
        void judgeWhole(Location at) {
            judge(at, workers).ifPresent(judged -> {
                pending++;
                onTheWay.add(judged);
            });
            drain(0);
        }

        /** What is held back of a target whose walk was cut short. */
        void completeRest(Location at) {
            complete(whole.rest(), at);
        }

        /** At once and by this thread, as nothing of it is kept. */
        private void complete(List<Facts> part, Location at) {
            if (!part.isEmpty()) {
                Projection projection = whole.part(part);
                tally.add(result(new Pending(
                        at,
                        CompletableFuture.supplyAsync(
                                () -> judge.complete(projection, clock, tally.wantsDependencies()), Runnable::run))));
            }
        }

        private Optional<Pending> judge(Location at, Executor by) {
            if (whole.isTooLarge()) {
                Gap gap = new Gap(
                        GapKind.LIMIT,
                        at,
                        "has more files that belong together than are kept to judge them as a whole; scan it in"
                                + " smaller targets, or give more memory (--max-memory)",
                        -1);
                return Optional.of(new Pending(at, CompletableFuture.completedFuture(Result.of(gap))));
            }
            if (whole.isEmpty()) {
                return Optional.empty();
            }
            Projection projection = whole.projection();
            return Optional.of(new Pending(
                    at,
                    CompletableFuture.supplyAsync(
                            () -> judge.target(projection, clock, tally.wantsDependencies()), by)));
        }

        /** Completed a moment after the target's time is up: what has not noticed by then hangs in a read. */
        private CompletableFuture<Void> timeUp() {
            CompletableFuture<Void> up = timeUp;
            if (up == null) {
                long left = clock.leftNanos() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
                up = new CompletableFuture<Void>().completeOnTimeout(null, left, TimeUnit.NANOSECONDS);
                timeUp = up;
            }
            return up;
        }

        Gap unfinished(Location at) {
            return clock.isCancelled()
                    ? new Gap(GapKind.INTERRUPTED, at, "the scan was interrupted", -1)
                    : new Gap(GapKind.LIMIT, at, "the time for this target is up", -1);
        }

        private Result result(Pending pending) {
            try {
                if (!pending.result().isDone()) {
                    CompletableFuture.anyOf(pending.result(), patienceEnded, timeUp())
                            .join();
                }
                if (pending.result().isDone()) {
                    return pending.result().join();
                }
                gaveUp = true;
                return Result.of(unfinished(pending.at()));
            } catch (CompletionException e) {
                return Result.of(new Gap(GapKind.INTERNAL, pending.at(), Reasons.ofFailure(e.getCause()), -1));
            }
        }
    }
}
