package dev.assay.engine.scan;

import dev.assay.engine.bytes.Memory;
import dev.assay.engine.report.Slowdown;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
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
    private final TreeSet<Long> waiting = new TreeSet<>();
    private int inFlight;
    private final Map<Long, Long> results = new HashMap<>();
    private long resultBytes;
    private long reported;
    private long waitedNanos;
    private @Nullable Slowdown worst;

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

    /**
     * Waits until the artifact may begin.
     *
     * @param number its place in the walk, counted as {@link #reported} counts
     */
    Place enter(long number, long wantedBytes) {
        return enter(number, wantedBytes, jobs);
    }

    /** Waits until nothing else is in flight, and has all the memory that results leave. */
    Place enterAlone(long number) {
        return enter(number, Long.MAX_VALUE, 1);
    }

    private synchronized Place enter(long number, long wantedBytes, int mostInFlight) {
        waiting.add(number);
        long since = 0;
        boolean interrupted = false;
        Memory.Reservation reserved;
        while ((reserved = admit(number, wantedBytes, mostInFlight)) == null) {
            since = since == 0 ? System.nanoTime() : since;
            record();
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true; // nobody interrupts workers on purpose; cancelling goes by the clock
            }
        }
        if (since != 0) {
            waitedNanos += System.nanoTime() - since;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        waiting.remove(number);
        inFlight++;
        notifyAll(); // the next may be let in as well
        return new Place(reserved);
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
        if (worst == null || waiting.size() > worst.waiting()) {
            worst = new Slowdown(waiting.size(), jobs, Math.min(percent(), 100), memory.limitBytes(), 0);
        }
    }

    private synchronized void left() {
        inFlight--;
        notifyAll();
    }

    /** A result of so many bytes waits for its turn in the report, unless it was given up. */
    synchronized void done(long number, long bytes) {
        if (number >= reported) {
            results.put(number, bytes);
            resultBytes += bytes;
        }
    }

    /** The report has had what comes next in the walk. */
    synchronized void reported() {
        Long bytes = results.remove(reported);
        resultBytes -= bytes == null ? 0 : bytes;
        reported++;
        notifyAll();
    }

    /** Why it took longer than it could have, if it did. */
    synchronized @Nullable Slowdown slowdown() {
        Slowdown most = worst;
        return most == null
                ? null
                : new Slowdown(
                        most.waiting(),
                        most.jobs(),
                        most.percent(),
                        most.limitBytes(),
                        TimeUnit.NANOSECONDS.toMillis(waitedNanos));
    }
}
