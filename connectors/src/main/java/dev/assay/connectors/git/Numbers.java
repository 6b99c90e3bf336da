package dev.assay.connectors.git;

import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.util.Arrays;

/** Numbers as packs have them, one after the other. */
final class Numbers {
    private final byte[] bytes;
    private int at;

    Numbers(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    int position() {
        return at;
    }

    boolean hasNext() {
        return at < bytes.length;
    }

    int next() throws IOException {
        MalformedException.check(at < bytes.length, at, "a number breaks off");
        return bytes[at++] & 0xff;
    }

    byte[] bytes(int n) throws IOException {
        MalformedException.check(n <= bytes.length - at, at, "breaks off");
        at += n;
        return Arrays.copyOfRange(bytes, at - n, at);
    }

    /** Seven bits a byte, the lowest first. */
    long size() throws IOException {
        long size = 0;
        int b;
        int shift = 0;
        do {
            MalformedException.check(shift < 63, at, "a size is too large");
            b = next();
            size |= (long) (b & 0x7f) << shift;
            shift += 7;
        } while ((b & 0x80) != 0);
        return size;
    }

    /** Seven bits a byte, the highest first, each but the last one counting one more. */
    long distance() throws IOException {
        int b = next();
        long distance = b & 0x7f;
        while ((b & 0x80) != 0) {
            MalformedException.check(distance < 1L << 55, at, "a distance is too large");
            b = next();
            distance = distance + 1 << 7 | b & 0x7f;
        }
        return distance;
    }
}
