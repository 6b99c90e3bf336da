package dev.assay.engine.text;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.TruncatedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Pulls the tokens of one JSON value (RFC 8259) from bytes that nobody trusts. Belongs to one thread.
 *
 * <p>Strict: no comments, no trailing commas, no {@code NaN}, no leading zeros, no control characters, no unpaired
 * surrogates and no bytes that are not UTF-8; each of these is a {@link MalformedException} at its offset. Memory does
 * not grow with the input: nesting is an array of {@code mostDepth} flags and not recursion, and of a string only the
 * first {@code mostTextBytes} are kept, though all of it is checked. Names that occur twice are for the caller to see.
 *
 * <p>Never reads beyond the token it returns, so that whatever follows the value is still there for the caller.
 */
public final class JsonReader implements Tokens {
    private enum Expected {
        VALUE,
        VALUE_OR_END,
        NAME,
        NAME_OR_END,
        COMMA_OR_END,
        NOTHING
    }

    private static final int FIRST_TEXT_BYTES = 256;
    private static final int REPLACEMENT = 0xfffd;

    private static final int MOST_KEPT_BYTES = 16;
    private static final int KEPT = 64; // a power of two

    private final ByteReader in;
    private final long limitBytes;
    private final boolean[] inObject;
    private final int mostTextBytes;
    private final boolean lax;
    private byte[] text = new byte[FIRST_TEXT_BYTES];
    private int textLength;
    private final byte[] @Nullable [] keptBytes = new byte[KEPT][];
    private final @Nullable String[] kept = new String[KEPT];
    private boolean whole = true;
    private boolean isAscii = true; // so that no letter needs a look when the text is made
    private boolean isSkipping; // nobody asks for the text
    private int depth;
    private long position;
    private int line = 1;
    private int lines; // line feeds that were passed
    private Expected expected = Expected.VALUE;

    /**
     * Begins at the reader's position.
     *
     * @param limitBytes the position at which the JSON is at its end, whatever follows there
     * @param mostDepth objects and arrays within each other; more is refused
     * @param mostTextBytes how much of a string or number {@link #text} keeps
     */
    public JsonReader(ByteReader in, long limitBytes, int mostDepth, int mostTextBytes) {
        this(in, limitBytes, mostDepth, mostTextBytes, false);
    }

    private JsonReader(ByteReader in, long limitBytes, int mostDepth, int mostTextBytes, boolean lax) {
        this.in = in;
        this.lax = lax;
        this.limitBytes = limitBytes;
        this.inObject = new boolean[mostDepth];
        this.mostTextBytes = mostTextBytes;
    }

    /**
     * One that takes what Python's {@code json} and readers made after it take as well, up to the end of the source: {@code
     * NaN}, {@code Infinity} and {@code -Infinity} as numbers, unpaired surrogates, and a byte order mark in front. For
     * formats whose loaders do: what stands behind such a word would be loaded and not seen.
     */
    public static JsonReader lax(ByteReader in, int mostDepth, int mostTextBytes) throws IOException {
        if (in.request(3) >= 3) {
            byte[] block = in.array();
            int i = in.index();
            if (block[i] == (byte) 0xef && block[i + 1] == (byte) 0xbb && block[i + 2] == (byte) 0xbf) {
                in.advance(3);
            }
        }
        return new JsonReader(in, Long.MAX_VALUE, mostDepth, mostTextBytes, true);
    }

    @Override
    public Token next() throws IOException {
        if (expected == Expected.NOTHING) {
            position = in.position();
            return Token.END;
        }
        int c = significant();
        if (expected == Expected.COMMA_OR_END && c == ',') {
            in.advance(1);
            expected = inObject[depth - 1] ? Expected.NAME : Expected.VALUE;
            c = significant();
        } else if (expected == Expected.COMMA_OR_END) {
            return end(c);
        }
        return switch (expected) {
            case VALUE -> value(c);
            case VALUE_OR_END -> c == ']' ? end(c) : value(c);
            case NAME -> name(c);
            case NAME_OR_END -> c == '}' ? end(c) : name(c);
            case COMMA_OR_END, NOTHING -> throw new IllegalStateException("dealt with above");
        };
    }

