package dev.assay.engine.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A range of another source, such as a stored member of a zip. Closing it leaves the other open. */
public final class SliceSource implements ByteSource {
    private final ByteSource whole;
    private final long fromBytes;
    private final long sizeBytes;

    /** The range may reach past the end of {@code whole}: then reads end early, as they would in a truncated file. */
    public SliceSource(ByteSource whole, long fromBytes, long sizeBytes) {
        if (fromBytes < 0 || sizeBytes < 0 || fromBytes + sizeBytes < 0) {
            throw new IllegalArgumentException("slice of " + sizeBytes + " bytes at " + fromBytes);
        }
        this.whole = whole;
        this.fromBytes = fromBytes;
        this.sizeBytes = sizeBytes;
    }

    /** Where it begins, if it is a range of these very bytes; else -1. */
    @SuppressWarnings("ReferenceEquality") // a source is no other one that has the same bytes
    public long fromBytes(ByteSource of) {
        return whole == of ? fromBytes : -1;
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public boolean seekable() {
        return whole.seekable();
    }

    @Override
    public int read(long positionBytes, ByteBuffer into) throws IOException {
        long left = sizeBytes - positionBytes;
        if (left <= 0) {
            return -1;
        }
        if (into.remaining() <= left) {
            return whole.read(fromBytes + positionBytes, into);
        }
        int limit = into.limit();
        into.limit(into.position() + (int) left);
        try {
            return whole.read(fromBytes + positionBytes, into);
        } finally {
            into.limit(limit);
        }
    }
}
