package dev.assay.connectors.github;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * SHA-1 (FIPS 180-4) for a JVM without its optimising compiler, as a sweep's is: the JDK's own is written for the processor's
 * instructions, which only that compiler knows, and else takes two and a half times as long as this (150 MB/s, 380). What makes the
 * difference is that the sixteen words of a block lie in variables, which takes all eighty rounds to be written out. For names that
 * git gives; belongs to one thread.
 */
final class Sha1 extends MessageDigest {
    private static final int BLOCK_BYTES = 64;
    private static final int LENGTH_AT = 56;
    private static final int DIGEST_BYTES = 20;
    private static final int END = 0x80;

    private static final int K0 = 0x5a827999;
    private static final int K1 = 0x6ed9eba1;
    private static final int K2 = 0x8f1bbcdc;
    private static final int K3 = 0xca62c1d6;

    private final byte[] rest = new byte[BLOCK_BYTES]; // of what came, the part that fills no block
    private long lengthBytes;
    private int h0;
    private int h1;
    private int h2;
    private int h3;
    private int h4;

    Sha1() {
        super("SHA-1");
        engineReset();
    }

    @Override
    protected int engineGetDigestLength() {
        return DIGEST_BYTES;
    }

    @Override
    protected void engineReset() {
        lengthBytes = 0;
        h0 = 0x67452301;
        h1 = 0xefcdab89;
        h2 = 0x98badcfe;
        h3 = 0x10325476;
        h4 = 0xc3d2e1f0;
    }

    private int restBytes() {
        return (int) (lengthBytes % BLOCK_BYTES);
    }

    @Override
    protected void engineUpdate(byte input) {
        engineUpdate(new byte[] {input}, 0, 1);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        int at = offset;
        int end = offset + length;
        int held = restBytes();
        lengthBytes += length;
        if (held > 0) {
            int taken = Math.min(BLOCK_BYTES - held, length);
            System.arraycopy(input, at, rest, held, taken);
            at += taken;
            if (held + taken < BLOCK_BYTES) {
                return;
            }
            block(rest, 0);
        }
        for (; end - at >= BLOCK_BYTES; at += BLOCK_BYTES) {
            block(input, at);
        }
        System.arraycopy(input, at, rest, 0, end - at);
    }

    @Override
    protected byte[] engineDigest() {
        int held = restBytes();
        rest[held++] = (byte) END;
        if (held > LENGTH_AT) {
            Arrays.fill(rest, held, BLOCK_BYTES, (byte) 0);
            block(rest, 0);
            held = 0;
        }
        Arrays.fill(rest, held, LENGTH_AT, (byte) 0);
        long bits = lengthBytes * Byte.SIZE;
        put(rest, LENGTH_AT, (int) (bits >>> Integer.SIZE));
        put(rest, LENGTH_AT + Integer.BYTES, (int) bits);
        block(rest, 0);
        byte[] digest = new byte[DIGEST_BYTES];
        put(digest, 0, h0);
        put(digest, 4, h1);
        put(digest, 8, h2);
        put(digest, 12, h3);
        put(digest, 16, h4);
        engineReset();
        return digest;
    }

    private static void put(byte[] into, int at, int word) {
        into[at] = (byte) (word >>> 24);
        into[at + 1] = (byte) (word >>> 16);
        into[at + 2] = (byte) (word >>> 8);
        into[at + 3] = (byte) word;
    }

    private static int rotate1(int x) {
        return x << 1 | x >>> 31;
    }

    private static int rotate5(int x) {
        return x << 5 | x >>> 27;
    }

    private static int rotate30(int x) {
        return x << 30 | x >>> 2;
    }

    private static int choose(int b, int c, int d) {
        return d ^ b & (c ^ d);
    }

    private static int parity(int b, int c, int d) {
        return b ^ c ^ d;
    }

    private static int majority(int b, int c, int d) {
        return b & c | d & (b | c);
    }

