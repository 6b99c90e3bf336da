package dev.assay.detectors.archive.lzma;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;

/** Bits by their probability (LZMA specification, "Range decoder"). Takes no byte before it is needed. */
final class RangeDecoder {
    static final int HEADER_BYTES = 5;
    static final short EVEN = 1 << 10;
    private static final int MODEL_BITS = 11;
    private static final int MOVE_BITS = 5;
    private static final int LEAST_RANGE = 1 << 24;

    private final ByteReader in;
    private int range;
    private int code;

    RangeDecoder(ByteReader in) {
        this.in = in;
    }

    void start() throws IOException {
        long at = in.position();
        MalformedException.check(in.u8() == 0, at, "LZMA data do not begin with a zero");
        code = (int) in.u32be();
        range = -1;
    }

    /** Whether the data end here as an encoder ends them. */
    boolean isFinished() {
        return code == 0;
    }

    int bit(short[] probabilities, int at) throws IOException {
        normalize();
        int probability = probabilities[at];
        int bound = (range >>> MODEL_BITS) * probability;
        if (Integer.compareUnsigned(code, bound) < 0) {
            range = bound;
            probabilities[at] = (short) (probability + ((1 << MODEL_BITS) - probability >>> MOVE_BITS));
            return 0;
        }
        range -= bound;
        code -= bound;
        probabilities[at] = (short) (probability - (probability >>> MOVE_BITS));
        return 1;
    }

    void normalize() throws IOException {
        if (Integer.compareUnsigned(range, LEAST_RANGE) < 0) {
            code = code << 8 | in.u8();
            range <<= 8;
        }
    }

    /** {@code n} bits by a tree of probabilities that begins at {@code from}, the most significant first. */
    int tree(short[] probabilities, int from, int n) throws IOException {
        int node = 1;
        if (in.request(n) < n) { // no bit takes more than a byte
            for (int i = 0; i < n; i++) {
                node = node << 1 | bit(probabilities, from + node);
            }
            return node - (1 << n);
        }
        // the same as bit, n times: most of all bits are those of literals, and in locals they take half the time
        byte[] bytes = in.array();
        int start = in.index();
        int next = start;
        int r = range;
        int c = code;
        for (int i = 0; i < n; i++) {
            if (r >>> 24 == 0) {
                c = c << 8 | bytes[next++] & 0xff;
                r <<= 8;
            }
            int probability = probabilities[from + node];
            int bound = (r >>> MODEL_BITS) * probability;
            if (c + Integer.MIN_VALUE < bound + Integer.MIN_VALUE) {
                r = bound;
                probabilities[from + node] = (short) (probability + ((1 << MODEL_BITS) - probability >>> MOVE_BITS));
                node <<= 1;
            } else {
                r -= bound;
                c -= bound;
                probabilities[from + node] = (short) (probability - (probability >>> MOVE_BITS));
                node = node << 1 | 1;
            }
        }
        in.advance(next - start);
        range = r;
        code = c;
        return node - (1 << n);
    }

    /** The same, the least significant first. */
    int reverseTree(short[] probabilities, int from, int n) throws IOException {
        int node = 1;
        int value = 0;
        for (int i = 0; i < n; i++) {
            int bit = bit(probabilities, from + node);
            node = node << 1 | bit;
            value |= bit << i;
        }
        return value;
    }

    /** {@code n} bits that are as likely 0 as 1. */
    int direct(int n) throws IOException {
        int value = 0;
        for (int i = 0; i < n; i++) {
            normalize();
            range >>>= 1;
            int less = code - range >>> 31;
            code -= range & less - 1;
            value = value << 1 | 1 - less;
        }
        return value;
    }
}
