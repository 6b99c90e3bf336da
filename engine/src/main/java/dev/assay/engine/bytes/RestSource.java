package dev.assay.engine.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What a reader has not read yet, as a source of its own that can only be read forward: how a decoder hands on the rest
 * of a stream, of which the reader already holds a part. The reader must not be used meanwhile, and stands behind what was
 * read of this afterwards. Closing it leaves the reader open.
 */
public final class RestSource extends ForwardSource {
    private final ByteReader reader;
    private final long mostBytes;

    /** @param sizeBytes how much is left, or {@link ByteSource#UNKNOWN} */
    public RestSource(ByteReader reader, long sizeBytes) {
        this(reader, sizeBytes, Long.MAX_VALUE);
    }

    private RestSource(ByteReader reader, long sizeBytes, long mostBytes) {
        super(sizeBytes);
        this.reader = reader;
        this.mostBytes = mostBytes;
    }

    /** Ends after so many bytes, whatever follows. */
    public static RestSource upTo(ByteReader reader, long sizeBytes) {
        return new RestSource(reader, sizeBytes, sizeBytes);
    }

    @Override
    protected int next(ByteBuffer into) throws IOException {
        int n = (int) Math.min(Math.min(reader.request(1), into.remaining()), mostBytes - passedBytes());
        if (n <= 0) {
            return -1;
        }
        into.put(reader.array(), reader.index(), n);
        reader.advance(n);
        return n;
    }
}
