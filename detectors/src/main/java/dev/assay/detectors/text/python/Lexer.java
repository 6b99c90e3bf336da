package dev.assay.detectors.text.python;

import dev.assay.detectors.text.Chars;
import dev.assay.detectors.text.python.Token.Kind;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits a source into logical lines of tokens by section 2 of Python's reference. Takes what Python refuses, too: a
 * text without an end ends with its line, brackets may never close. Belongs to one thread.
 */
final class Lexer {
    /** Tokens of one logical line; a longer one goes on as the next, which separates what hardly belongs together. */
    private static final int MOST_TOKENS = 100_000;

    private static final int MOST_PREFIX = 2;
    private static final int TAB = 8;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int indent;

    /** One f-string that Python 3.12 refuses: the source is of an older one, whose texts all end at the first such quote. */
    private boolean unclosed;

    Lexer(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** How far the last line is indented. */
    int indent() {
        return indent;
    }

    /** The next line that has tokens, with one of kind END behind them; only that one at the end of the source. */
    List<Token> line() {
        return tokens(0);
    }

    /** As if there were brackets around: ends of lines do not count. */
    List<Token> enclosed() {
        return tokens(1);
    }

    private List<Token> tokens(int around) {
        List<Token> tokens = new ArrayList<>();
        int nested = around;
        indent = 0;
        while (at < end && tokens.size() < MOST_TOKENS) {
            int c = bytes[at] & 0xff;
            if (c == '\n' || c == '\r') {
                at++;
                if (nested == 0 && !tokens.isEmpty()) {
                    break;
                }
                indent = tokens.isEmpty() ? 0 : indent;
            } else if (c == '\f') {
                at++;
                indent = tokens.isEmpty() ? 0 : indent;
            } else if (c == ' ' || c == '\t') {
                at++;
                indent += tokens.isEmpty() ? c == '\t' ? TAB - indent % TAB : 1 : 0;
            } else if (c == '#') {
                skipLine();
            } else if (c == '\\' && isLineEnd(at + 1)) {
                at += Chars.at(bytes, at + 1, end) == '\r' && Chars.at(bytes, at + 2, end) == '\n' ? 3 : 2;
            } else {
                nested = Math.max(nested + token(c, tokens), around);
            }
        }
        tokens.add(new Token(Kind.END, "", at, at));
        return tokens;
    }

    private boolean isLineEnd(int i) {
        return Chars.at(bytes, i, end) == '\n' || Chars.at(bytes, i, end) == '\r';
    }

    private void skipLine() {
        while (at < end && !isLineEnd(at)) {
            at++;
        }
    }

    /** Reads a token; how much deeper it nests what follows. */
    private int token(int c, List<Token> tokens) {
        int from = at;
        if (c == '"' || c == '\'') {
            text(from, tokens);
        } else if (Chars.isNameStart(c)) {
            while (at < end && Chars.isName(bytes[at] & 0xff)) {
                at++;
            }
            int quote = Chars.at(bytes, at, end);
            if ((quote == '"' || quote == '\'') && at - from <= MOST_PREFIX && isPrefix(from)) {
                text(from, tokens);
            } else {
                tokens.add(new Token(Kind.NAME, name(from), from, at));
            }
        } else if (Chars.isDigit(c)) {
            while (at < end && (Chars.isName(bytes[at] & 0xff) || bytes[at] == '.')) {
                at++;
            }
            tokens.add(new Token(Kind.NUMBER, string(from), from, at));
        } else if (c == '!' && tokens.isEmpty()) {
            skipLine(); // a command for the shell in a notebook
            tokens.add(new Token(Kind.OPERATOR, "!", from, at));
        } else {
            at += operatorLength(c);
            tokens.add(new Token(Kind.OPERATOR, string(from), from, at));
        }
        return c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
    }

    /** Names that look alike are one: Python has them in normal form KC. */
    private String name(int from) {
        String name = string(from);
        return name.length() == at - from ? name : Normalizer.normalize(name, Normalizer.Form.NFKC);
    }

    private String string(int from) {
        return new String(bytes, from, at - from, StandardCharsets.UTF_8);
    }

    private int operatorLength(int c) {
        int second = Chars.at(bytes, at + 1, end);
        boolean doubled = second == c && (c == '*' || c == '/' || c == '<' || c == '>');
        int length = doubled || c == '-' && second == '>' ? 2 : 1;
        boolean assigns = Chars.at(bytes, at + length, end) == '=' && "+-*/%&|^<>=!:@".indexOf(c) >= 0;
        return assigns && !(length == 2 && c == '-') ? length + 1 : length;
    }

    private boolean isPrefix(int from) {
        for (int i = from; i < at; i++) {
            int c = bytes[i] | 0x20;
            if (c != 'r' && c != 'b' && c != 'f' && c != 'u' && c != 't') {
                return false;
            }
        }
        return true;
    }

    private void text(int from, List<Token> tokens) {
        String prefix = string(from).toLowerCase(Locale.ROOT);
        int closed = unclosed || !isFormatted(prefix) ? -1 : Quotes.formattedEnd(bytes, at, end);
        unclosed |= isFormatted(prefix) && closed < 0;
        at = closed < 0 ? Quotes.plainEnd(bytes, at, end) : closed;
        tokens.add(new Token(Kind.TEXT, prefix, from, at));
    }

    private static boolean isFormatted(String prefix) {
        return prefix.indexOf('f') >= 0 || prefix.indexOf('t') >= 0;
    }
}
