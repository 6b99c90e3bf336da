package dev.assay.detectors.archive.zstd;

import dev.assay.engine.bytes.MalformedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bits that are read from the end of a range to its start, as Huffman and FSE streams are (RFC 8878, 4.1). Never reads
 * outside of the array; what lies before the range counts as zeros, and {@link #left} says if it was asked for.
 */
final class BackwardBits {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[0];
    private int from;
    private int left;

    /** Goes to the end of a range, behind whose last set bit nothing counts. */
    void start(byte[] array, int start, int end, long offsetBytes) throws MalformedException {
        MalformedException.check(
                end > start && array[end - 1] != 0, offsetBytes, "a bit stream of a Zstandard block has no end mark");
        bytes = array;
        from = start;
        int mark = Integer.numberOfLeadingZeros(array[end - 1] & 0xff) - 24;
        left = (end - start) * 8 - mark - 1;
    }

    /** How many bits are left; negative when more were read than there are. */
    int left() {
        return left;
    }

    /** The next bits, the first of them the most significant: 57 or more of them count. They stay. */
    long ahead() {
        int used = left + 7 >> 3;
        if (used >= Long.BYTES) {
            return (long) LONG.get(bytes, from + used - Long.BYTES) << used * 8 - left;
        }
        if (left <= 0) {
            return 0;
        }
        long word = 0;
        for (int i = used - 1; i >= 0; i--) {
            word = word << 8 | bytes[from + i] & 0xff;
        }
        return word << Long.SIZE - left;
    }

    /** The first {@code n} bits of what is {@link #ahead}, at most 32. */
    static int first(long word, int n) {
        return (int) (word >>> 1 >>> Long.SIZE - 1 - n);
    }

    /** The next {@code n} bits, at most 32. */
    int read(int n) {
        int value = first(ahead(), n);
        left -= n;
        return value;
    }

    void skip(int n) {
        left -= n;
    }
}
