package dev.assay.engine.tensor;

import java.util.Arrays;
import java.util.Optional;

/**
 * Looks whether the lowest bits of a tensor's first numbers begin a file or a text. Each way of putting bits there that
 * published tools have is tried: one to eight bits or two to six whole bytes of each number, either end first, behind
 * nothing or behind a length and a digest.
 */
final class HiddenContent {
    /** How much is taken out of the numbers: a length, a digest as text, and the longest signature. */
    private static final int HEAD_BYTES = 68 + Signatures.MOST_BYTES;

    /**
     * What tools put before the file: nothing, a length of 4 or 8 bytes, a length and SHA-256 as bytes or as hexadecimal text.
     */
    private static final int[] PREFIX_BYTES = {0, 4, 8, 36, 68};

    private static final int[] WIDTHS = {1, 2, 3, 4, 5, 6, 7, 8, 16, 24, 32, 48};

    private static final boolean[] ENDS = {true, false};

    /** Bytes of chance are printable 95 times in 256, so so many in a row come less than once in 10^17. */
    private static final int LEAST_TEXT = 40;

    /** So many characters differ in a text; in numbers of a few values, few do. */
    private static final int LEAST_CHARACTERS = 12;

    /** Fewer numbers hold no text worth hiding, and may all differ although they take 256 values at most. */
    private static final int LEAST_NUMBERS = 1024;

    /**
     * What was found.
     *
     * @param what a file or {@link #TEXT}
     * @param low the bits that it is made of
     * @param fromBytes where in their stream it begins
     */
    record Found(String what, LowBits low, long fromBytes) {
        boolean isText() {
            return what.equals(TEXT);
        }
    }

    static final String TEXT = "text";

    private final byte[] head = new byte[HEAD_BYTES];

    /** Looks at numbers that lie in {@code block} up to {@code length}; a file counts for more than a text. */
    Optional<Found> find(ElementType type, byte[] block, int length) {
        Optional<Found> text = Optional.empty();
        for (int bits : WIDTHS) {
            for (boolean highFirst : ENDS) {
                LowBits low = new LowBits(type, bits, highFirst);
                if (bits >= type.bytes() * Byte.SIZE || bits == Byte.SIZE && !highFirst) { // a byte is what it is
                    continue;
                }
                int n = low.take(block, 0, length, 0, head);
                Optional<Found> file = file(low, n);
                if (file.isPresent()) {
                    return file;
                }
                text = text.or(() -> text(low, n, block, length));
            }
        }
        return text;
    }

    private Optional<Found> file(LowBits low, int n) {
        for (int prefix : PREFIX_BYTES) {
            Optional<String> file = Signatures.get().find(head, prefix, n);
            if (file.isPresent()) {
                return Optional.of(new Found(file.get(), low, prefix));
            }
        }
        return Optional.empty();
    }

    private Optional<Found> text(LowBits low, int n, byte[] block, int length) {
        int from = low.bits() <= low.type().textBits() ? text(n) : -1;
        return from >= 0 && isVaried(low, block, length) ? Optional.of(new Found(TEXT, low, from)) : Optional.empty();
    }

    /** Where a text begins, or -1. */
    private int text(int n) {
        int run = 0;
        for (int i = 0; i < n; i++) {
            run = isPrintable(head[i]) ? run + 1 : 0;
            if (run == LEAST_TEXT && characters(i + 1 - run, i + 1) >= LEAST_CHARACTERS) {
                return i + 1 - run;
            }
            run = Math.min(run, LEAST_TEXT - 1); // the next character gives the run another try
        }
        return -1;
    }

    private int characters(int from, int to) {
        boolean[] seen = new boolean[128];
        int count = 0;
        for (int i = from; i < to; i++) {
            count += seen[head[i]] ? 0 : 1;
            seen[head[i]] = true;
        }
        return count;
    }

    private static boolean isPrintable(byte b) {
        return b >= ' ' && b < 0x7f || b == '\n' || b == '\r' || b == '\t';
    }

    /** Whether most of many numbers differ: of numbers that were rounded to 256 values, a few letters come out as well. */
    private static boolean isVaried(LowBits low, byte[] block, int length) {
        int bytes = low.type().bytes();
        int count = Math.min(length / bytes, LEAST_NUMBERS);
        if (count < LEAST_NUMBERS) {
            return false;
        }
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            for (int j = bytes - 1; j >= 0; j--) {
                numbers[i] = numbers[i] << Byte.SIZE | block[i * bytes + j] & 0xff;
            }
        }
        Arrays.sort(numbers);
        int different = 0;
        for (int i = 0; i < count; i++) {
            different += i == 0 || numbers[i] != numbers[i - 1] ? 1 : 0;
        }
        return different > count / 2;
    }
}
