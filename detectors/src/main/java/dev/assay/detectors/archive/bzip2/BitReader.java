package dev.assay.detectors.archive.bzip2;

import dev.assay.engine.bytes.ByteReader;
import java.io.IOException;

/** Bits of a reader, the most significant first. Takes a byte only when a bit of it is asked for. */
final class BitReader {
    private final ByteReader in;
    private long held; // its lowest bits are the next ones
    private int count;

    BitReader(ByteReader in) {
        this.in = in;
    }

    /** The next {@code n} bits, at most 32. */
    int bits(int n) throws IOException {
        while (count < n) {
            held = held << 8 | in.u8();
            count += 8;
        }
        count -= n;
        return (int) (held >>> count & (1L << n) - 1);
    }

    boolean bit() throws IOException {
        return bits(1) != 0;
    }

    /** The next {@code n} bits, which stay; zeros where the data end. What is looked at is taken from the reader. */
    int peek(int n) throws IOException {
        while (count < n) {
            int next = in.read();
            if (next < 0) {
                return (int) (held << n - count & (1L << n) - 1);
            }
            held = held << 8 | next;
            count += 8;
        }
        return (int) (held >>> count - n & (1L << n) - 1);
    }

    /** Drops the rest of a byte. */
    void align() {
        count -= count & 7;
    }

    long position() {
        return in.position() - count / 8;
    }
}
