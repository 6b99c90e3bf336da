package dev.assay.connectors.git;

import dev.assay.engine.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A source that can be read anywhere. For several threads if the source is. */
record SourceBytes(ByteSource source) implements Bytes {
    @Override
    public long sizeBytes() {
        return source.sizeBytes();
    }

    @Override
    public int readSome(long position, byte[] into) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into);
        while (buffer.hasRemaining() && source.read(position + buffer.position(), buffer) >= 0) {
            // goes on
        }
        return buffer.position();
    }
}
