package dev.assay.engine.scan;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Projection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * One target's way through the workers: what the walk gave and the report has not had yet, in order, and what is kept of it to be judged
 * as a whole. Belongs to the thread that walks, which reports as well.
 */
final class TargetWalk implements ArtifactVisitor {
    /** What decoding holds beside content: blocks of the nested readers, the value stack, facts. */
    private static final long WORKING_BYTES = 4L << 20;

    /** What explaining a program holds beside that: its values and statements, at the worst. */
    private static final long EXPLAINING_BYTES = 32L << 20;

    static final long MOST_RESERVED_BYTES = 32L << 20;

    /** What the report has not had may keep for rules for whole targets. */
    private static final long MOST_WAITING_BYTES = 32L << 20;

    private final Stages stages;
    private final ExecutorService workers;
    private final Clock clock;
    private final Tally tally;
    private final Supplier<WholeTarget> nextWhole;
    private final Answers answers;
    private final NamedReading namedReading;
    private final Deque<Pending> onTheWay = new ArrayDeque<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Unknown unknown = new Unknown();
    private WholeTarget whole;

    /**
     * @param whole what is judged together, of which there may be something by now
     * @param nextWhole for what comes after the end of a whole
     */
    TargetWalk(
            Stages stages,
            ExecutorService workers,
            Clock clock,
            Tally tally,
            Answers answers,
            WholeTarget whole,
            Supplier<WholeTarget> nextWhole) {
        this.stages = stages;
        this.workers = workers;
        this.clock = clock;
        this.tally = tally;
        this.answers = answers;
        this.namedReading = new NamedReading(stages, clock, tally, answers);
        this.whole = whole;
        this.nextWhole = nextWhole;
    }

    @Override
    public boolean artifact(Artifact artifact) {
        stages.progress().found(artifact.sizeBytes());
        stages.memo().coming(artifact.sizeBytes());
        long size = artifact.sizeBytes() < 0 ? MOST_RESERVED_BYTES : artifact.sizeBytes();
        long wanted = Math.min(size + WORKING_BYTES, MOST_RESERVED_BYTES) + (stages.explains() ? EXPLAINING_BYTES : 0);
        long number = stages.admission().next();
        onTheWay.add(new Pending(
                artifact.at(), CompletableFuture.supplyAsync(() -> scan(artifact, number, wanted), workers)));
        return goesOn();
    }

    @Override
    public boolean passedOver(Artifact artifact, String why) {
        stages.memo().coming(artifact.sizeBytes());
        long number = stages.admission().next();
        onTheWay.add(new Pending(
                artifact.at(),
                CompletableFuture.supplyAsync(
                        () -> {
                            Result result = stages.artifacts()
                                    .context(artifact, why, clock)
                                    .orElseGet(() -> unknown.add(number, artifact)
                                            ? Result.note(why)
                                            : ArtifactScan.notKnown(artifact, why));
                            waitingBytes.addAndGet(result.keptBytes());
                            return result;
                        },
                        workers)));
        return goesOn();
    }

    private boolean goesOn() {
        drain(stages.ahead());
        return !tally.isStopped() && !clock.isOver();
    }

