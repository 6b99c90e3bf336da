package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.Budget;
import java.io.IOException;
import java.io.Serial;

/**
 * Counts what the machine holds, so that no pickle can make it hold more than its limit, nor all pickles at hand together
 * more than the scan may: what goes beyond a little is taken from the memory that all content shares.
 */
final class MachineMemory implements AutoCloseable {
    private static final long MOST_BYTES = 64L << 20;

    /** Most pickles need no more, and taking it from what is shared would cost them time. */
    private static final long FREE_BYTES = 256 << 10;

    private static final long PORTION_BYTES = 512 << 10;

    private final Budget budget;
    private long used;
    private long granted = FREE_BYTES;

    MachineMemory(Budget budget) {
        this.budget = budget;
    }

    void take(long bytes) throws FullException {
        if (bytes > MOST_BYTES - used) {
            throw new FullException(
                    "the unpickler's stack and memo would need more than " + (MOST_BYTES >> 20) + " MB to follow");
        }
        while (used + bytes > granted) {
            if (!budget.tryTakeMemory(PORTION_BYTES)) {
                throw new FullException("the unpickler's stack and memo need more memory than is left to follow them;"
                        + " scan with more (--max-memory) or with fewer --jobs");
            }
            granted += PORTION_BYTES;
        }
        used += bytes;
    }

    /** Whether so much could be taken now, without keeping it. */
    boolean hasRoomFor(long bytes) {
        try {
            take(bytes);
        } catch (FullException e) {
            return false;
        }
        giveBack(bytes);
        return true;
    }

    void giveBack(long bytes) {
        used -= bytes;
        while (granted > FREE_BYTES && granted - PORTION_BYTES >= used + PORTION_BYTES) {
            granted -= PORTION_BYTES;
            budget.giveBackMemory(PORTION_BYTES);
        }
    }

    /** Gives everything back; nothing that was counted may be used any more. */
    @Override
    public void close() {
        used = 0;
        if (granted > FREE_BYTES) {
            budget.giveBackMemory(granted - FREE_BYTES);
            granted = FREE_BYTES;
        }
    }

    /** The machine cannot follow the pickle any further. */
    static final class FullException extends IOException {
        @Serial
        private static final long serialVersionUID = 1;

        FullException(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
