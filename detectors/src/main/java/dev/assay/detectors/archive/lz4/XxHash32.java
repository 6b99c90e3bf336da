package dev.assay.detectors.archive.lz4;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** xxHash of 32 bits with the seed 0 (github.com/Cyan4973/xxHash, doc/xxhash_spec.md), which is fed piece by piece. */
final class XxHash32 {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PRIME_1 = 0x9e3779b1;
    private static final int PRIME_2 = 0x85ebca77;
    private static final int PRIME_3 = 0xc2b2ae3d;
    private static final int PRIME_4 = 0x27d4eb2f;
    private static final int PRIME_5 = 0x165667b1;
    private static final int STRIPE = 16;

    private final byte[] stripe = new byte[STRIPE];
    private int one = 0x24234428; // the first two together
    private int two = PRIME_2;
    private int three;
    private int four = -PRIME_1;
    private long length;

    static int of(byte[] bytes, int from, int n) {
        XxHash32 hash = new XxHash32();
        hash.update(bytes, from, n);
        return hash.value();
    }

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
        one = round(one, i32(bytes, at));
        two = round(two, i32(bytes, at + 4));
        three = round(three, i32(bytes, at + 8));
        four = round(four, i32(bytes, at + 12));
    }

    int value() {
        int hash = length < STRIPE
                ? PRIME_5
                : Integer.rotateLeft(one, 1)
                        + Integer.rotateLeft(two, 7)
                        + Integer.rotateLeft(three, 12)
                        + Integer.rotateLeft(four, 18);
        hash += (int) length;
        int pending = (int) (length % STRIPE);
        int at = 0;
        for (; pending - at >= 4; at += 4) {
            hash = Integer.rotateLeft(hash + i32(stripe, at) * PRIME_3, 17) * PRIME_4;
        }
        for (; at < pending; at++) {
            hash = Integer.rotateLeft(hash + (stripe[at] & 0xff) * PRIME_5, 11) * PRIME_1;
        }
        hash = (hash ^ hash >>> 15) * PRIME_2;
        hash = (hash ^ hash >>> 13) * PRIME_3;
        return hash ^ hash >>> 16;
    }

    private static int round(int lane, int value) {
        return Integer.rotateLeft(lane + value * PRIME_2, 13) * PRIME_1;
    }

    private static int i32(byte[] a, int i) {
        return (int) INT.get(a, i);
    }
}
