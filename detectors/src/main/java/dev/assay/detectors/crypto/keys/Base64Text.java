package dev.assay.detectors.crypto.keys;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Memory;
import java.util.Arrays;
import java.util.Base64;
import java.util.TreeMap;

/**
 * Base 64 as it stands in texts of all kinds: in lines, in strings of programs with their quotes, signs of joining and escapes,
 * behind a comment's or a patch's mark. Ends at what is none of this. Belongs to one thread; close it to give the memory back.
 */
final class Base64Text implements AutoCloseable {
    /** As characters. */
    static final int MOST = 8 << 20;

    private static final int FIRST = 256;
    private static final int MOST_HEADER = 256;
    private static final int MOST_HEADER_NAME = 32;
    private static final int MOST_HEADERS = 32;

    private final Budget budget;
    private final boolean lines;
    private final boolean headers;
    private final byte[] mark;
    private final TreeMap<String, String> header = new TreeMap<>();
    private byte[] text = new byte[FIRST];
    private long taken;
    private int length;
    private int lineFrom;
    private int markAt;
    private boolean escaped;
    private int unicode;
    private boolean padded;
    private boolean plus;
    private boolean plain = true; // nothing but white space or a quote since the last character
    private boolean full;
    private final StringBuilder headerLine = new StringBuilder();
    private boolean inHeader;

    /**
     * @param lines whether it may go on in another line
     * @param headers whether lines with a name and a colon may stand in front
     * @param mark what stands in front of each line, such as that of a comment
     */
    Base64Text(Budget budget, boolean lines, boolean headers, byte[] mark) {
        this.budget = budget;
        this.lines = lines;
        this.headers = headers;
        this.mark = mark;
        this.markAt = mark.length;
    }

    /** Takes what follows; the index at which it ended, or -1 if it may go on. */
    int take(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!take(bytes[i])) {
                return i;
            }
        }
        return -1;
    }

    private boolean take(byte c) {
        if (unicode > 0) {
            unicode--;
            return true;
        }
        if (escaped) {
            return escape(c);
        }
        if (c == '\\') {
            escaped = true;
            return lines;
        }
        if (c == '\n') {
            return newLine();
        }
        if (inHeader) {
            return header(c);
        }
        if (markAt < mark.length) {
            if (c == mark[markAt]) {
                markAt++;
                return true;
            }
            if (mark[markAt] != ' ') {
                markAt = mark.length;
            }
        }
        return character(c);
    }

    private boolean escape(byte c) {
        if (c == '\\') {
            return true; // escaped twice
        }
        escaped = false;
        return switch (c) {
            case 'n', '\n' -> newLine();
            case 'r', 't', '"', '\'', '\r' -> true;
            case '/' -> append(c);
            case 'u' -> {
                unicode = 4; // a line's end, or another character that does not count
                yield newLine();
            }
            default -> false;
        };
    }

    private boolean newLine() {
        plus = false;
        plain = true;
        lineFrom = length;
        markAt = 0;
        if (inHeader) {
            inHeader = false;
            int colon = headerLine.indexOf(":");
            if (colon > 0 && header.size() < MOST_HEADERS) {
                header.put(
                        headerLine.substring(0, colon),
                        headerLine.substring(colon + 1).strip());
            }
            headerLine.setLength(0);
            return colon > 0;
        }
        return lines;
    }

    private boolean header(byte c) {
        if (headerLine.length() < MOST_HEADER) {
            headerLine.append((char) (c & 0xff));
        }
        return true;
    }

    private boolean character(byte c) {
        if (isBase64(c)) {
            if (padded) {
                return true; // a checksum
            }
            if (plus) {
                plus = false;
                append((byte) '+');
            }
            if (c == '+' && plain) {
                plus = true; // of the text, or a sign that joins strings
                return true;
            }
            plain = false;
            return append(c);
        }
        return switch (c) {
            case ' ', '\t', '\r', '"', '\'', ',' -> {
                plus = false;
                plain = true;
                yield lines || c == '\r';
            }
            case '=' -> {
                padded = true;
                yield true;
            }
            case ':', '-' -> beginHeader(c);
            default -> false;
        };
    }

    /** A colon, or a hyphen within a word, behind nothing but headers. */
    private boolean beginHeader(byte c) {
        if (!headers || lineFrom > 0 || length == 0 || length > MOST_HEADER_NAME || padded || plain && c == '-') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            headerLine.append((char) text[i]);
        }
        headerLine.append((char) c);
        length = 0;
        inHeader = true;
        return true;
    }

    private boolean append(byte c) {
        if (length == text.length && !grow()) {
            full = true;
            return false;
        }
        text[length++] = c;
        return true;
    }

    private boolean grow() {
        int size = text.length * 2;
        boolean counted = size > Memory.UNIT_BYTES;
        if (size > MOST || counted && !budget.tryTakeMemory(4L * size)) {
            return false;
        }
        close();
        taken = counted ? 4L * size : 0; // as text, decoded, and what is made of that
        text = Arrays.copyOf(text, size);
        return true;
    }

    private static boolean isBase64(byte c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/';
    }

    /** How many characters there are. */
    int length() {
        return length;
    }

    /** Whether it was given up as too large. */
    boolean isFull() {
        return full;
    }

    /** The value of a header in front; empty if it is not there. */
    String header(String name) {
        return header.getOrDefault(name, "");
    }

    /** What it stands for, without a last character that stands for nothing. */
    byte[] decoded() {
        int n = length % 4 == 1 ? length - 1 : length;
        return Base64.getDecoder().decode(Arrays.copyOf(text, n));
    }

    @Override
    public void close() {
        if (taken > 0) {
            budget.giveBackMemory(taken);
            taken = 0;
        }
    }
}
