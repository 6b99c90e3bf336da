package dev.assay.detectors.archive.deflate64;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.TruncatedException;
import java.io.IOException;

/** Bits of a reader, the least significant first (RFC 1951, 3.1.1). Takes a byte only when a bit of it is looked at. */
final class ForwardBits {
    private final ByteReader in;
    private long held; // its lowest bits are the next ones
    private int count;

    ForwardBits(ByteReader in) {
        this.in = in;
    }

    /** The next {@code n} bits, at most 16, which stay; zeros where the data end. */
    int peek(int n) throws IOException {
        while (count < n) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            held |= (long) next << count;
            count += 8;
        }
        return (int) held & (1 << n) - 1;
    }

    /** Passes over bits that were looked at, unless they are not there. */
    void skip(int n) throws IOException {
        if (n > count) {
            throw new TruncatedException(in.position(), 1);
        }
        held >>>= n;
        count -= n;
    }

    int bits(int n) throws IOException {
        int value = peek(n);
        skip(n);
        return value;
    }

    /** Drops the rest of a byte. */
    void align() {
        held >>>= count & 7;
        count &= ~7;
    }

    /** Whether whole bytes were taken from the reader that nobody has asked for. */
    boolean holdsByte() {
        return count >= 8;
    }

    long position() {
        return in.position() - count / 8;
    }
}
