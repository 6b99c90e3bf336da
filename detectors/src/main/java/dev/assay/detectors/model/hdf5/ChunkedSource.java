package dev.assay.detectors.model.hdf5;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.ForwardSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.TruncatedException;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bytes of a dataset in chunks as a program gets them: row by row, unpacked, zeros where nothing was written. Keeps the
 * chunks that one row meets, which are unpacked once each. Belongs to one thread.
 */
final class ChunkedSource extends ForwardSource {
    /** What one row may meet. The library itself would not be fast with more. */
    private static final long MOST_KEPT_BYTES = 32L << 20;

    private final ByteSource source;
    private final Chunks chunks;
    private final Filters filters;
    private final Budget budget;
    private final int chunkBytes;
    private final int kept;
    private final long takenBytes;
    private final Map<Long, byte[]> unpacked = new LinkedHashMap<>();

    private ChunkedSource(
            ByteSource source, Chunks chunks, Filters filters, Budget budget, long total, long chunkBytes, long kept) {
        super(total);
        this.source = source;
        this.chunks = chunks;
        this.filters = filters;
        this.budget = budget;
        this.chunkBytes = (int) chunkBytes;
        this.kept = (int) kept;
        this.takenBytes = chunkBytes * (kept + 2); // with one as it is packed and one that is being unpacked
    }

    /** Close it to give the memory back. */
    static ChunkedSource of(ByteSource source, Chunks chunks, Filters filters, Budget budget, long at)
            throws UnsupportedException {
        filters.check(at);
        long total = 1;
        long row = 1;
        for (int i = 0; i < chunks.shape().length; i++) {
            total *= chunks.shape()[i];
            row *= i == 0 ? 1 : chunks.along(i);
        }
        long bytes = chunks.chunkBytes();
        if (bytes > MOST_KEPT_BYTES || row > MOST_KEPT_BYTES / bytes) {
            throw new UnsupportedException(at, "has bytes in chunks too large to be put together");
        }
        ChunkedSource chunked = new ChunkedSource(source, chunks, filters, budget, total, bytes, row);
        budget.takeMemory(chunked.takenBytes);
        return chunked;
    }

    @Override
    protected int next(ByteBuffer into) throws IOException {
        long left = passedBytes();
        if (left >= sizeBytes() || !into.hasRemaining()) {
            return left >= sizeBytes() ? -1 : 0;
        }
        long number = 0;
        long within = 0;
        long[] at = new long[chunks.shape().length];
        for (int i = at.length - 1; i >= 0; i--) {
            at[i] = left % chunks.shape()[i];
            left /= chunks.shape()[i];
        }
        for (int i = 0; i < at.length; i++) {
            number = number * chunks.along(i) + at[i] / chunks.chunk()[i];
            within = within * chunks.chunk()[i] + at[i] % chunks.chunk()[i];
        }
        int last = at.length - 1;
        long run = Math.min(chunks.chunk()[last] - at[last] % chunks.chunk()[last], chunks.shape()[last] - at[last]);
        int n = (int) Math.min(run, into.remaining());
        budget.spendExpanded(n);
        into.put(bytes(number), (int) within, n);
        return n;
    }

    private byte[] bytes(long number) throws IOException {
        byte[] bytes = unpacked.get(number);
        if (bytes == null) {
            if (unpacked.size() >= kept) {
                unpacked.remove(unpacked.keySet().iterator().next());
            }
            Chunks.Chunk chunk = chunks.byNumber().get(number);
            bytes = chunk == null ? new byte[chunkBytes] : unpack(chunk);
            unpacked.put(number, bytes);
        }
        return bytes;
    }

    private byte[] unpack(Chunks.Chunk chunk) throws IOException {
        // what cannot be packed is a little longer
        MalformedException.check(
                chunk.size() <= chunkBytes + chunkBytes / 16 + 1024L, chunk.at(), "a chunk is longer than its content");
        byte[] packed = new byte[(int) chunk.size()];
        ByteBuffer into = ByteBuffer.wrap(packed);
        while (into.hasRemaining()) {
            int n = source.read(chunk.at() + into.position(), into);
            if (n < 0) {
                throw new TruncatedException(chunk.at() + into.position(), into.remaining());
            }
            budget.spendBytes(n);
        }
        byte[] bytes = filters.unpack(packed, chunk.mask(), chunkBytes, chunk.at());
        MalformedException.check(bytes.length == chunkBytes, chunk.at(), "a chunk has not the size that it must have");
        return bytes;
    }

    @Override
    public void close() {
        unpacked.clear();
        budget.giveBackMemory(takenBytes);
    }
}
