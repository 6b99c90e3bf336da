package dev.assay.connectors.git;

import java.io.IOException;
import java.io.InputStream;

/** Bytes from a place on, as a stream. Belongs to one thread. */
final class BytesStream extends InputStream {
    private static final int BLOCK_BYTES = 8192;

    private final Bytes bytes;
    private long at;

    BytesStream(Bytes bytes, long from) {
        this.bytes = bytes;
        this.at = from;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        byte[] block = new byte[Math.min(length, BLOCK_BYTES)];
        int n = bytes.readSome(at, block);
        System.arraycopy(block, 0, into, from, n);
        at += n;
        return n == 0 ? -1 : n;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
}
