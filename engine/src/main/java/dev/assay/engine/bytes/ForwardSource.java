package dev.assay.engine.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A source that can only be read forward, from its first byte on: each read begins where the one before ended. Whoever
 * extends it says what comes next, and nothing else. Belongs to one thread.
 */
public abstract class ForwardSource implements ByteSource {
    private final long sizeBytes;
    private long passedBytes;

    /** @param sizeBytes what it is said to hold, or {@link ByteSource#UNKNOWN} */
    protected ForwardSource(long sizeBytes) {
        this.sizeBytes = sizeBytes;
    }

    /**
     * Puts the next bytes, at least one if {@code into} has room, or says that there are none.
     *
     * @param into with an array
     * @return how many, or -1 at the end
     */
    protected abstract int next(ByteBuffer into) throws IOException;

    @Override
    public final long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public final boolean seekable() {
        return false;
    }

    @Override
    public final int read(long positionBytes, ByteBuffer into) throws IOException {
        if (positionBytes != passedBytes) {
            throw new IllegalStateException("a stream at " + passedBytes + " cannot be read at " + positionBytes);
        }
        int n = next(into);
        if (n > 0) {
            passedBytes += n;
        }
        return n;
    }

    /** How many bytes came so far. */
    public final long passedBytes() {
        return passedBytes;
    }

    /** Counts bytes that were passed over in some other way. */
    protected final void passOver(long bytes) {
        passedBytes += bytes;
    }

    /** Whether it failed, and would fail again. */
    public boolean isBroken() {
        return false;
    }

    /** Reads on to the end, for sums of all bytes; says nothing that was said already. */
    public final void drain(Budget budget) throws IOException {
        byte[] block = budget.memory().buffers().take();
        try {
            ByteBuffer into = ByteBuffer.wrap(block);
            for (int n = 0; n >= 0 && !isBroken(); n = read(passedBytes, into.clear())) {
                budget.spendBytes(n);
            }
        } finally {
            budget.memory().buffers().give(block);
        }
    }
}
