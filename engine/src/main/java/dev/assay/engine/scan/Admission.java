package dev.assay.engine.scan;

import dev.assay.engine.bytes.Memory;
import dev.assay.engine.report.Slowdown;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets artifacts in as memory allows, in walk order: what is in flight reserves memory, and what is done holds some until
 * the report has had it. The more of it is in use, the fewer are let in; the first that the report waits for always is, or
 * results behind it would wait for ever. Thread-safe.
 *
 * <p>What is measured is what is reserved and taken, all of which is known, and not the process: its resident memory never
 * falls, and a heap's use is known after a collection only, which nobody forces (DECISIONS.md, 32).
 */
final class Admission {
    private static final double PERCENT = 100;

    private final Memory memory;
    private final int jobs;
    private final Pressure pressure;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeSet<Long> waiting = new TreeSet<>();
    private int inFlight;
    private final Map<Long, Long> results = new HashMap<>();
    private long resultBytes;
    private long reported;
    private long coming; // of the walking thread
    private long waitedNanos;
    private int mostWaiting;
    private int mostPercent;

    Admission(Memory memory, int jobs, Pressure pressure) {
        this.memory = memory;
        this.jobs = jobs;
        this.pressure = pressure;
    }

    /** An artifact that was let in; close it when it is done. */
    final class Place implements AutoCloseable {
        private final Memory.Reservation reserved;

        private Place(Memory.Reservation reserved) {
            this.reserved = reserved;
        }

        long bytes() {
            return reserved.bytes();
        }

        @Override
        public void close() {
            reserved.close();
            left();
        }
    }

    /** The place in the walk of what comes next; each is {@link #reported} in this order. Belongs to the thread that walks. */
    long next() {
        return coming++;
    }

    /**
     * Waits until the artifact may begin.
     *
     * @param number its place in the walk
     */
    Place enter(long number, long wantedBytes) {
        return enter(number, wantedBytes, jobs);
    }

    /** Waits until nothing else is in flight, and has all the memory that results leave. */
    Place enterAlone(long number) {
        return enter(number, Long.MAX_VALUE, 1);
    }

    private Place enter(long number, long wantedBytes, int mostInFlight) {
        lock.lock();
        try {
            waiting.add(number);
            Memory.Reservation reserved = admit(number, wantedBytes, mostInFlight);
            if (reserved == null) {
                long since = System.nanoTime();
                do {
                    record();
                    changed.awaitUninterruptibly();
                    reserved = admit(number, wantedBytes, mostInFlight);
                } while (reserved == null);
                waitedNanos += System.nanoTime() - since;
            }
            waiting.remove(number);
            inFlight++;
            changed.signalAll(); // the next may be let in as well
            return new Place(reserved);
        } finally {
            lock.unlock();
        }
    }

    private Memory.@Nullable Reservation admit(long number, long wantedBytes, int mostInFlight) {
        if (waiting.first() != number || inFlight >= Math.min(mostInFlight, most(percent()))) {
            return null;
        }
        boolean resultsWait = percent(resultBytes) >= pressure.oneAt();
        return resultsWait && number != reported ? null : memory.tryReserve(wantedBytes);
    }

    private int most(int percent) {
        return percent >= pressure.oneAt() ? 1 : percent >= pressure.fewerAt() ? Math.max(jobs / 2, 1) : jobs;
    }

    private int percent() {
        return (int) (memory.used() * PERCENT) + percent(resultBytes);
    }

    private int percent(long bytes) {
        return (int) (PERCENT * bytes / memory.limitBytes());
    }

    private void record() {
        mostWaiting = Math.max(mostWaiting, waiting.size());
        mostPercent = Math.clamp(percent(), mostPercent, 100);
    }

    private void left() {
        lock.lock();
        try {
            inFlight--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A result of so many bytes waits for its turn in the report, unless it was given up. */
    void done(long number, long bytes) {
        lock.lock();
        try {
            if (number >= reported) {
                results.put(number, bytes);
                resultBytes += bytes;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The report has had what comes next in the walk. */
    void reported() {
        lock.lock();
        try {
            Long bytes = results.remove(reported);
            resultBytes -= bytes == null ? 0 : bytes;
            reported++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many wait now. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Why it took longer than it could have, if it did. */
    @Nullable
    Slowdown slowdown() {
        lock.lock();
        try {
            return mostWaiting == 0
                    ? null
                    : new Slowdown(
                            mostWaiting,
                            jobs,
                            mostPercent,
                            memory.limitBytes(),
                            TimeUnit.NANOSECONDS.toMillis(waitedNanos));
        } finally {
            lock.unlock();
        }
    }
}
