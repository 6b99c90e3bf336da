package dev.assay.connectors.remote;

import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A remote file that is read by position, a few ranges at a time.
 *
 * <p>Each request costs a round trip, each byte costs a little: so a read elsewhere asks for {@link #LEAST_BYTES}, and
 * one that goes on where the last range ended asks for as much as was read in a row so far, up to {@link #MOST_BYTES}. A range
 * that is larger than a few blocks is not waited for but read as it comes, so a file that is read from start to end
 * streams at the speed of the line with a request for every 64 MB, and one that is read at a few places costs little
 * more than these places. What is near the end is fetched up to the end, since formats that are read from there come next.
 *
 * <p>Bytes are kept in at most {@link #MOST_EXTENTS} blocks of the engine's pool, the oldest of which goes first, so that
 * what is read twice (a tail, when the format is recognised and when it is decoded) is fetched once.
 */
final class RemoteSource implements ByteSource {
    private static final int LEAST_BYTES = 64 * 1024;
    private static final int MOST_BYTES = 64 << 20;
    private static final int MOST_EXTENTS = 16;

    /** Reading on costs less than asking anew up to here; and ranges of this size are fetched as a whole. */
    private static final int NEAR_BYTES = 256 * 1024;

    @SuppressWarnings("ArrayRecordComponent") // blocks of the pool, never compared
    private record Extent(byte[] block, int length) {}

    private final RemoteFile file;
    private final Buffers buffers;
    private final TreeMap<Long, Extent> extents = new TreeMap<>();
    private final Deque<Long> oldest = new ArrayDeque<>();
    private @Nullable RangeStream stream;
    private long askedBytes;
    private long runBytes;
    private long runEnd;

    RemoteSource(RemoteFile file, Buffers buffers, RangeStream first) {
        this.file = file;
        this.buffers = buffers;
        this.stream = first;
        this.askedBytes = first.end();
        this.runBytes = first.end();
        this.runEnd = first.end();
    }

    @Override
    public long sizeBytes() {
        return file.sizeBytes();
    }

    @Override
    public boolean seekable() {
        return true;
    }

    @Override
    public int read(long positionBytes, ByteBuffer into) throws IOException {
        if (positionBytes >= file.sizeBytes()) {
            return -1;
        }
        int copied = copy(positionBytes, into);
        if (copied > 0) {
            return copied;
        }
        load(positionBytes);
        return copy(positionBytes, into);
    }

    private int copy(long position, ByteBuffer into) {
        Map.Entry<Long, Extent> extent = extents.floorEntry(position);
        if (extent == null) {
            return 0;
        }
        int at = (int) Math.min(position - extent.getKey(), extent.getValue().length());
        int n = Math.min(extent.getValue().length() - at, into.remaining());
        into.put(extent.getValue().block(), at, n);
        return n;
    }

    private void load(long position) throws IOException {
        RangeStream open = stream;
        if (open != null && (position < open.position() || position >= open.end() || isFar(position, open))) {
            leave(open);
            open = null;
        }
        if (open == null) {
            open = ask(position);
        }
        do {
            pull(open);
        } while (open.position() <= position || open.position() < open.end() && askedBytes <= NEAR_BYTES);
        if (open.position() == open.end()) {
            leave(open);
        }
    }

    private static boolean isFar(long position, RangeStream open) {
        return position - open.position() > NEAR_BYTES;
    }

    private void leave(RangeStream open) {
        open.close();
        stream = null;
    }

    private RangeStream ask(long position) throws IOException {
        runBytes = position == runEnd ? runBytes : 0;
        long end = position + Math.clamp(runBytes, LEAST_BYTES, MOST_BYTES);
        if (file.sizeBytes() - end < LEAST_BYTES) {
            end = file.sizeBytes();
        }
        Long known = extents.higherKey(position);
        if (known != null) {
            end = Math.min(end, known);
        }
        RangeStream asked = new RangeStream(file, file.range(position, end), position, end);
        askedBytes = end - position;
        runBytes += askedBytes;
        runEnd = end;
        stream = asked;
        return asked;
    }

    /** The next block of the stream. */
    private void pull(RangeStream open) throws IOException {
        if (oldest.size() == MOST_EXTENTS) {
            drop(oldest.remove());
        }
        byte[] block = buffers.take();
        long at = open.position();
        int n = 0;
        try {
            n = open.readNBytes(block, 0, (int) Math.min(block.length, open.end() - at));
        } finally {
            if (n == 0) {
                buffers.give(block);
            }
        }
        if (n == 0) {
            throw new IllegalStateException("a range that has not ended gives nothing");
        }
        Extent before = extents.put(at, new Extent(block, n));
        if (before == null) {
            oldest.add(at);
        } else {
            buffers.give(before.block());
        }
    }

    private void drop(long at) {
        Extent extent = extents.remove(at);
        if (extent != null) {
            buffers.give(extent.block());
        }
    }

    @Override
    public void close() {
        if (stream != null) {
            leave(stream);
        }
        while (!oldest.isEmpty()) {
            drop(oldest.remove());
        }
    }
}
