package dev.assay.detectors.text.python;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What a text in a source stands for, by section 2.4.1 of Python's reference. */
final class TextLiteral {
    private final byte[] bytes;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final boolean raw;
    private final boolean ofBytes;
    private final int from;
    private final int to;

    TextLiteral(byte[] bytes, Token token) {
        this.bytes = bytes;
        this.raw = token.text().indexOf('r') >= 0;
        this.ofBytes = token.text().indexOf('b') >= 0;
        int quoteAt = token.from() + token.text().length();
        int quote = bytes[quoteAt];
        boolean triple = token.to() - quoteAt >= 6 && bytes[quoteAt + 1] == quote && bytes[quoteAt + 2] == quote;
        int quotes = triple ? 3 : 1;
        this.from = Math.min(quoteAt + quotes, token.to());
        boolean closed = token.to() > from && bytes[token.to() - 1] == quote;
        this.to = closed ? Math.max(token.to() - quotes, from) : token.to();
    }

    /** Where its content begins in the source. */
    int from() {
        return from;
    }

    int to() {
        return to;
    }

    Value value() {
        int i = from;
        while (i < to) {
            int c = bytes[i++];
            if (c != '\\' || raw || i >= to) {
                text.write(c);
            } else {
                i = escape(i);
            }
        }
        return ofBytes
                ? new Value.Bytes(text.toByteArray(), 0)
                : new Value.Text(text.toString(StandardCharsets.UTF_8), 0);
    }

    private int escape(int at) {
        int c = bytes[at];
        switch (c) {
            case '\n' -> {
                return at + 1;
            }
            case '\r' -> {
                return at + (at + 1 < to && bytes[at + 1] == '\n' ? 2 : 1);
            }
            case 'n' -> text.write('\n');
            case 't' -> text.write('\t');
            case 'r' -> text.write('\r');
            case 'b' -> text.write('\b');
            case 'f' -> text.write('\f');
            case 'a' -> text.write(7);
            case 'v' -> text.write(11);
            case '\\', '\'', '"' -> text.write(c);
            case 'x' -> {
                return digits(at + 1, 2, 16);
            }
            case 'u' -> {
                return digits(at + 1, ofBytes ? 0 : 4, 16);
            }
            case 'U' -> {
                return digits(at + 1, ofBytes ? 0 : 8, 16);
            }
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                return digits(at, 3, 8);
            }
            default -> {
                text.write('\\');
                text.write(c);
            }
        }
        return at + 1;
    }

    private int digits(int at, int most, int radix) {
        int value = 0;
        int i = at;
        while (i < to && i - at < most && Character.digit(bytes[i], radix) >= 0) {
            value = value * radix + Character.digit(bytes[i++], radix);
        }
        if (ofBytes) {
            text.write(value);
        } else {
            String character = Character.toString(Character.isValidCodePoint(value) ? value : 0xfffd);
            text.writeBytes(character.getBytes(StandardCharsets.UTF_8));
        }
        return i;
    }
}
