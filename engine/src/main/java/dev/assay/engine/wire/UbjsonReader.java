package dev.assay.engine.wire;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.TruncatedException;
import dev.assay.engine.text.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * Pulls the tokens of one UBJSON value (Draft 12, ubjson.org) from bytes that nobody trusts, as {@link
 * dev.assay.engine.text.JsonReader} does with JSON. Belongs to one thread. Containers with a type and a count come as if they
 * were written out. Nothing is allocated by a length before its bytes are there.
 */
public final class UbjsonReader implements Tokens {
    private final ByteReader in;
    private final int mostTextBytes;
    private final boolean[] inObject;
    private final long[] left; // elements to come, or -1 where a mark ends the container
    private final int[] types; // of all elements, or -1 where each has its own
    private int depth;
    private boolean named;
    private boolean started;
    private byte[] text = {};
    private boolean whole = true;
    private OptionalLong integer = OptionalLong.empty();
    private long position;

    /**
     * Begins where the reader stands.
     *
     * @param mostDepth containers within each other; more is refused
     * @param mostTextBytes how much of a text {@link #text} keeps
     */
    public UbjsonReader(ByteReader in, int mostDepth, int mostTextBytes) {
        this.in = in;
        this.mostTextBytes = mostTextBytes;
        this.inObject = new boolean[mostDepth];
        this.left = new long[mostDepth];
        this.types = new int[mostDepth];
    }

    @Override
    public Token next() throws IOException {
        position = in.position();
        if (depth == 0) {
            if (started) {
                return Token.END;
            }
            started = true;
            return value(mark());
        }
        int top = depth - 1;
        if (inObject[top] && !named) {
            if (isOver(top)) {
                depth--;
                return Token.END_OBJECT;
            }
            named = true;
            string(length(mark()));
            return Token.NAME;
        }
        if (!inObject[top] && isOver(top)) {
            depth--;
            return Token.END_ARRAY;
        }
        named = false;
        return value(types[top] >= 0 ? types[top] : mark());
    }

    /** Whether the container has no more elements; takes the mark that says so, and counts down. */
    private boolean isOver(int top) throws IOException {
        if (left[top] >= 0) {
            return left[top]-- == 0;
        }
        if (peek() == (inObject[top] ? '}' : ']')) {
            in.advance(1);
            return true;
        }
        return false;
    }

    @Override
    public String text() {
        return new String(text, StandardCharsets.UTF_8);
    }

    @Override
    public boolean isWhole() {
        return whole;
    }

    @Override
    public OptionalLong integer() {
        return integer;
    }

    @Override
    public long position() {
        return position;
    }

    /** How many containers are open. */
    public int depth() {
        return depth;
    }

    private int peek() throws IOException {
        if (in.request(1) == 0) {
            throw new TruncatedException(in.position(), 1);
        }
        return in.array()[in.index()] & 0xff;
    }

    private int mark() throws IOException {
        int mark = in.u8();
        while (mark == 'N') { // no-op
            mark = in.u8();
        }
        return mark;
    }

    private Token value(int mark) throws IOException {
        integer = OptionalLong.empty();
        return switch (mark) {
            case 'Z' -> Token.NULL;
            case 'T' -> Token.TRUE;
            case 'F' -> Token.FALSE;
            case 'i', 'U', 'I', 'u', 'l', 'm', 'L', 'M' -> {
                integer = OptionalLong.of(whole(mark));
                yield Token.NUMBER;
            }
            case 'd', 'D', 'h' -> {
                in.skip(mark == 'd' ? Float.BYTES : mark == 'D' ? Double.BYTES : Short.BYTES);
                yield Token.NUMBER;
            }
            case 'H' -> {
                string(length(mark()));
                yield Token.NUMBER;
            }
            case 'C' -> {
                string(1);
                yield Token.STRING;
            }
            case 'S' -> {
                string(length(mark()));
                yield Token.STRING;
            }
            case '{' -> open(true);
            case '[' -> open(false);
            default -> throw new MalformedException(in.position() - 1, "byte " + mark + " where a value must be");
        };
    }

    private Token open(boolean object) throws IOException {
        MalformedException.check(
                depth < inObject.length, in.position(), "nested more than " + inObject.length + " levels deep");
        inObject[depth] = object;
        left[depth] = -1;
        types[depth] = -1;
        if (peek() == '$') {
            in.advance(1);
            types[depth] = in.u8();
            // such elements have no bytes: a count of them is as many tokens as it likes, and no writer has it
            MalformedException.check(
                    object || "ZTF".indexOf(types[depth]) < 0, in.position(), "an array of elements without bytes");
            MalformedException.check(peek() == '#', in.position(), "a type without a count");
        }
        if (peek() == '#') {
            in.advance(1);
            left[depth] = length(mark());
        }
        depth++;
        named = false;
        return object ? Token.BEGIN_OBJECT : Token.BEGIN_ARRAY;
    }

    private long length(int mark) throws IOException {
        long length = whole(mark);
        MalformedException.check(length >= 0, in.position(), "a length of " + length);
        return length;
    }

    /** Big-endian, as the draft has it. */
    private long whole(int mark) throws IOException {
        return switch (mark) {
            case 'i' -> (byte) in.u8();
            case 'U' -> in.u8();
            case 'I' -> (short) (in.u8() << 8 | in.u8());
            case 'u' -> in.u8() << 8 | in.u8();
            case 'l' -> Integer.reverseBytes(in.i32le());
            case 'm' -> in.u32be();
            case 'L', 'M' -> Long.reverseBytes(in.i64le());
            default -> throw new MalformedException(in.position() - 1, "byte " + mark + " where a length must be");
        };
    }

    private void string(long length) throws IOException {
        text = in.bytes((int) Math.min(length, mostTextBytes));
        whole = text.length == length;
        in.skip(length - text.length);
    }
}
