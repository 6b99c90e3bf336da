package dev.assay.detectors.archive.zstd;

import dev.assay.engine.bytes.MalformedException;

/** A cursor over the bytes of one block, which refuses to read past its end. */
final class Section {
    final byte[] bytes;
    final int end;
    private final int start;
    private final long offsetBytes;
    int at;
    private int bit; // of the byte at the cursor, when bits are read forward

    /** @param offsetBytes of {@code from}, for messages */
    Section(byte[] bytes, int from, int end, long offsetBytes) {
        this.bytes = bytes;
        this.start = from;
        this.end = end;
        this.at = from;
        this.offsetBytes = offsetBytes;
    }

    int left() {
        return end - at;
    }

    long position() {
        return offsetBytes + at - start;
    }

    void check(boolean holds, String reason) throws MalformedException {
        MalformedException.check(holds, position(), reason);
    }

    int u8() throws MalformedException {
        check(at < end, "a Zstandard block ends early");
        return bytes[at++] & 0xff;
    }

    /** {@code n} bytes, at most 4, the least significant first. */
    int little(int n) throws MalformedException {
        int value = 0;
        for (int i = 0; i < n; i++) {
            value |= u8() << 8 * i;
        }
        return value;
    }

    /** The next {@code n} bits, the least significant of a byte first. */
    int forward(int n) throws MalformedException {
        int value = 0;
        for (int i = 0; i < n; i++) {
            check(at < end, "an FSE table ends early");
            value |= (bytes[at] >> bit & 1) << i;
            if (++bit == 8) {
                bit = 0;
                at++;
            }
        }
        return value;
    }

    /** Drops the rest of a byte. */
    void endForward() {
        if (bit > 0) {
            bit = 0;
            at++;
        }
    }

    /** The next {@code n} bytes as a section of their own. */
    Section part(int n) throws MalformedException {
        check(n <= left(), "a part of a Zstandard block leads past its end");
        Section part = new Section(bytes, at, at + n, position());
        at += n;
        return part;
    }
}