    /** Refuses whatever stands behind the value, for who has nothing there but white space. */
    public void checkEnd() throws IOException {
        while (in.position() < limitBytes && in.request(1) >= 1) {
            int c = in.array()[in.index()];
            MalformedException.check(
                    c == ' ' || c == '\n' || c == '\t' || c == '\r',
                    in.position(),
                    "something stands behind the end of the document");
            in.advance(1);
        }
    }

    /** Moves past the value that comes next, whatever it is. */
    public void skipValue() throws IOException {
        int around = depth;
        isSkipping = true;
        try {
            do {
                next();
            } while (depth > around);
        } finally {
            isSkipping = false;
        }
    }

    /** Moves past the rest of a value whose first token was {@code first}. */
    public void skipRest(Token first) throws IOException {
        if (first == Token.BEGIN_OBJECT || first == Token.BEGIN_ARRAY) {
            for (int around = depth - 1; depth > around; ) {
                next();
            }
        }
    }

    /** Short ones that were there a moment ago, as most names of fields were, are the same object again. */
    @Override
    public String text() {
        if (textLength == 0 || textLength > MOST_KEPT_BYTES) {
            return made();
        }
        int slot = (text[0] * 31 + text[textLength - 1]) * 31 + textLength & KEPT - 1;
        byte[] there = keptBytes[slot];
        if (there != null && Arrays.equals(there, 0, there.length, text, 0, textLength)) {
            return Objects.requireNonNull(kept[slot]);
        }
        String made = made();
        keptBytes[slot] = Arrays.copyOf(text, textLength);
        kept[slot] = made;
        return made;
    }