    /**
     * Section 6.1.2; each of the variables takes its neighbour's part in the next round, which saves moving them. By itself for each block,
     * so that it is soon compiled.
     */
    private void block(byte[] x, int at) {
        int a = h0;
        int b = h1;
        int c = h2;
        int d = h3;
        int e = h4;
        int w0 = x[at] << 24 | (x[at + 1] & 0xff) << 16 | (x[at + 2] & 0xff) << 8 | x[at + 3] & 0xff;
        int w1 = x[at + 4] << 24 | (x[at + 5] & 0xff) << 16 | (x[at + 6] & 0xff) << 8 | x[at + 7] & 0xff;
        int w2 = x[at + 8] << 24 | (x[at + 9] & 0xff) << 16 | (x[at + 10] & 0xff) << 8 | x[at + 11] & 0xff;
        int w3 = x[at + 12] << 24 | (x[at + 13] & 0xff) << 16 | (x[at + 14] & 0xff) << 8 | x[at + 15] & 0xff;
        int w4 = x[at + 16] << 24 | (x[at + 17] & 0xff) << 16 | (x[at + 18] & 0xff) << 8 | x[at + 19] & 0xff;
        int w5 = x[at + 20] << 24 | (x[at + 21] & 0xff) << 16 | (x[at + 22] & 0xff) << 8 | x[at + 23] & 0xff;
        int w6 = x[at + 24] << 24 | (x[at + 25] & 0xff) << 16 | (x[at + 26] & 0xff) << 8 | x[at + 27] & 0xff;
        int w7 = x[at + 28] << 24 | (x[at + 29] & 0xff) << 16 | (x[at + 30] & 0xff) << 8 | x[at + 31] & 0xff;
        int w8 = x[at + 32] << 24 | (x[at + 33] & 0xff) << 16 | (x[at + 34] & 0xff) << 8 | x[at + 35] & 0xff;
        int w9 = x[at + 36] << 24 | (x[at + 37] & 0xff) << 16 | (x[at + 38] & 0xff) << 8 | x[at + 39] & 0xff;
        int w10 = x[at + 40] << 24 | (x[at + 41] & 0xff) << 16 | (x[at + 42] & 0xff) << 8 | x[at + 43] & 0xff;
        int w11 = x[at + 44] << 24 | (x[at + 45] & 0xff) << 16 | (x[at + 46] & 0xff) << 8 | x[at + 47] & 0xff;
        int w12 = x[at + 48] << 24 | (x[at + 49] & 0xff) << 16 | (x[at + 50] & 0xff) << 8 | x[at + 51] & 0xff;
        int w13 = x[at + 52] << 24 | (x[at + 53] & 0xff) << 16 | (x[at + 54] & 0xff) << 8 | x[at + 55] & 0xff;
        int w14 = x[at + 56] << 24 | (x[at + 57] & 0xff) << 16 | (x[at + 58] & 0xff) << 8 | x[at + 59] & 0xff;
        int w15 = x[at + 60] << 24 | (x[at + 61] & 0xff) << 16 | (x[at + 62] & 0xff) << 8 | x[at + 63] & 0xff;

        e += rotate5(a) + choose(b, c, d) + w0 + K0;
        b = rotate30(b);
        d += rotate5(e) + choose(a, b, c) + w1 + K0;
        a = rotate30(a);
        c += rotate5(d) + choose(e, a, b) + w2 + K0;
        e = rotate30(e);
        b += rotate5(c) + choose(d, e, a) + w3 + K0;
        d = rotate30(d);
        a += rotate5(b) + choose(c, d, e) + w4 + K0;
        c = rotate30(c);
        e += rotate5(a) + choose(b, c, d) + w5 + K0;
        b = rotate30(b);
        d += rotate5(e) + choose(a, b, c) + w6 + K0;
        a = rotate30(a);
        c += rotate5(d) + choose(e, a, b) + w7 + K0;
        e = rotate30(e);
        b += rotate5(c) + choose(d, e, a) + w8 + K0;
        d = rotate30(d);
        a += rotate5(b) + choose(c, d, e) + w9 + K0;
        c = rotate30(c);
        e += rotate5(a) + choose(b, c, d) + w10 + K0;
        b = rotate30(b);
        d += rotate5(e) + choose(a, b, c) + w11 + K0;
        a = rotate30(a);
        c += rotate5(d) + choose(e, a, b) + w12 + K0;
        e = rotate30(e);
        b += rotate5(c) + choose(d, e, a) + w13 + K0;
        d = rotate30(d);
        a += rotate5(b) + choose(c, d, e) + w14 + K0;
        c = rotate30(c);
        e += rotate5(a) + choose(b, c, d) + w15 + K0;
        b = rotate30(b);
        w0 = rotate1(w13 ^ w8 ^ w2 ^ w0);
        d += rotate5(e) + choose(a, b, c) + w0 + K0;
        a = rotate30(a);
        w1 = rotate1(w14 ^ w9 ^ w3 ^ w1);
        c += rotate5(d) + choose(e, a, b) + w1 + K0;
        e = rotate30(e);
        w2 = rotate1(w15 ^ w10 ^ w4 ^ w2);
        b += rotate5(c) + choose(d, e, a) + w2 + K0;
        d = rotate30(d);
        w3 = rotate1(w0 ^ w11 ^ w5 ^ w3);
        a += rotate5(b) + choose(c, d, e) + w3 + K0;
        c = rotate30(c);

        w4 = rotate1(w1 ^ w12 ^ w6 ^ w4);
        e += rotate5(a) + parity(b, c, d) + w4 + K1;
        b = rotate30(b);
        w5 = rotate1(w2 ^ w13 ^ w7 ^ w5);
        d += rotate5(e) + parity(a, b, c) + w5 + K1;
        a = rotate30(a);
        w6 = rotate1(w3 ^ w14 ^ w8 ^ w6);
        c += rotate5(d) + parity(e, a, b) + w6 + K1;
        e = rotate30(e);
        w7 = rotate1(w4 ^ w15 ^ w9 ^ w7);
        b += rotate5(c) + parity(d, e, a) + w7 + K1;
        d = rotate30(d);
        w8 = rotate1(w5 ^ w0 ^ w10 ^ w8);
        a += rotate5(b) + parity(c, d, e) + w8 + K1;
        c = rotate30(c);
        w9 = rotate1(w6 ^ w1 ^ w11 ^ w9);
        e += rotate5(a) + parity(b, c, d) + w9 + K1;
        b = rotate30(b);
        w10 = rotate1(w7 ^ w2 ^ w12 ^ w10);
        d += rotate5(e) + parity(a, b, c) + w10 + K1;
        a = rotate30(a);
        w11 = rotate1(w8 ^ w3 ^ w13 ^ w11);
        c += rotate5(d) + parity(e, a, b) + w11 + K1;
        e = rotate30(e);
        w12 = rotate1(w9 ^ w4 ^ w14 ^ w12);
        b += rotate5(c) + parity(d, e, a) + w12 + K1;
        d = rotate30(d);
        w13 = rotate1(w10 ^ w5 ^ w15 ^ w13);
        a += rotate5(b) + parity(c, d, e) + w13 + K1;
        c = rotate30(c);
        w14 = rotate1(w11 ^ w6 ^ w0 ^ w14);
        e += rotate5(a) + parity(b, c, d) + w14 + K1;
        b = rotate30(b);
        w15 = rotate1(w12 ^ w7 ^ w1 ^ w15);
        d += rotate5(e) + parity(a, b, c) + w15 + K1;
        a = rotate30(a);
        w0 = rotate1(w13 ^ w8 ^ w2 ^ w0);
        c += rotate5(d) + parity(e, a, b) + w0 + K1;
        e = rotate30(e);
        w1 = rotate1(w14 ^ w9 ^ w3 ^ w1);
        b += rotate5(c) + parity(d, e, a) + w1 + K1;
        d = rotate30(d);
        w2 = rotate1(w15 ^ w10 ^ w4 ^ w2);
        a += rotate5(b) + parity(c, d, e) + w2 + K1;
        c = rotate30(c);
        w3 = rotate1(w0 ^ w11 ^ w5 ^ w3);
        e += rotate5(a) + parity(b, c, d) + w3 + K1;
        b = rotate30(b);
        w4 = rotate1(w1 ^ w12 ^ w6 ^ w4);
        d += rotate5(e) + parity(a, b, c) + w4 + K1;
        a = rotate30(a);
        w5 = rotate1(w2 ^ w13 ^ w7 ^ w5);
        c += rotate5(d) + parity(e, a, b) + w5 + K1;
        e = rotate30(e);
        w6 = rotate1(w3 ^ w14 ^ w8 ^ w6);
        b += rotate5(c) + parity(d, e, a) + w6 + K1;
        d = rotate30(d);
        w7 = rotate1(w4 ^ w15 ^ w9 ^ w7);
        a += rotate5(b) + parity(c, d, e) + w7 + K1;
        c = rotate30(c);

        w8 = rotate1(w5 ^ w0 ^ w10 ^ w8);
        e += rotate5(a) + majority(b, c, d) + w8 + K2;
        b = rotate30(b);
        w9 = rotate1(w6 ^ w1 ^ w11 ^ w9);
        d += rotate5(e) + majority(a, b, c) + w9 + K2;
        a = rotate30(a);
        w10 = rotate1(w7 ^ w2 ^ w12 ^ w10);
        c += rotate5(d) + majority(e, a, b) + w10 + K2;
        e = rotate30(e);
        w11 = rotate1(w8 ^ w3 ^ w13 ^ w11);
        b += rotate5(c) + majority(d, e, a) + w11 + K2;
        d = rotate30(d);
        w12 = rotate1(w9 ^ w4 ^ w14 ^ w12);
        a += rotate5(b) + majority(c, d, e) + w12 + K2;
        c = rotate30(c);
        w13 = rotate1(w10 ^ w5 ^ w15 ^ w13);
        e += rotate5(a) + majority(b, c, d) + w13 + K2;
        b = rotate30(b);
        w14 = rotate1(w11 ^ w6 ^ w0 ^ w14);
        d += rotate5(e) + majority(a, b, c) + w14 + K2;
        a = rotate30(a);
        w15 = rotate1(w12 ^ w7 ^ w1 ^ w15);
        c += rotate5(d) + majority(e, a, b) + w15 + K2;
        e = rotate30(e);
        w0 = rotate1(w13 ^ w8 ^ w2 ^ w0);
        b += rotate5(c) + majority(d, e, a) + w0 + K2;
        d = rotate30(d);
        w1 = rotate1(w14 ^ w9 ^ w3 ^ w1);
        a += rotate5(b) + majority(c, d, e) + w1 + K2;
        c = rotate30(c);
        w2 = rotate1(w15 ^ w10 ^ w4 ^ w2);
        e += rotate5(a) + majority(b, c, d) + w2 + K2;
        b = rotate30(b);
        w3 = rotate1(w0 ^ w11 ^ w5 ^ w3);
        d += rotate5(e) + majority(a, b, c) + w3 + K2;
        a = rotate30(a);
        w4 = rotate1(w1 ^ w12 ^ w6 ^ w4);
        c += rotate5(d) + majority(e, a, b) + w4 + K2;
        e = rotate30(e);
        w5 = rotate1(w2 ^ w13 ^ w7 ^ w5);
        b += rotate5(c) + majority(d, e, a) + w5 + K2;
        d = rotate30(d);
        w6 = rotate1(w3 ^ w14 ^ w8 ^ w6);
        a += rotate5(b) + majority(c, d, e) + w6 + K2;
        c = rotate30(c);
        w7 = rotate1(w4 ^ w15 ^ w9 ^ w7);
        e += rotate5(a) + majority(b, c, d) + w7 + K2;
        b = rotate30(b);
        w8 = rotate1(w5 ^ w0 ^ w10 ^ w8);
        d += rotate5(e) + majority(a, b, c) + w8 + K2;
        a = rotate30(a);
        w9 = rotate1(w6 ^ w1 ^ w11 ^ w9);
        c += rotate5(d) + majority(e, a, b) + w9 + K2;
        e = rotate30(e);
        w10 = rotate1(w7 ^ w2 ^ w12 ^ w10);
        b += rotate5(c) + majority(d, e, a) + w10 + K2;
        d = rotate30(d);
        w11 = rotate1(w8 ^ w3 ^ w13 ^ w11);
        a += rotate5(b) + majority(c, d, e) + w11 + K2;
        c = rotate30(c);

        w12 = rotate1(w9 ^ w4 ^ w14 ^ w12);
        e += rotate5(a) + parity(b, c, d) + w12 + K3;
        b = rotate30(b);
        w13 = rotate1(w10 ^ w5 ^ w15 ^ w13);
        d += rotate5(e) + parity(a, b, c) + w13 + K3;
        a = rotate30(a);
        w14 = rotate1(w11 ^ w6 ^ w0 ^ w14);
        c += rotate5(d) + parity(e, a, b) + w14 + K3;
        e = rotate30(e);
        w15 = rotate1(w12 ^ w7 ^ w1 ^ w15);
        b += rotate5(c) + parity(d, e, a) + w15 + K3;
        d = rotate30(d);
        w0 = rotate1(w13 ^ w8 ^ w2 ^ w0);
        a += rotate5(b) + parity(c, d, e) + w0 + K3;
        c = rotate30(c);
        w1 = rotate1(w14 ^ w9 ^ w3 ^ w1);
        e += rotate5(a) + parity(b, c, d) + w1 + K3;
        b = rotate30(b);
        w2 = rotate1(w15 ^ w10 ^ w4 ^ w2);
        d += rotate5(e) + parity(a, b, c) + w2 + K3;
        a = rotate30(a);
        w3 = rotate1(w0 ^ w11 ^ w5 ^ w3);
        c += rotate5(d) + parity(e, a, b) + w3 + K3;
        e = rotate30(e);
        w4 = rotate1(w1 ^ w12 ^ w6 ^ w4);
        b += rotate5(c) + parity(d, e, a) + w4 + K3;
        d = rotate30(d);
        w5 = rotate1(w2 ^ w13 ^ w7 ^ w5);
        a += rotate5(b) + parity(c, d, e) + w5 + K3;
        c = rotate30(c);
        w6 = rotate1(w3 ^ w14 ^ w8 ^ w6);
        e += rotate5(a) + parity(b, c, d) + w6 + K3;
        b = rotate30(b);
        w7 = rotate1(w4 ^ w15 ^ w9 ^ w7);
        d += rotate5(e) + parity(a, b, c) + w7 + K3;
        a = rotate30(a);
        w8 = rotate1(w5 ^ w0 ^ w10 ^ w8);
        c += rotate5(d) + parity(e, a, b) + w8 + K3;
        e = rotate30(e);
        w9 = rotate1(w6 ^ w1 ^ w11 ^ w9);
        b += rotate5(c) + parity(d, e, a) + w9 + K3;
        d = rotate30(d);
        w10 = rotate1(w7 ^ w2 ^ w12 ^ w10);
        a += rotate5(b) + parity(c, d, e) + w10 + K3;
        c = rotate30(c);
        w11 = rotate1(w8 ^ w3 ^ w13 ^ w11);
        e += rotate5(a) + parity(b, c, d) + w11 + K3;
        b = rotate30(b);
        w12 = rotate1(w9 ^ w4 ^ w14 ^ w12);
        d += rotate5(e) + parity(a, b, c) + w12 + K3;
        a = rotate30(a);
        w13 = rotate1(w10 ^ w5 ^ w15 ^ w13);
        c += rotate5(d) + parity(e, a, b) + w13 + K3;
        e = rotate30(e);
        w14 = rotate1(w11 ^ w6 ^ w0 ^ w14);
        b += rotate5(c) + parity(d, e, a) + w14 + K3;
        d = rotate30(d);
        w15 = rotate1(w12 ^ w7 ^ w1 ^ w15);
        a += rotate5(b) + parity(c, d, e) + w15 + K3;
        c = rotate30(c);

        h0 += a;
        h1 += b;
        h2 += c;
        h3 += d;
        h4 += e;
    }
}
