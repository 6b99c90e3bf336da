package dev.assay.engine.bytes;

import java.util.concurrent.atomic.AtomicBoolean;

/** When one target's time is up: a deadline, and a flag that whoever waits may set. Thread-safe. */
public final class Clock {
    private final long deadlineNanos;
    private final AtomicBoolean cancelled;

    /** @param cancelled shared by all targets of a scan; set it to stop them at their next block */
    public Clock(long deadlineNanos, AtomicBoolean cancelled) {
        this.deadlineNanos = deadlineNanos;
        this.cancelled = cancelled;
    }

    /** A clock that never runs out. */
    public static Clock endless() {
        return new Clock(System.nanoTime() + Long.MAX_VALUE / 2, new AtomicBoolean());
    }

    /** @throws BudgetExceededException if the time is up or the scan was cancelled */
    public void check() {
        if (cancelled.get()) {
            throw new BudgetExceededException("the scan was interrupted", BudgetExceededException.What.CANCELLED);
        }
        if (System.nanoTime() - deadlineNanos > 0) {
            throw new BudgetExceededException("the time for this target is up", BudgetExceededException.What.TIME);
        }
    }

    /** Until the time is up; negative afterwards. */
    public long remainingNanos() {
        return deadlineNanos - System.nanoTime();
    }

    public boolean isCancelled() {
        return cancelled.get();
    }
}
