package dev.assay.detectors.archive.zstd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** xxHash of 64 bits with the seed 0 (github.com/Cyan4973/xxHash, doc/xxhash_spec.md), which is fed piece by piece. */
final class XxHash64 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long PRIME_1 = 0x9e3779b185ebca87L;
    private static final long PRIME_2 = 0xc2b2ae3d27d4eb4fL;
    private static final long PRIME_3 = 0x165667b19e3779f9L;
    private static final long PRIME_4 = 0x85ebca77c2b2ae63L;
    private static final long PRIME_5 = 0x27d4eb2f165667c5L;
    private static final int STRIPE = 32;

    private final byte[] stripe = new byte[STRIPE];
    private long one = 0x60ea27eeadc0b5d6L; // the first two together
    private long two = PRIME_2;
    private long three;
    private long four = -PRIME_1;
    private long length;

    void update(byte[] bytes, int from, int n) {
        int at = from;
        int end = from + n;
        int pending = (int) (length % STRIPE);
        length += n;
        if (pending > 0) {
            int part = Math.min(STRIPE - pending, n);
            System.arraycopy(bytes, at, stripe, pending, part);
            at += part;
            if (pending + part < STRIPE) {
                return;
            }
            consume(stripe, 0);
        }
        for (; end - at >= STRIPE; at += STRIPE) {
            consume(bytes, at);
        }
        System.arraycopy(bytes, at, stripe, 0, end - at);
    }

    private void consume(byte[] bytes, int at) {
        one = round(one, (long) LONG.get(bytes, at));
        two = round(two, (long) LONG.get(bytes, at + 8));
        three = round(three, (long) LONG.get(bytes, at + 16));
        four = round(four, (long) LONG.get(bytes, at + 24));
    }

    long value() {
        long hash = length < STRIPE ? PRIME_5 : merged();
        hash += length;
        int pending = (int) (length % STRIPE);
        int at = 0;
        for (; pending - at >= 8; at += 8) {
            hash = Long.rotateLeft(hash ^ round(0, (long) LONG.get(stripe, at)), 27) * PRIME_1 + PRIME_4;
        }
        if (pending - at >= 4) {
            hash = Long.rotateLeft(hash ^ ((int) INT.get(stripe, at) & 0xffff_ffffL) * PRIME_1, 23) * PRIME_2 + PRIME_3;
            at += 4;
        }
        for (; at < pending; at++) {
            hash = Long.rotateLeft(hash ^ (stripe[at] & 0xff) * PRIME_5, 11) * PRIME_1;
        }
        hash = (hash ^ hash >>> 33) * PRIME_2;
        hash = (hash ^ hash >>> 29) * PRIME_3;
        return hash ^ hash >>> 32;
    }

    private long merged() {
        long hash = Long.rotateLeft(one, 1)
                + Long.rotateLeft(two, 7)
                + Long.rotateLeft(three, 12)
                + Long.rotateLeft(four, 18);
        for (long lane : new long[] {one, two, three, four}) {
            hash = (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
        }
        return hash;
    }

    private static long round(long lane, long value) {
        return Long.rotateLeft(lane + value * PRIME_2, 31) * PRIME_1;
    }
}
