package dev.assay.detectors.text.jinja;

import dev.assay.detectors.text.Chars;
import dev.assay.detectors.text.jinja.Token.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens of one tag, by the rules of Jinja 3.1's {@code lexer.py}: texts in either kind of quotes with Python's escapes,
 * and the tag's end is none within brackets.
 */
final class TagLexer {
    private static final int MOST_NESTED = 10_000;

    private final byte[] bytes;
    private final int end;
    private final boolean block;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int nested;

    /** @param block whether it is a tag of statements, with percent signs */
    TagLexer(byte[] bytes, int from, int end, boolean block) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.block = block;
    }

    /** Reads up to the end of the tag; false if there is none. */
    boolean read() {
        if (Chars.at(bytes, at, end) == '-' || Chars.at(bytes, at, end) == '+') {
            at++;
        }
        while (at < end) {
            int c = bytes[at] & 0xff;
            if (isEnd()) {
                tokens.add(new Token(Kind.END, "", at));
                at += 2 + (c == '-' || c == '+' ? 1 : 0);
                return true;
            }
            if (Chars.isNameStart(c)) {
                name();
            } else if (Chars.isDigit(c)) {
                number();
            } else if (c == '"' || c == '\'') {
                text(c);
            } else {
                operator(c);
            }
        }
        return false;
    }

    /** Reads all there is, as a tag without an end. */
    void readAll() {
        while (at < end) {
            read();
        }
        tokens.add(new Token(Kind.END, "", end));
    }

    List<Token> tokens() {
        return tokens;
    }

    /** Behind the tag. */
    int position() {
        return at;
    }

    private boolean isEnd() {
        int from = at;
        int c = bytes[from];
        if (c == '-' || c == '+') {
            from++;
        }
        return nested == 0
                && Chars.at(bytes, from, end) == (block ? '%' : '}')
                && Chars.at(bytes, from + 1, end) == '}';
    }

    private void name() {
        int from = at;
        while (at < end && Chars.isName(bytes[at] & 0xff)) {
            at++;
        }
        tokens.add(new Token(Kind.NAME, new String(bytes, from, at - from, StandardCharsets.UTF_8), from));
    }

    private void number() {
        int from = at;
        while (at < end
                && (Chars.isName(bytes[at] & 0xff)
                        || bytes[at] == '.' && Chars.isDigit(Chars.at(bytes, at + 1, end)))) {
            at++;
        }
        tokens.add(new Token(Kind.NUMBER, new String(bytes, from, at - from, StandardCharsets.ISO_8859_1), from));
    }

    private void operator(int c) {
        if (c == '(' || c == '[' || c == '{') {
            nested = Math.min(nested + 1, MOST_NESTED);
        } else if (c == ')' || c == ']' || c == '}') {
            nested = Math.max(nested - 1, 0);
        }
        int second = Chars.at(bytes, at + 1, end);
        boolean doubled = c == second && (c == '*' || c == '/' || c == '=')
                || second == '=' && (c == '!' || c == '<' || c == '>');
        if (c > ' ') {
            String text = doubled ? "" + (char) c + (char) second : Character.toString(c);
            tokens.add(new Token(Kind.OPERATOR, text, at));
        }
        at += doubled ? 2 : 1;
    }

    private void text(int quote) {
        int from = at++;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (at < end && bytes[at] != quote) {
            int c = bytes[at++];
            if (c == '\\' && at < end) {
                escape(text);
            } else {
                text.write(c);
            }
        }
        at++;
        tokens.add(new Token(Kind.TEXT, text.toString(StandardCharsets.UTF_8), from));
    }

    private void escape(ByteArrayOutputStream text) {
        int c = bytes[at++];
        switch (c) {
            case 'n' -> text.write('\n');
            case 't' -> text.write('\t');
            case 'r' -> text.write('\r');
            case 'x' -> digits(text, 2, 16);
            case 'u' -> digits(text, 4, 16);
            case 'U' -> digits(text, 8, 16);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                at--;
                digits(text, 3, 8);
            }
            default -> text.write(c);
        }
    }

    private void digits(ByteArrayOutputStream text, int most, int radix) {
        int value = 0;
        for (int i = 0; i < most && at < end && Character.digit(bytes[at], radix) >= 0; i++) {
            value = value * radix + Character.digit(bytes[at++], radix);
        }
        text.writeBytes(new String(Character.toChars(Character.isValidCodePoint(value) ? value : 0xfffd))
                .getBytes(StandardCharsets.UTF_8));
    }
}
