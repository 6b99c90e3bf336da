package dev.assay.engine.scan;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what workers give for one target, but not for ever: what hangs in a read when the time is up or the scan is
 * cancelled is given up, as a gap. Belongs to the thread that reports.
 */
final class Answers {
    /** How long is waited for a read that does not return, such as one of a pipe. */
    static final long PATIENCE_MILLIS = 300;

    private final Clock clock;
    private final CompletableFuture<Void> cancelled;
    private @Nullable CompletableFuture<Void> timeUp;
    private boolean hasGivenUp;

    /** @param cancelled completed a moment after the scan was cancelled */
    Answers(Clock clock, CompletableFuture<Void> cancelled) {
        this.clock = clock;
        this.cancelled = cancelled;
    }

    Result of(Pending pending) {
        try {
            if (!pending.result().isDone()) {
                CompletableFuture.anyOf(pending.result(), cancelled, timeUp()).join();
            }
            if (pending.result().isDone()) {
                return pending.result().join();
            }
            hasGivenUp = true;
            return Result.of(unfinished(pending.at()));
        } catch (CompletionException e) {
            return Result.of(new Gap(GapKind.INTERNAL, pending.at(), Reasons.ofFailure(e.getCause()), -1));
        }
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

    /** Why what is at a place has not been read to its end. */
    Gap unfinished(Location at) {
        return clock.isCancelled()
                ? new Gap(GapKind.INTERRUPTED, at, "the scan was interrupted", -1)
                : new Gap(GapKind.LIMIT, at, "the time for this target is up", -1);
    }

    /** Whether something hung: a worker may still hold what it opened. */
    boolean hasGivenUp() {
        return hasGivenUp;
    }
}
