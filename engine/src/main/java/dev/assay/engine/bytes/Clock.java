package dev.assay.engine.bytes;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** When one target's time is up: a deadline, and a flag that whoever waits may set; and how fast work may go. Thread-safe. */
public final class Clock {
    private final long deadlineNanos;
    private final AtomicBoolean cancelled;
    private final Pace pace;

    /** @param cancelled shared by all targets of a scan; set it to stop them at their next block */
    public Clock(long deadlineNanos, AtomicBoolean cancelled) {
        this(deadlineNanos, cancelled, Pace.FREE);
    }

    /** @param pace of all targets of a scan */
    public Clock(long deadlineNanos, AtomicBoolean cancelled, Pace pace) {
        this.deadlineNanos = deadlineNanos;
        this.cancelled = cancelled;
        this.pace = pace;
    }

    /** A clock that never runs out. */
    public static Clock endless() {
        return new Clock(System.nanoTime() + Long.MAX_VALUE / 2, new AtomicBoolean());
    }

    /** The same for a part of the work: over after so long at the latest, and cancelled with the whole. */
    public Clock within(Duration time) {
        return new Clock(System.nanoTime() + Math.min(leftNanos(), time.toNanos()), cancelled, pace);
    }

    /**
     * Sleeps as long as the pace asks for.
     *
     * @throws BudgetExceededException if the time is up or the scan was cancelled
     */
    public void check() {
        pace.keep(this);
        if (cancelled.get()) {
            throw new BudgetExceededException("the scan was interrupted", BudgetExceededException.What.CANCELLED);
        }
        if (System.nanoTime() - deadlineNanos > 0) {
            throw new BudgetExceededException("the time for this target is up", BudgetExceededException.What.TIME);
        }
    }

    /** How long there is left; not more than 0 when the time is up. */
    public long leftNanos() {
        return deadlineNanos - System.nanoTime();
    }

    /** Whether nothing more is to be begun. */
    public boolean isOver() {
        return cancelled.get() || leftNanos() <= 0;
    }

    public boolean isCancelled() {
        return cancelled.get();
    }
}
