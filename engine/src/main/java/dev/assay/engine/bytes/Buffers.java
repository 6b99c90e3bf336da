package dev.assay.engine.bytes;

import java.util.Collection;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

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

    private final @Nullable ArrayBlockingQueue<byte[]> idle;
    private final Ledger ledger = new Ledger();

    /** @param mostIdle how many arrays are kept when nobody uses them; with 0 there is no pool */
    public Buffers(int mostIdle) {
        this.idle = mostIdle == 0 ? null : new ArrayBlockingQueue<>(mostIdle);
    }

    /** An array of {@link #SIZE_BYTES} with whatever was in it before. */
    public byte[] take() {
        byte[] buffer = idle == null ? null : idle.poll();
        if (buffer == null) {
            buffer = new byte[SIZE_BYTES];
        }
        assert ledger.took(buffer);
        return buffer;
    }

    /** Gives an array back that was taken here; the caller must not touch it again. */
    public void give(byte[] buffer) {
        assert ledger.gave(buffer) : "a buffer is given back twice, or to another pool";
        if (idle != null) {
            var _ = idle.offer(buffer); // when enough are idle it is left to the collector
        }
    }

    /** Where each array that is out was taken, where assertions are enabled. */
    Collection<Throwable> out() {
        return ledger.out();
    }
}