    private String made() {
        return new String(text, 0, textLength, isAscii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    @Override
    public boolean isWhole() {
        return whole;
    }

    /** Empty also for {@code -0}. */
    @Override
    public OptionalLong integer() {
        if (!whole || textLength > 20) {
            return OptionalLong.empty();
        }
        boolean negative = text[0] == '-';
        long value = 0;
        for (int i = negative ? 1 : 0; i < textLength; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
                return OptionalLong.empty();
            }
            value = value * 10 - digit; // below zero, where one number more fits
        }
        if (negative) {
            return value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
        }
        return value == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(-value);
    }

    @Override
    public long position() {
        return position;
    }

    /** The line of {@link #position}, from 1: no string of JSON has a line feed in it. */
    public int line() {
        return line;
    }

    /** How many objects and arrays are open. */
    public int depth() {
        return depth;
    }

    private Token value(int c) throws IOException {
        return switch (c) {
            case '{' -> open(true);
            case '[' -> open(false);
            case '"' -> {
                in.advance(1);
                string();
                yield complete(Token.STRING);
            }
            case 't' -> word("true", Token.TRUE);
            case 'f' -> word("false", Token.FALSE);
            case 'n' -> word("null", Token.NULL);
            case 'N', 'I' -> {
                if (!lax) {
                    throw unexpected(c, "a value");
                }
                textLength = 0;
                yield constant(c == 'N' ? "NaN" : "Infinity");
            }
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw unexpected(c, "a value");
        };
    }

    private Token open(boolean object) throws IOException {
        if (depth >= inObject.length) { // a text that is made for each object would be a tenth of the work
            throw new MalformedException(position, "JSON is nested more than " + inObject.length + " levels deep");
        }
        in.advance(1);
        inObject[depth++] = object;
        expected = object ? Expected.NAME_OR_END : Expected.VALUE_OR_END;
        return object ? Token.BEGIN_OBJECT : Token.BEGIN_ARRAY;
    }

    private Token end(int c) throws IOException {
        boolean object = inObject[depth - 1];
        if (c != (object ? '}' : ']')) {
            throw unexpected(c, object ? "',' or '}'" : "',' or ']'");
        }
        in.advance(1);
        depth--;
        return complete(object ? Token.END_OBJECT : Token.END_ARRAY);
    }

    private Token name(int c) throws IOException {
        if (c != '"') {
            throw unexpected(c, "a name");
        }
        long at = position;
        int atLine = line;
        in.advance(1);
        string();
        int colon = significant();
        if (colon != ':') {
            throw unexpected(colon, "':'");
        }
        in.advance(1);
        position = at;
        line = atLine;
        expected = Expected.VALUE;
        return Token.NAME;
    }

    private Token complete(Token token) {
        expected = depth == 0 ? Expected.NOTHING : Expected.COMMA_OR_END;
        return token;
    }

    private Token word(String word, Token token) throws IOException {
        for (int i = 0; i < word.length(); i++) {
            if (peek() != word.charAt(i)) {
                throw new MalformedException(position, "neither true, false nor null");
            }
            in.advance(1);
        }
        return complete(token);
    }

    private Token number() throws IOException {
        textLength = 0;
        whole = true;
        isAscii = true;
        if (peek() == '-') {
            keep();
        }
        if (lax && peek() == 'I') {
            return constant("Infinity");
        }
        if (peek() == '0') {
            keep();
        } else {
            digits();
        }
        if (peek() == '.') {
            keep();
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            keep();
            if (peek() == '+' || peek() == '-') {
                keep();
            }
            digits();
        }
        return complete(Token.NUMBER); // what follows is checked as the next token
    }

    /** A number that is no row of digits, behind its sign. */
    private Token constant(String word) throws IOException {
        whole = true;
        for (int i = 0; i < word.length(); i++) {
            MalformedException.check(
                    peek() == word.charAt(i), position, "neither a number nor a word that stands for one");
            keep();
        }
        return complete(Token.NUMBER);
    }

    private void digits() throws IOException {
        MalformedException.check(isDigit(peek()), in.position(), "a number without a digit where one must be");
        while (isDigit(peek())) {
            keep();
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private void keep() throws IOException {
        append(take());
    }

    /** The characters behind an opening quote up to the closing one. */
    private void string() throws IOException {
        textLength = 0;
        whole = true;
        isAscii = true;
        while (true) {
            plainRun();
            int c = take();
            if (c == '"') {
                return;
            }
            if (c == '\\') {
                escape();
            } else if (c < 0x20) {
                throw new MalformedException(in.position() - 1, "a control character in a string");
            } else if (c < 0x80) {
                append(c);
            } else {
                multibyte(c);
            }
        }
    }

    /** Takes the ASCII that is in the block and needs no thought, which is nearly all there is. */
    private void plainRun() {
        byte[] block = in.array();
        int from = in.index();
        int end = from + inBlock();
        int i = from;
        while (i < end && block[i] >= 0x20 && block[i] != '"' && block[i] != '\\') {
            i++;
        }
        int n = Math.min(i - from, mostTextBytes - textLength);
        if (n > 0 && !isSkipping) {
            room(n);
            System.arraycopy(block, from, text, textLength, n);
            textLength += n;
        }
        whole &= n == i - from;
        in.advance(i - from);
    }

    /** RFC 3629 section 4: no overlong forms, no surrogates, nothing above U+10FFFF. */
    private void multibyte(int first) throws IOException {
        long at = in.position() - 1;
        int more = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
        int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        MalformedException.check(first >= 0xc2 && first <= 0xf4, at, "a string is not UTF-8");
        append(first);
        for (int i = 0; i < more; i++) {
            int c = take();
            MalformedException.check(c >= least && c <= most, at, "a string is not UTF-8");
            append(c);
            least = 0x80;
            most = 0xbf;
        }
    }

    private void escape() throws IOException {
        long at = in.position() - 1;
        int c = take();
        switch (c) {
            case '"', '\\', '/' -> append(c);
            case 'b' -> append('\b');
            case 'f' -> append('\f');
            case 'n' -> append('\n');
            case 'r' -> append('\r');
            case 't' -> append('\t');
            case 'u' -> unicode(at);
            default -> throw new MalformedException(at, "an escape that JSON does not have");
        }
    }

    private void unicode(long at) throws IOException {
        int unit = hex4(at);
        if (lax && Character.isSurrogate((char) unit)) {
            laxSurrogate(unit);
            return;
        }
        if (Character.isHighSurrogate((char) unit)) {
            boolean paired = take() == '\\' && take() == 'u';
            int low = paired ? hex4(at) : 0;
            MalformedException.check(Character.isLowSurrogate((char) low), at, "an unpaired surrogate");
            unit = Character.toCodePoint((char) unit, (char) low);
        } else {
            MalformedException.check(!Character.isLowSurrogate((char) unit), at, "an unpaired surrogate");
        }
        appendCodePoint(unit);
    }

    /** One half of a pair by itself is no character; whoever reads the text sees that something was there. */
    private void laxSurrogate(int unit) throws IOException {
        if (Character.isHighSurrogate((char) unit) && in.request(6) >= 6 && in.position() + 6 <= limitBytes) {
            byte[] block = in.array();
            int i = in.index();
            if (block[i] == '\\' && block[i + 1] == 'u') {
                int low = Character.digit(block[i + 2], 16) << 12
                        | Character.digit(block[i + 3], 16) << 8
                        | Character.digit(block[i + 4], 16) << 4
                        | Character.digit(block[i + 5], 16);
                if (low >= 0 && Character.isLowSurrogate((char) low)) {
                    in.advance(6);
                    appendCodePoint(Character.toCodePoint((char) unit, (char) low));
                    return;
                }
            }
        }
        appendCodePoint(REPLACEMENT);
    }

    private int hex4(long at) throws IOException {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int c = take();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            MalformedException.check(digit >= 0, at, "an escape without four hexadecimal digits");
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private void appendCodePoint(int c) {
        if (c < 0x80) {
            append(c);
        } else if (c < 0x800) {
            append(0xc0 | c >> 6);
            append(0x80 | c & 0x3f);
        } else if (c < 0x10000) {
            append(0xe0 | c >> 12);
            append(0x80 | c >> 6 & 0x3f);
            append(0x80 | c & 0x3f);
        } else {
            append(0xf0 | c >> 18);
            append(0x80 | c >> 12 & 0x3f);
            append(0x80 | c >> 6 & 0x3f);
            append(0x80 | c & 0x3f);
        }
    }

    private void append(int c) {
        if (textLength >= mostTextBytes) {
            whole = false;
            return;
        }
        room(1);
        isAscii &= c < 0x80;
        text[textLength++] = (byte) c;
    }

    private void room(int n) {
        if (text.length - textLength < n) {
            text = Arrays.copyOf(text, Math.max(text.length * 2, textLength + n)); // n is at most a block
        }
    }

    /** Skips white space, which is a quarter of what programs write; the character behind it, which stays, or -1 at the end. */
    private int significant() throws IOException {
        do {
            byte[] block = in.array();
            int from = in.index();
            int end = from + inBlock();
            int i = from;
            int feeds = 0;
            while (i < end && (block[i] == ' ' || block[i] == '\n' || block[i] == '\t' || block[i] == '\r')) {
                feeds += block[i] == '\n' ? 1 : 0;
                i++;
            }
            lines += feeds;
            in.advance(i - from);
            if (i < end) {
                position = in.position();
                line = 1 + lines;
                return block[i] & 0xff;
            }
        } while (in.position() < limitBytes && in.request(1) > 0);
        position = in.position();
        return -1;
    }

    /** How many bytes of the block are still to be read and part of the JSON. */
    private int inBlock() {
        return Math.clamp(limitBytes - in.position(), 0, in.available());
    }

    private int peek() throws IOException {
        if (in.position() >= limitBytes || in.request(1) == 0) {
            return -1;
        }
        return in.array()[in.index()] & 0xff;
    }

    private int take() throws IOException {
        if (in.position() >= limitBytes) {
            throw new TruncatedException(in.position(), 1);
        }
        return in.u8();
    }

    private MalformedException unexpected(int c, String wanted) {
        if (c < 0) {
            return new TruncatedException(position, 1);
        }
        String found = c > 0x20 && c < 0x7f ? "'" + (char) c + "'" : "byte " + c;
        return new MalformedException(position, found + " where " + wanted + " must be");
    }
}
