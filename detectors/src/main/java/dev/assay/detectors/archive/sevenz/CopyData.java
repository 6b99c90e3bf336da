package dev.assay.detectors.archive.sevenz;

import dev.assay.detectors.archive.Decompressor;
import dev.assay.engine.bytes.ByteReader;
import java.io.IOException;

/** Data that are not compressed. */
final class CopyData implements Decompressor {
    private final ByteReader in;

    CopyData(ByteReader in) {
        this.in = in;
    }

    @Override
    public int read(byte[] into, int from, int room) throws IOException {
        int n = Math.min(in.request(1), room);
        if (n == 0) {
            return -1;
        }
        System.arraycopy(in.array(), in.index(), into, from, n);
        in.advance(n);
        return n;
    }

    @Override
    public void close() {
        // the reader is whoever's it is
    }
}
