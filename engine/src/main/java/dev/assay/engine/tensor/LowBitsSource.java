package dev.assay.engine.tensor;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What lies in the lowest bits of a tensor, as bytes that can be read at any position. Closing it leaves the tensor open. */
final class LowBitsSource implements ByteSource {
    /** So much comes out of one read at most. */
    private static final int MOST_BYTES = 4096;

    private final ByteSource tensor;
    private final LowBits low;
    private final long fromBytes;
    private final Budget budget;

    /**
     * @param tensor all of its numbers and nothing else, and can seek
     * @param fromBytes where in the stream of bits it begins
     */
    LowBitsSource(ByteSource tensor, LowBits low, long fromBytes, Budget budget) {
        this.tensor = tensor;
        this.low = low;
        this.fromBytes = fromBytes;
        this.budget = budget;
    }

    @Override
    public long sizeBytes() {
        long numbers = tensor.sizeBytes() / low.type().bytes();
        long whole = numbers / Byte.SIZE * low.bits() + numbers % Byte.SIZE * low.bits() / Byte.SIZE;
        return Math.max(whole - fromBytes, 0);
    }

    @Override
    public boolean seekable() {
        return true;
    }

    @Override
    public int read(long positionBytes, ByteBuffer into) throws IOException {
        int wanted = (int) Math.min(Math.min(into.remaining(), MOST_BYTES), sizeBytes() - positionBytes);
        if (wanted <= 0) {
            return -1;
        }
        long bit = Math.multiplyExact(fromBytes + positionBytes, Byte.SIZE);
        long first = bit / low.bits();
        int skip = (int) (bit % low.bits());
        int numbers = (skip + wanted * Byte.SIZE + low.bits() - 1) / low.bits();
        byte[] values = new byte[numbers * low.type().bytes()];
        ByteBuffer view = ByteBuffer.wrap(values);
        for (long at = first * low.type().bytes(); view.hasRemaining(); ) {
            int n = tensor.read(at + view.position(), view);
            if (n < 0) {
                break;
            }
            budget.spendBytes(n);
        }
        byte[] bytes = new byte[wanted];
        int n = low.take(values, 0, view.position(), skip, bytes);
        into.put(bytes, 0, n);
        return n == 0 ? -1 : n;
    }
}
