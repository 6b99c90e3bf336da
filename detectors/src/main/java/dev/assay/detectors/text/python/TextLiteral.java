package dev.assay.detectors.text.python;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a text in a source stands for, by section 2.4.1 of Python's reference. */
final class TextLiteral {
    /** The longest names of characters have less. */
    private static final int MOST_NAME = 100;

    private final byte[] bytes;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final boolean raw;
    private final boolean ofBytes;
    private final boolean fields;
    private final int from;
    private final int to;

    TextLiteral(byte[] bytes, Token token) {
        this.bytes = bytes;
        this.raw = token.text().indexOf('r') >= 0;
        this.ofBytes = token.text().indexOf('b') >= 0;
        this.fields = token.text().indexOf('f') >= 0 || token.text().indexOf('t') >= 0;
        int quoteAt = token.from() + token.text().length();
        int quote = bytes[quoteAt];
        boolean triple = token.to() - quoteAt >= 6 && Quotes.isTriple(bytes, quoteAt, token.to());
        int quotes = triple ? 3 : 1;
        this.from = Math.min(quoteAt + quotes, token.to());
        boolean closed = token.to() > from && bytes[token.to() - 1] == quote;
        this.to = closed ? Math.max(token.to() - quotes, from) : token.to();
    }

    /** @param calls evaluates the fields of an f-string, which run; the text is known if they are */
    Value value(Calls calls) {
        int taints = 0;
        boolean known = true;
        int i = from;
        while (i < to) {
            int c = bytes[i++];
            if (fields && (c == '{' || c == '}') && i < to && bytes[i] == c) {
                text.write(c);
                i++;
            } else if (fields && c == '{') {
                int end = Quotes.fieldEnd(bytes, i, to);
                Value field = calls.evaluate(i, end < 0 ? to : end);
                taints |= field.taints() & Taint.LASTING;
                known &= field instanceof Value.Text;
                String shown = field instanceof Value.Text part ? part.text() : "{}";
                text.writeBytes(shown.getBytes(StandardCharsets.UTF_8));
                i = end < 0 ? to : end + 1;
            } else if (c == '\\' && !raw && i < to) {
                i = escape(i);
            } else {
                text.write(c);
            }
        }
        return ofBytes
                ? new Value.Bytes(text.toByteArray(), 0)
                : new Value.Text(
                        text.toString(StandardCharsets.UTF_8),
                        known && taints != 0 ? taints | Taint.ASSEMBLED : taints);
    }

    static Value number(String digits) {
        String plain = digits.replace("_", "").toLowerCase(Locale.ROOT);
        int radix = plain.startsWith("0x") ? 16 : plain.startsWith("0o") ? 8 : plain.startsWith("0b") ? 2 : 10;
        try {
            return new Value.Int(Long.parseLong(radix == 10 ? plain : plain.substring(2), radix));
        } catch (NumberFormatException e) {
            return Value.UNKNOWN;
        }
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
            case 'N' -> {
                return named(at);
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

    /** {@code \N{LATIN SMALL LETTER S}}. */
    private int named(int at) {
        int end = at + 1;
        while (end < to && end - at < MOST_NAME && bytes[end] != '}') {
            end++;
        }
        if (!ofBytes && end < to && bytes[at + 1] == '{' && bytes[end] == '}') {
            String name = new String(bytes, at + 2, end - at - 2, StandardCharsets.ISO_8859_1);
            try {
                text.writeBytes(Character.toString(Character.codePointOf(name)).getBytes(StandardCharsets.UTF_8));
                return end + 1;
            } catch (IllegalArgumentException e) {
                // no name of a character; Python refuses it
            }
        }
        text.write('\\');
        text.write('N');
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
