package dev.assay.engine.text;

/**
 * Counts lines of a text that passes by and is not kept, as {@link Lines} does of one that is at hand. Belongs to one thread.
 */
public final class LineCounter {
    private static final long LOWS = 0x7f7f7f7f7f7f7f7fL;
    private static final long LINE_FEEDS = '\n' * Lines.ONES;

    private int line = 1;
    private int column = 1;

    /** Goes on over the bytes from {@code from} up to {@code to}, which follow those of the call before. */
    public void pass(byte[] text, int from, int to) {
        int n = 0;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long x = (long) Lines.LONG.get(text, at) ^ LINE_FEEDS;
            n += Long.bitCount(~((x & LOWS) + LOWS | x | LOWS)); // a bit for each byte that is zero
        }
        for (; at < to; at++) {
            n += text[at] == '\n' ? 1 : 0;
        }
        int lineFrom = from;
        if (n > 0) {
            line += n;
            column = 1;
            lineFrom = to;
            while (text[lineFrom - 1] != '\n') {
                lineFrom--;
            }
        }
        column += Lines.characters(text, lineFrom, to);
    }

    /** Goes on over what another counter has passed. */
    public void pass(LineCounter other) {
        line += other.line - 1;
        column = other.line > 1 ? other.column : column + other.column - 1;
    }

    /** The line of what comes next, from 1. */
    public int line() {
        return line;
    }

    /** Its column in characters, from 1. */
    public int column() {
        return column;
    }
}
