package dev.assay.detectors.model.pickle;

import java.io.IOException;
import java.io.Serial;

/** Counts what the machine holds, so that no pickle can make it hold more than its limit. */
final class MachineMemory {
    private static final long MOST_BYTES = 64L << 20;

    private final long limitBytes;
    private long used;

    /** @param availableBytes what all content may take: with little memory the machine may hold less */
    MachineMemory(long availableBytes) {
        this.limitBytes = Math.min(MOST_BYTES, availableBytes);
    }

    void take(long bytes) throws FullException {
        used += bytes;
        if (used > limitBytes) {
            throw new FullException(
                    "the unpickler's stack and memo would need more than " + (limitBytes >> 20) + " MB to follow");
        }
    }

    void giveBack(long bytes) {
        used -= bytes;
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
