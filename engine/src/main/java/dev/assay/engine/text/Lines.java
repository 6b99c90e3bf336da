package dev.assay.engine.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Which line and column an offset of a text has, both from 1. A line ends with LF; of CR LF the CR belongs to the line. A
 * column is counted in characters (code points of UTF-8), of which a broken sequence counts as many as have a first byte.
 *
 * <p>The first question costs a pass over the text and four bytes for each line, later ones a search among the lines and a
 * look at the one line. Belongs to one thread; the text must not change.
 */
public final class Lines {
    /** Eight bytes of a text at once. */
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    static final long ONES = 0x0101010101010101L;
    private static final int FIRST_LINES = 64;

    private final byte[] text;
    private final int length;
    private int[] starts = new int[0]; // of each line
    private int lines;

    /** @param length how many bytes of {@code text} count */
    public Lines(byte[] text, int length) {
        this.text = text;
        this.length = length;
    }

    /** The line that the byte at {@code offset} is in; the last one for what lies beyond the end. */
    public int line(int offset) {
        if (lines == 0) {
            index();
        }
        int found = Arrays.binarySearch(starts, 0, lines, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** How many characters of its line are in front of the byte at {@code offset}, and one. */
    public int column(int offset) {
        int line = line(offset);
        int from = starts[line - 1];
        return 1 + characters(text, from, Math.min(offset, length));
    }

    private void index() {
        starts = new int[FIRST_LINES];
        lines = 1;
        for (int i = 0; i < length; i++) {
            if (text[i] == '\n') {
                if (lines == starts.length) {
                    starts = Arrays.copyOf(starts, lines * 2);
                }
                starts[lines++] = i + 1;
            }
        }
    }

    /** How many characters of UTF-8 begin in these bytes. */
    static int characters(byte[] text, int from, int to) {
        int more = 0; // bytes that go on with a character: 10xxxxxx
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long x = (long) LONG.get(text, i);
            more += Long.bitCount(x >>> 7 & ~(x >>> 6) & ONES);
        }
        for (; i < to; i++) {
            more += (text[i] & 0xc0) == 0x80 ? 1 : 0;
        }
        return to - from - more;
    }
}
