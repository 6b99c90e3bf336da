package dev.assay.engine.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** An input stream as a source that can only be read forward. Reads need a buffer with an array. */
public final class StreamSource extends ForwardSource {
    private final InputStream stream;

    /** @param sizeBytes what the stream is said to hold, or {@link ByteSource#UNKNOWN} */
    public StreamSource(InputStream stream, long sizeBytes) {
        super(sizeBytes);
        this.stream = stream;
    }

    @Override
    protected int next(ByteBuffer into) throws IOException {
        int n = stream.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
        if (n > 0) {
            into.position(into.position() + n);
        }
        return n;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
