package dev.assay.engine.bytes;

import java.util.concurrent.Semaphore;

/**
 * The memory that a scan may hold for content: what artifacts reserve when they are admitted, and what spools take while
 * they can. Thread-safe. Counted in units of {@link #UNIT_BYTES}.
 */
public final class Memory {
    /** One reserved unit. */
    public static final int UNIT_BYTES = 64 * 1024;

    private final Semaphore free;
    private final int units;
    private final Buffers buffers;

    public Memory(long limitBytes, Buffers buffers) {
        this.units = Math.clamp(limitBytes / UNIT_BYTES, 16, Integer.MAX_VALUE);
        this.free = new Semaphore(units, true);
        this.buffers = buffers;
    }

    /** Waits until so many bytes are free; a wish for more than there is at all is cut to all of it. */
    public Reservation reserve(long bytes) {
        int wanted = unitsFor(bytes);
        free.acquireUninterruptibly(wanted);
        return new Reservation(wanted);
    }

    /** Takes so many bytes if they are free now; never waits, so that a spool cannot deadlock with admission. */
    public boolean tryTake(long bytes) {
        return bytes <= limitBytes() && free.tryAcquire(unitsFor(bytes));
    }

    /** Gives back what {@link #tryTake} took. */
    public void giveBack(long bytes) {
        free.release(unitsFor(bytes));
    }

    /** The share of the memory that is reserved, 0 to 1. */
    public double used() {
        return 1.0 - (double) free.availablePermits() / units;
    }

    public long limitBytes() {
        return (long) units * UNIT_BYTES;
    }

    public Buffers buffers() {
        return buffers;
    }

    private int unitsFor(long bytes) {
        return Math.clamp(Math.ceilDiv(bytes, UNIT_BYTES), 1, units);
    }

    /** Memory held until closed. */
    public final class Reservation implements AutoCloseable {
        private int held;

        private Reservation(int held) {
            this.held = held;
        }

        /** How much was reserved: what was wished for, or all there is. */
        public long bytes() {
            return (long) held * UNIT_BYTES;
        }

        @Override
        public void close() {
            free.release(held);
            held = 0;
        }
    }
}
