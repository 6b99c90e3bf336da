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

    /** @param sizeBytes how much is left, or {@link ByteSource#UNKNOWN} */
    public RestSource(ByteReader reader, long sizeBytes) {
        super(sizeBytes);
        this.reader = reader;
    }

    @Override
    protected int next(ByteBuffer into) throws IOException {
        int n = Math.min(reader.request(1), into.remaining());
        if (n == 0) {
            return -1;
        }
        into.put(reader.array(), reader.index(), n);
        reader.advance(n);
        return n;
    }
}
