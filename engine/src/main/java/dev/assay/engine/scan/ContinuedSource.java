package dev.assay.engine.scan;

import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.ForwardSource;
import dev.assay.engine.decode.Head;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A stream of which the beginning was kept, as one source again; remembers its last bytes. Belongs to one thread. */
final class ContinuedSource extends ForwardSource {
    private final ByteSource kept;
    private final ByteSource rest;
    private final byte[] tail;
    private int length;

    /** @param tail takes the last bytes; larger than a head's tail is */
    ContinuedSource(ByteSource kept, ByteSource rest, byte[] tail) {
        super(UNKNOWN);
        this.kept = kept;
        this.rest = rest;
        this.tail = tail;
    }

    @Override
    protected int next(ByteBuffer into) throws IOException {
        int start = into.arrayOffset() + into.position();
        int n = passedBytes() < kept.sizeBytes() ? kept.read(passedBytes(), into) : rest.read(passedBytes(), into);
        for (int done = 0; done < n; ) {
            if (length == tail.length) {
                length = settle();
            }
            int part = Math.min(n - done, tail.length - length);
            System.arraycopy(into.array(), start + done, tail, length, part);
            length += part;
            done += part;
        }
        return n;
    }

    /** Moves the last bytes to the array's beginning; how many they are. */
    int settleTail() {
        length = settle();
        return length;
    }

    private int settle() {
        int from = Math.max(length - Head.TAIL_BYTES, 0);
        System.arraycopy(tail, from, tail, 0, length - from);
        return length - from;
    }
}
