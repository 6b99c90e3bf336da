package dev.assay.engine.scan;

import dev.assay.engine.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A source whose first bytes were already read: those come from memory, so that recognising a format costs no second
 * reading and a stream can be recognised at all. Whether the source is at its end after them is known too.
 */
final class HeadSource implements ByteSource {
    private final ByteSource source;
    private final byte[] head;
    private final int length;
    private final boolean whole;

    /** @param whole whether {@code head} holds all of the source */
    HeadSource(ByteSource source, byte[] head, int length, boolean whole) {
        this.source = source;
        this.head = head;
        this.length = length;
        this.whole = whole;
    }

    @Override
    public long sizeBytes() {
        return whole ? length : source.sizeBytes();
    }

    @Override
    public boolean seekable() {
        return whole || source.seekable();
    }

    @Override
    public byte @Nullable [] held() {
        return source.held();
    }

    @Override
    public int read(long positionBytes, ByteBuffer into) throws IOException {
        if (positionBytes < length) {
            int n = (int) Math.min(into.remaining(), length - positionBytes);
            into.put(head, (int) positionBytes, n);
            return n;
        }
        return whole ? -1 : source.read(positionBytes, into);
    }
}
