package dev.assay.engine.bytes;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * A pool of arrays of one size. Thread-safe.
 *
 * <p>Arrays and not native segments: under the interpreter and C1, where short scans live, an array is several times
 * faster to read, and digests and inflaters take it as it is (DECISIONS.md has the figures). {@code FileChannel} copies
 * through its own native buffer, one a thread and no larger than the array.
 */
public final class Buffers {
    /** Large enough that a system call a block costs nothing, small enough to stay in the second-level cache. */
    public static final int SIZE_BYTES = 128 * 1024;

    private final ArrayBlockingQueue<byte[]> idle;

    /** @param mostIdle how many arrays are kept when nobody uses them */
    public Buffers(int mostIdle) {
        this.idle = new ArrayBlockingQueue<>(mostIdle);
    }

    /** An array of {@link #SIZE_BYTES} with whatever was in it before. */
    public byte[] take() {
        byte[] buffer = idle.poll();
        return buffer != null ? buffer : new byte[SIZE_BYTES];
    }

    /** Gives an array back; the caller must not touch it again. */
    public void give(byte[] buffer) {
        if (buffer.length == SIZE_BYTES) {
            var _ = idle.offer(buffer); // when enough are idle it is left to the collector
        }
    }
}
