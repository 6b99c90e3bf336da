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

    /** The next {@code n} bits, at most 32, the first of them the most significant. */
    int read(int n) {
        left -= n;
        return left >= 0 ? extract(left, n) : beyond(n);
    }

    /** The next {@code n} bits, which stay. */
    int peek(int n) {
        return left >= n ? extract(left - n, n) : left <= 0 ? 0 : extract(0, left) << n - left;
    }

    void skip(int n) {
        left -= n;
    }

    private int beyond(int n) {
        int there = left + n;
        return there <= 0 ? 0 : extract(0, there) << n - there;
    }

    private int extract(int position, int n) {
        int at = from + (position >>> 3);
        long word = at + Long.BYTES <= bytes.length ? (long) LONG.get(bytes, at) : atEnd(at);
        return (int) (word >>> (position & 7) & (1L << n) - 1);
    }

    private long atEnd(int at) {
        long word = 0;
        for (int i = Math.min(bytes.length - at, Long.BYTES) - 1; i >= 0; i--) {
            word = word << 8 | bytes[at + i] & 0xff;
        }
        return word;
    }
}
