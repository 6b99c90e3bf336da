package dev.assay.engine.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What a reader has not read yet, as a source of its own that can only be read forward: how a decoder hands on the rest
 * of a stream, of which the reader already holds a part. The reader must not be used meanwhile, and stands behind what was
 * read of this afterwards. Closing it leaves the reader open.
 */
public final class RestSource implements ByteSource {
    private final ByteReader reader;
    private final long sizeBytes;
    private long position;

    /** @param sizeBytes how much is left, or {@link ByteSource#UNKNOWN} */
    public RestSource(ByteReader reader, long sizeBytes) {
        this.reader = reader;
        this.sizeBytes = sizeBytes;
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public boolean seekable() {
        return false;
    }

    @Override
    public int read(long positionBytes, ByteBuffer into) throws IOException {
        if (positionBytes != position) {
            throw new IllegalStateException("a stream at " + position + " cannot be read at " + positionBytes);
        }
        int n = Math.min(reader.request(1), into.remaining());
        if (n == 0) {
            return -1;
        }
        into.put(reader.array(), reader.index(), n);
        reader.advance(n);
        position += n;
        return n;
    }
}
