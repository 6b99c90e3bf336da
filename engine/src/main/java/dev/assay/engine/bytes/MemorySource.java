package dev.assay.engine.bytes;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Bytes in an array, which the caller must not change while the source is read. */
public final class MemorySource implements ByteSource {
    private final byte[] bytes;
    private final int from;
    private final int length;

    public MemorySource(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public MemorySource(byte[] bytes, int from, int length) {
        Objects.checkFromIndexSize(from, length, bytes.length);
        this.bytes = bytes;
        this.from = from;
        this.length = length;
    }

    @Override
    public long sizeBytes() {
        return length;
    }

    @Override
    public boolean seekable() {
        return true;
    }

    @Override
    public byte @Nullable [] held() {
        return length == bytes.length ? bytes : null;
    }

    @Override
    public int read(long positionBytes, ByteBuffer into) {
        if (positionBytes >= length) {
            return -1;
        }
        int n = (int) Math.min(into.remaining(), length - positionBytes);
        into.put(bytes, from + (int) positionBytes, n);
        return n;
    }
}
