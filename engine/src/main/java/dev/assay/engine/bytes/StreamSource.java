package dev.assay.engine.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** An input stream as a source that can only be read forward. Reads need a buffer with an array. */
public final class StreamSource implements ByteSource {
    private final InputStream stream;
    private final long sizeBytes;
    private long position;

    /** @param sizeBytes what the stream is said to hold, or {@link ByteSource#UNKNOWN} */
    public StreamSource(InputStream stream, long sizeBytes) {
        this.stream = stream;
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
        int n = stream.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
        if (n > 0) {
            into.position(into.position() + n);
            position += n;
        }
        return n;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
