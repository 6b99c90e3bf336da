package dev.assay.detectors.archive;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Memory;

/** Memory taken for one decompression, all of which goes back at its end. */
public final class HeldMemory implements AutoCloseable {
    private final Budget budget;
    private long held;

    public HeldMemory(Budget budget) {
        this.budget = budget;
    }

    /** Takes memory before it is allocated, or ends the decoding with a limit. */
    public void take(long bytes) {
        long whole = whole(bytes);
        budget.takeMemory(whole);
        held += whole;
    }

    /** Takes memory that can be done without. */
    boolean tryTakeSpare(long bytes) {
        long whole = whole(bytes);
        boolean taken = budget.tryTakeSpareMemory(whole);
        held += taken ? whole : 0;
        return taken;
    }

    /** Gives back as much as one {@link #take} took. */
    public void giveBack(long bytes) {
        long whole = whole(bytes);
        budget.giveBackMemory(whole);
        held -= whole;
    }

    /** In whole units: so the sum of what was taken is what goes back. */
    private static long whole(long bytes) {
        return Math.ceilDiv(bytes, (long) Memory.UNIT_BYTES) * Memory.UNIT_BYTES;
    }

    @Override
    public void close() {
        if (held > 0) {
            budget.giveBackMemory(held);
            held = 0;
        }
    }
}
