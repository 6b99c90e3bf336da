package dev.assay.detectors.text.json;

import dev.assay.engine.bytes.ByteReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks through the strings of JSON and of what looks like it, whatever else is wrong with the text: readers of JSON
 * differ in what they take (Python's has {@code NaN} and lone surrogates, others have comments and trailing commas, a line
 * may be a document), so what one of them refuses is read all the same. Belongs to one thread.
 *
 * <p>Memory is bounded: of a string {@code mostBytes} are kept, of the way to it {@link #MOST_DEPTH} names.
 */
final class JsonStrings {
    /** Names of the way that are kept; what lies deeper has the way of its container's container. */
    static final int MOST_DEPTH = 64;

    private static final int MOST_NAME = 128;
    private static final int FIRST_BYTES = 1024;
    private static final int END = -1;
    private static final byte[] NONE = new byte[0];

    /** Is shown what the text consists of, in its order. */
    interface Visitor {
        /** A string that is a value, which {@link JsonStrings#bytes} and the others describe. */
        void string(JsonStrings at) throws IOException;

        /** An object or an array ended that lay in so many others. */
        void end(JsonStrings at, int depth) throws IOException;
    }

    private final ByteReader in;
    private final Visitor visitor;
    private final int mostBytes;
    private final byte[][] names = new byte[MOST_DEPTH][];
    private final int[] positions = new int[MOST_DEPTH];
    private final boolean[] inArray = new boolean[MOST_DEPTH];
    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;
    private boolean hasBrace;
    private boolean whole;
    private long offset;
    private int depth;

    JsonStrings(ByteReader in, int mostBytes, Visitor visitor) {
        this.in = in;
        this.mostBytes = mostBytes;
        this.visitor = visitor;
        Arrays.fill(names, NONE);
    }

    void walk() throws IOException {
        while (in.request(1) > 0) {
            plain();
            int c = in.read();
            switch (c) {
                case '"' -> {
                    offset = in.position() - 1;
                    string();
                    if (isName()) {
                        name();
                    } else {
                        visitor.string(this);
                    }
                }
                case '{', '[' -> open(c == '[');
                case '}', ']' -> close();
                case ',' -> {
                    if (depth > 0 && depth <= MOST_DEPTH) {
                        positions[depth - 1]++;
                    }
                }
                default -> {
                    // numbers, words, white space
                }
            }
        }
    }

    /** Passes over what means nothing here. */
    private void plain() {
        byte[] block = in.array();
        int from = in.index();
        int end = from + in.available();
        int i = from;
        while (i < end && !isMark(block[i])) {
            i++;
        }
        in.advance(i - from);
    }

    private static boolean isMark(int c) {
        return c == '"' || c == ',' || (c | 0x20) == '{' || (c | 0x20) == '}'; // [ and ] are { and } without a bit
    }

    private void open(boolean array) {
        if (depth < MOST_DEPTH) {
            names[depth] = NONE;
            positions[depth] = 0;
            inArray[depth] = array;
        }
        depth++;
    }

    private void close() throws IOException {
        if (depth > 0) {
            depth--;
            visitor.end(this, depth);
        }
    }

    private boolean isName() throws IOException {
        for (int c = peek(); c == ' ' || c == '\n' || c == '\t' || c == '\r'; c = peek()) {
            in.advance(1);
        }
        return peek() == ':';
    }

    private void name() {
        if (depth > 0 && depth <= MOST_DEPTH) {
            names[depth - 1] = Arrays.copyOf(bytes, Math.min(length, MOST_NAME));
        }
    }

    private int peek() throws IOException {
        return in.request(1) < 1 ? END : in.array()[in.index()] & 0xff;
    }

    /** Reads up to the closing quote, or to the end of the text where there is none. */
    private void string() throws IOException {
        length = 0;
        hasBrace = false;
        whole = true;
        while (in.request(1) > 0) {
            copyPlain();
            int c = in.read();
            if (c == '"') {
                return;
            }
            if (c == '\\') {
                escape();
            }
        }
        whole = false;
    }

    private void copyPlain() {
        byte[] block = in.array();
        int from = in.index();
        int end = from + in.available();
        int i = from;
        boolean brace = false;
        for (byte c; i < end && (c = block[i]) != '"' && c != '\\'; i++) {
            brace |= c == '{';
        }
        hasBrace |= brace;
        int n = Math.min(i - from, mostBytes - length);
        room(n);
        System.arraycopy(block, from, bytes, length, n);
        length += n;
        whole &= n == i - from;
        in.advance(i - from);
    }

    private void escape() throws IOException {
        int c = in.read();
        switch (c) {
            case 'n' -> append('\n');
            case 't' -> append('\t');
            case 'r' -> append('\r');
            case 'b' -> append('\b');
            case 'f' -> append('\f');
            case 'u' -> unicode();
            case END -> {
                // the text ends
            }
            default -> append(c);
        }
    }

    private void unicode() throws IOException {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                return;
            }
            in.advance(1);
            unit = unit << 4 | digit;
        }
        // Each surrogate becomes three bytes of its own: nothing that is looked for has characters beyond 16 bits.
        if (unit < 0x80) {
            append(unit);
        } else if (unit < 0x800) {
            append(0xc0 | unit >> 6);
            append(0x80 | unit & 0x3f);
        } else {
            append(0xe0 | unit >> 12);
            append(0x80 | unit >> 6 & 0x3f);
            append(0x80 | unit & 0x3f);
        }
    }

    private void append(int c) {
        if (length >= mostBytes) {
            whole = false;
            return;
        }
        room(1);
        hasBrace |= c == '{';
        bytes[length++] = (byte) c;
    }

    private void room(int n) {
        if (bytes.length - length < n) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + n)); // n is at most a block
        }
    }

    /** Whether the string has a brace that opens, and behind it one of these. */
    boolean hasBraceBefore(int one, int other) {
        if (!hasBrace) {
            return false; // as most
        }
        for (int i = 0; i + 1 < length; i++) {
            if (bytes[i] == '{' && (bytes[i + 1] == one || bytes[i + 1] == other)) {
                return true;
            }
        }
        return false;
    }

    /** The string, as far as it is kept. */
    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Whether all of the string is kept and its end was seen. */
    boolean isWhole() {
        return whole;
    }

    /** Where the string begins. */
    long offsetBytes() {
        return offset;
    }

    /** How many objects and arrays are open. */
    int depth() {
        return depth;
    }

    /** The name in the object, or the number in the array, that is open at a depth from 0 on. */
    String part(int at) {
        return inArray[at] ? Integer.toString(positions[at]) : new String(names[at], StandardCharsets.UTF_8);
    }

    /** The way to the string: names and numbers with slashes between. */
    String path() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < Math.min(depth, MOST_DEPTH); i++) {
            path.append(i == 0 ? "" : "/").append(part(i));
        }
        return path.isEmpty() ? "value" : path.toString();
    }
}
