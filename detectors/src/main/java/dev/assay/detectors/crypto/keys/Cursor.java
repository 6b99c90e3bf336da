package dev.assay.detectors.crypto.keys;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.wire.DerReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads numbers, most significant byte first, and what has its length in front, from bytes that nobody trusts. Every length is
 * held to the bytes that are there. Belongs to one thread.
 */
final class Cursor {
    private static final int MOST_NAME = 256;

    private final byte[] bytes;
    private final int to;
    private int at;

    Cursor(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
    }

    int position() {
        return at;
    }

    int left() {
        return to - at;
    }

    byte[] array() {
        return bytes;
    }

    private void require(int n) throws MalformedException {
        MalformedException.check(n >= 0 && n <= to - at, at, "ends within a field");
    }

    int u8() throws MalformedException {
        require(1);
        return bytes[at++] & 0xff;
    }

    /** The next byte, which is still to be read; there must be one. */
    int peek() {
        return bytes[at] & 0xff;
    }

    int u16() throws MalformedException {
        require(2);
        return u8() << 8 | u8();
    }

    long u32() throws MalformedException {
        require(4);
        return (long) u16() << 16 | u16();
    }

    long u64() throws MalformedException {
        require(8);
        return u32() << 32 | u32();
    }

    void skip(long n) throws MalformedException {
        MalformedException.check(n >= 0 && n <= to - at, at, "ends within a field");
        at += (int) n;
    }

    /** The next {@code n} bytes as a reader of their own. */
    Cursor part(long n) throws MalformedException {
        int from = at;
        skip(n);
        return new Cursor(bytes, from, at);
    }

    /** What has its length in four bytes in front. */
    Cursor counted() throws MalformedException {
        return part(u32());
    }

    /** All that is left as Latin-1; only names are read that way. */
    String rest() throws MalformedException {
        MalformedException.check(left() <= MOST_NAME, at, "a name that is too long");
        return new String(bytes, at, left(), StandardCharsets.ISO_8859_1);
    }

    /** A name with its length in four bytes in front. */
    String name() throws MalformedException {
        return counted().rest();
    }

    /** How many bits all that is left has as a number. */
    int bitLength() {
        return DerReader.bitLength(bytes, at, to);
    }

    /** A copy of all that is left. */
    byte[] bytes() {
        return Arrays.copyOfRange(bytes, at, to);
    }

    /** All that is left, as ASN.1. */
    DerReader der() {
        return new DerReader(bytes, at, to);
    }
}
