package dev.assay.connectors.git;

import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a pack out of the lines that bring them (gitprotocol-pack, "side-band"). Belongs to one thread. */
final class PackStream extends InputStream {
    private static final int PACK = 1;
    private static final int PROGRESS = 2;

    /** Of what is no pack. It is asked to say nothing; what keeps the connection alive has five bytes. */
    private static final long MOST_TALK_BYTES = 16 << 20;

    private static final int LENGTH_BYTES = 4;

    private final PktLines lines;
    private byte[] line = {};
    private int at;
    private boolean ended;
    private long talkBytes;

    PackStream(PktLines lines) {
        this.lines = lines;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (at == line.length && !ended) {
            fill();
        }
        if (at == line.length) {
            return -1;
        }
        int n = Math.min(length, line.length - at);
        System.arraycopy(line, at, into, from, n);
        at += n;
        return n;
    }

    private void fill() throws IOException {
        ended = lines.next() != PktLines.Kind.LINE;
        byte[] next = lines.bytes();
        int band = next.length == 0 ? PROGRESS : next[0];
        if (!ended && band != PACK && band != PROGRESS) {
            throw new UnreachableException("the server gave up while it sent the files");
        }
        boolean pack = !ended && band == PACK;
        talkBytes += pack ? 0 : LENGTH_BYTES + next.length;
        if (talkBytes > MOST_TALK_BYTES) {
            throw new UnreachableException("the server talks without an end");
        }
        line = pack ? next : new byte[] {};
        at = pack ? 1 : 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
}
