package dev.assay.detectors.model.pickle;

import java.io.IOException;
import java.io.Serial;

/** Counts what the machine holds, so that no pickle can make it hold more than {@link #LIMIT_BYTES}. */
final class MachineMemory {
    static final long LIMIT_BYTES = 64L << 20;

    private long used;

    void take(long bytes) throws FullException {
        used += bytes;
        if (used > LIMIT_BYTES) {
            throw new FullException(
                    "the unpickler's stack and memo would need more than " + (LIMIT_BYTES >> 20) + " MB to follow");
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
