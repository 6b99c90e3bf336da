package dev.assay.engine.bytes;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Keeps the process to a share of its processors. Who works asks at each block, and sleeps as long as the process has used
 * more than its share; threads that ask nothing, such as the JVM's compiler, are counted, and made up for by those that do.
 * What is left unused is kept for a moment only, so that a scan that has waited for a network does not run at full speed
 * afterwards. Thread-safe.
 */
public final class Pace {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final long MOST_CREDIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** Between two looks at whether the scan was cancelled. */
    private static final long LONGEST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** No limit: asking costs nothing. */
    public static final Pace FREE = new Pace(Double.POSITIVE_INFINITY, () -> 0, () -> 0);

    private final double processors;
    private final LongSupplier cpuNanos;
    private final LongSupplier nanoTime;
    private long lookedAt;
    private long usedThen;
    private double creditNanos;
    private volatile long nextLook;
    private volatile long resumeAt;

    /**
     * @param processors how many may be busy on average
     * @param cpuNanos what all threads have used so far, or less than 0 if nobody knows
     */
    Pace(double processors, LongSupplier cpuNanos, LongSupplier nanoTime) {
        this.processors = processors;
        this.cpuNanos = cpuNanos;
        this.nanoTime = nanoTime;
        this.lookedAt = nanoTime.getAsLong();
        this.usedThen = cpuNanos.getAsLong();
        this.nextLook = lookedAt + LOOK_NANOS;
        this.resumeAt = lookedAt;
    }

    /**
     * @param percent of the processors that this process may use, from now on; 100 or more for all
     * @throws IllegalArgumentException if there is nothing to work with
     */
    public static Pace ofPercent(int percent) {
        if (percent < 1) {
            throw new IllegalArgumentException("a share of the processors is at least 1 %: " + percent);
        }
        return percent >= 100
                ? FREE
                : new Pace(
                        Runtime.getRuntime().availableProcessors() * percent / 100.0,
                        Pace::processNanos,
                        System::nanoTime);
    }

    private static long processNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(-1L);
    }

    /** Sleeps until the process is within its share, or the clock is over. */
    void keep(Clock clock) {
        if (this == FREE) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (now - nextLook >= 0) {
            look(now);
        }
        while (resumeAt - now > 0 && !clock.isOver()) {
            LockSupport.parkNanos(Math.min(resumeAt - now, LONGEST_NAP_NANOS));
            now = nanoTime.getAsLong();
        }
    }

    private synchronized void look(long now) {
        if (now - nextLook < 0) {
            return; // another thread has just looked
        }
        nextLook = now + LOOK_NANOS;
        long used = cpuNanos.getAsLong();
        if (used < 0) {
            return;
        }
        creditNanos += (now - lookedAt) * processors - (used - usedThen);
        creditNanos = Math.min(creditNanos, MOST_CREDIT_NANOS * processors);
        lookedAt = now;
        usedThen = used;
        if (creditNanos < 0) {
            resumeAt = now + (long) (-creditNanos / processors);
        }
    }
}
