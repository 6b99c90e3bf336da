package dev.assay.engine.wire;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/**
 * Pulls the fields of a protocol buffer that is written as text (<a
 * href="https://protobuf.dev/reference/protobuf/textformat-spec/">text format</a>) from bytes that nobody trusts. Belongs to
 * one thread. Tolerant: braces or angles, any separators, lists, texts in parts, names in brackets. Memory does not grow with
 * the input: of a text or word the first bytes are kept, and nesting is bounded as in {@link ProtobufReader}.
 */
public final class ProtobufTextReader {
    /** What {@link #next} came to. */
    public enum Token {
        /** A field with a value: {@link #name} and {@link #value}. Of a list, each value. */
        FIELD,
        /** A field with a message: {@link #name}. */
        BEGIN,
        /** The end of the message that was begun last. */
        END,
        /** The end of the text. */
        DONE
    }

    private final ByteReader in;
    private final int mostTextBytes;
    private final ArrayDeque<Integer> closers = new ArrayDeque<>();
    private String name = "";
    private String value = "";
    private long valueBytes;
    private long position;

    /** @param mostTextBytes how much of a text is kept */
    public ProtobufTextReader(ByteReader in, int mostTextBytes) {
        this.in = in;
        this.mostTextBytes = mostTextBytes;
    }

    /** The field's name. */
    public String name() {
        return name;
    }

    /** The field's value: a text without its quotes, or a word or number as it is written. */
    public String value() {
        return value;
    }

    /** How many bytes the field's value has, of which the first are kept. */
    public long valueBytes() {
        return valueBytes;
    }

    /** Where the field at hand begins. */
    public long position() {
        return position;
    }

    /** The next token. */
    public Token next() throws IOException {
        int c = significant();
        while (inList() && c == ']') {
            in.advance(1);
            closers.removeLast();
            c = significant();
        }
        position = in.position();
        if (inList()) {
            return fieldValue(c);
        }
        if (c < 0) {
            MalformedException.check(closers.isEmpty(), position, "ends within a message");
            return Token.DONE;
        }
        if (c == '}' || c == '>') {
            MalformedException.check(
                    !closers.isEmpty() && closers.removeLast() == c, position, "closes a message that is not open");
            in.advance(1);
            return Token.END;
        }
        name = c == '[' ? bracketed() : word();
        MalformedException.check(!name.isEmpty(), position, "the name of a field must stand here");
        c = significant();
        if (c == ':') {
            in.advance(1);
            c = significant();
        }
        if (c != '[') {
            return fieldValue(c);
        }
        open(']');
        if (significant() == ']') { // an empty list is a field without a value
            value = "";
            return Token.FIELD;
        }
        return fieldValue(significant());
    }

    private boolean inList() {
        return !closers.isEmpty() && closers.getLast() == ']';
    }

    private Token fieldValue(int c) throws IOException {
        if (c == '{' || c == '<') {
            open(c == '{' ? '}' : '>');
            return Token.BEGIN;
        }
        value = c == '"' || c == '\'' ? texts() : word();
        MalformedException.check(!value.isEmpty() || c == '"' || c == '\'', in.position(), "a value must stand here");
        return Token.FIELD;
    }

    private void open(int closer) throws MalformedException {
        MalformedException.check(
                closers.size() < ProtobufReader.MOST_DEPTH,
                position,
                "messages are nested more than " + ProtobufReader.MOST_DEPTH + " levels deep");
        in.advance(1);
        closers.addLast(closer);
    }

    /** Texts that stand behind one another are one. */
    private String texts() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        valueBytes = 0;
        for (int quote = significant(); quote == '"' || quote == '\''; quote = significant()) {
            in.advance(1);
            for (int c = in.u8(); c != quote; c = in.u8()) {
                int b = c == '\\' ? escaped() : c;
                valueBytes++;
                if (text.size() < mostTextBytes) {
                    text.write(b);
                }
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private int escaped() throws IOException {
        int c = in.u8();
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'a', 'b', 'f', 'v' -> ' ';
            case 'x', 'X' -> digits(0, 16, 2);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> digits(c - '0', 8, 2);
            default -> c;
        };
    }

    /** At most so many digits more, of which none need be there. */
    private int digits(int first, int radix, int most) throws IOException {
        int number = first;
        for (int i = 0; i < most && Character.digit(peek(), radix) >= 0; i++) {
            number = number * radix + Character.digit(in.u8(), radix);
        }
        return number;
    }

    private String bracketed() throws IOException {
        in.advance(1);
        String extension = word();
        MalformedException.check(significant() == ']', in.position(), "a name in brackets must end here");
        in.advance(1);
        return extension;
    }

    private String word() throws IOException {
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        valueBytes = 0;
        while (isWord(peek())) {
            int c = in.u8();
            valueBytes++;
            if (word.size() < mostTextBytes) {
                word.write(c);
            }
        }
        return word.toString(StandardCharsets.ISO_8859_1);
    }

    private static boolean isWord(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c > 0 && "_.+-/".indexOf(c) >= 0;
    }

    /** Skips white space, separators and remarks; the character behind them, which stays, or -1 at the end. */
    private int significant() throws IOException {
        int c = peek();
        while (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == ',' || c == ';' || c == '#') {
            in.advance(1);
            if (c == '#') {
                while (peek() >= 0 && peek() != '\n') {
                    in.advance(1);
                }
            }
            c = peek();
        }
        return c;
    }

    private int peek() throws IOException {
        return in.request(1) == 0 ? -1 : in.array()[in.index()] & 0xff;
    }
}