    /** On a worker: when there is room, and alone if it needs what others hold. */
    private Result scan(Artifact artifact, long number, long wantedBytes) {
        try {
            Optional<Result> tried;
            try (Admission.Place place = stages.admission().enter(number, wantedBytes)) {
                tried = stages.artifacts().scan(artifact, clock, place.bytes(), false, tally.wantsDependencies());
            }
            if (tried.isEmpty()) {
                try (Admission.Place place = stages.admission().enterAlone(number)) {
                    tried = stages.artifacts().scan(artifact, clock, place.bytes(), true, tally.wantsDependencies());
                }
            }
            Result result = tried.orElseThrow();
            if (!result.kept().isEmpty()) {
                artifact.opener().named(stages.judge().named(new Projection(result.kept(), List.of())));
            }
            waitingBytes.addAndGet(result.keptBytes());
            stages.admission().done(number, result.heldBytes());
            return result;
        } finally {
            stages.progress().done();
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

    @Override
    public void note(String what, long times) {
        done(Location.of("", ""), Result.note(what, times));
    }

    private void done(Location at, Result result) {
        add(new Pending(at, CompletableFuture.completedFuture(result)));
    }

    private void add(Pending pending) {
        stages.admission().next();
        onTheWay.add(pending);
    }

    @Override
    public void told(Location at, List<Fact> facts) {
        add(new Pending(at, CompletableFuture.supplyAsync(() -> stages.judge().told(at, facts), workers)));
        drain(stages.ahead());
    }

    @Override
    public void whole(Location at) {
        add(Pending.endOfWhole(at, null));
        drain(stages.ahead());
    }

    @Override
    public void whole(Location at, PassedOver passedOver) {
        add(Pending.endOfWhole(at, passedOver));
        drain(stages.ahead());
    }

    @Override
    public String reading(Location at) {
        return stages.detectors().reading(at);
    }

    @Override
    public void known(Location at, String what) {
        List<Facts> kept = stages.detectors().concerns(at.lastName())
                ? List.of(new Facts(at, List.of(), List.of(), List.of()))
                : List.of();
        Result result = Result.known(what, kept);
        waitingBytes.addAndGet(result.keptBytes());
        done(at, result);
    }

    /** Reports all that is on the way. */
    void drain() {
        drain(0);
    }

    /** Reports what is done, and waits until no more than {@code most} are on the way and not too much is kept of them. */
    private void drain(int most) {
        while (!onTheWay.isEmpty()
                && (onTheWay.size() > most
                        || waitingBytes.get() > MOST_WAITING_BYTES
                        || onTheWay.element().result().isDone())) {
            Pending next = onTheWay.remove();
            Result result = answers.of(next);
            waitingBytes.addAndGet(-result.keptBytes());
            if (next.endsWhole()) {
                end(next);
            } else {
                whole.add(result);
                tally.add(result);
                complete(whole.overflow(), next.at());
            }
            stages.admission().reported();
        }
    }

    private void end(Pending end) {
        PassedOver passedOver = end.passedOver();
        if (passedOver != null) {
            namedReading.ofPassedOver(whole, passedOver, end.at());
        }
        leaveUnknown();
        // At once and by this thread: on a worker it would wait for all that has been given out since.
        judge(end.at(), Runnable::run).ifPresent(judged -> tally.add(answers.of(judged)));
        whole = nextWhole.get();
        stages.progress().wholeDone();
    }

    /**
     * Ends what belongs together.
     *
     * @param wasWalked whether the walk came to its end, else what it did not come to would be missing
     */
    void end(String target, Location at, boolean wasWalked) {
        if (!isOver()) {
            relate(at);
            namedReading.ofTarget(whole, target, at);
            leaveUnknown();
        }
        judgeOrComplete(at, wasWalked);
    }

    /** Ends what was given as files, one by one. What could not be read of them is a gap of its own by now. */
    void endFiles(Location folder) {
        if (!isOver()) {
            namedReading.ofFiles(whole, folder);
        }
        judgeOrComplete(folder, true);
    }

    private boolean isOver() {
        return tally.isStopped() || clock.isOver();
    }

    /** What is left as a whole is judged on a worker like everything that may fail. */
    private void judgeOrComplete(Location at, boolean wasWalked) {
        if (wasWalked && !isOver()) {
            judge(at, workers).ifPresent(this::add);
            drain(0);
        } else if (!tally.isStopped()) {
            complete(whole.overflow(), at);
            complete(whole.rest(), at);
        }
    }

    /** What was passed over and is not known is read now if what is judged may belong together with it. */
    private void relate(Location at) {
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
            add(new Pending(
                    artifact.at(),
                    CompletableFuture.supplyAsync(() -> stages.artifacts().related(artifact, clock), workers)));
            drain(stages.ahead());
        }
        drain(0);
    }

    /** What was passed over, is not known and was not needed: only now, as until then it is not unread but may be read. */
    private void leaveUnknown() {
        for (Artifact artifact : unknown.take()) {
            if (namedReading.hasReadUnchanged(artifact.at())) {
                artifact.opener().unused();
            } else {
                Result notKnown = ArtifactScan.notKnown(artifact);
                whole.add(notKnown);
                tally.add(notKnown);
            }
        }
    }

    /** At once and by this thread, as nothing of it is kept. */
    private void complete(List<Facts> part, Location at) {
        if (!part.isEmpty()) {
            Projection projection = whole.part(part);
            tally.add(answers.of(new Pending(
                    at,
                    CompletableFuture.supplyAsync(
                            () -> stages.judge().complete(projection, clock, tally.wantsDependencies()),
                            Runnable::run))));
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
                        () -> stages.judge().target(projection, clock, tally.wantsDependencies()), by)));
    }
}
