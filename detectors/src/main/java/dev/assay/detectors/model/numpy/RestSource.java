package dev.assay.detectors.model.numpy;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What a reader over a stream has not read yet, as a source. The reader must not be used meanwhile. */
final class RestSource implements ByteSource {
    private final ByteReader reader;
    private final long sizeBytes;
    private long position;

    RestSource(ByteReader reader, long sizeBytes) {
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
