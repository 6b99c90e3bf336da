package dev.assay.engine.bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * The memory that a scan may hold for content: what artifacts reserve when they are admitted, and what decoders and spools
 * take while they can. Counted in units of {@link #UNIT_BYTES}. Counts the temporary disk that spools use, too.
 * Thread-safe.
 */
public final class Memory {
    /** One reserved unit. */
    public static final int UNIT_BYTES = 64 * 1024;

    private final Semaphore free;
    private final int units;
    private final Buffers buffers;
    private final AtomicLong diskBytes = new AtomicLong();
    private final LongAccumulator mostDiskBytes = new LongAccumulator(Math::max, 0);
    private final Ledger spools = new Ledger();

    public Memory(long limitBytes, Buffers buffers) {
        this.units = Math.clamp(limitBytes / UNIT_BYTES, 16, Integer.MAX_VALUE);
        this.free = new Semaphore(units);
        this.buffers = buffers;
    }

    /**
     * Reserves so many bytes if they are free now; a wish for more than there is at all is cut to all of it.
     *
     * @return null if they are not free
     */
    public @Nullable Reservation tryReserve(long bytes) {
        int wanted = unitsFor(bytes);
        return free.tryAcquire(wanted) ? new Reservation(wanted) : null;
    }

    /** Takes so many bytes if they are free now; never waits, so that nothing can deadlock with admission. */
    public boolean tryTake(long bytes) {
        return bytes <= limitBytes() && free.tryAcquire(unitsFor(bytes));
    }

    /** Gives back what {@link #tryTake} took. */
    public void giveBack(long bytes) {
        free.release(unitsFor(bytes));
        assert free.availablePermits() <= units : "more memory was given back than was taken";
    }

    /** The share of the memory that is reserved or taken, 0 to 1. */
    public double used() {
        return 1.0 - (double) free.availablePermits() / units;
    }

    public long limitBytes() {
        return (long) units * UNIT_BYTES;
    }

    public Buffers buffers() {
        return buffers;
    }

    /** A spool is open; {@link #spoolClosed} must follow. */
    void spoolOpened(Spool spool) {
        assert spools.took(spool);
    }

    /** @param onDiskBytes what it had on disk */
    void spoolClosed(Spool spool, long onDiskBytes) {
        assert spools.gave(spool) : "a spool is closed twice";
        diskBytes.addAndGet(-onDiskBytes);
    }

    /** A spool has written to disk. */
    void wroteToDisk(long bytes) {
        mostDiskBytes.accumulate(diskBytes.addAndGet(bytes));
    }

    /** The most temporary disk that was in use at once. */
    public long mostDiskBytes() {
        return mostDiskBytes.get();
    }

    /**
     * What is out: for tests, when nothing may be. Where it was taken is known of buffers and spools, and only where
     * assertions are enabled.
     */
    public List<Throwable> out() {
        List<Throwable> all = new ArrayList<>(buffers.out());
        all.addAll(spools.out());
        int held = units - free.availablePermits();
        if (held != 0) {
            all.add(new Throwable((long) held * UNIT_BYTES + " bytes of memory were not given back"));
        }
        return all;
    }

    /** So many bytes in whole units, which is how memory is counted. */
    public static long wholeUnits(long bytes) {
        return Math.ceilDiv(bytes, UNIT_BYTES) * UNIT_BYTES;
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
