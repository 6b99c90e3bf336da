package dev.assay.detectors.text.python;

import dev.assay.detectors.text.Chars;
import dev.assay.detectors.text.python.Token.Kind;
import java.nio.charset.StandardCharsets;
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
        List<Token> tokens = new ArrayList<>();
        int nested = 0;
        indent = 0;
        while (at < end && tokens.size() < MOST_TOKENS) {
            int c = bytes[at] & 0xff;
            if (c == '\n' || c == '\r') {
                at++;
                if (nested == 0 && !tokens.isEmpty()) {
                    break;
                }
                indent = tokens.isEmpty() ? 0 : indent;
            } else if (c == ' ' || c == '\t' || c == '\f') {
                at++;
                indent += tokens.isEmpty() ? c == '\t' ? TAB - indent % TAB : 1 : 0;
            } else if (c == '#') {
                skipLine();
            } else if (c == '\\' && isLineEnd(at + 1)) {
                at += Chars.at(bytes, at + 1, end) == '\r' && Chars.at(bytes, at + 2, end) == '\n' ? 3 : 2;
            } else {
                nested = Math.max(nested + token(c, tokens), 0);
            }
        }
        tokens.add(new Token(Kind.END, "", at, at));
        return tokens;
    }

    private boolean isLineEnd(int i) {
        return Chars.at(bytes, i, end) == '\n' || Chars.at(bytes, i, end) == '\r';
    }

    private void skipLine() {
        while (at < end && bytes[at] != '\n') {
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
                tokens.add(new Token(Kind.NAME, string(from), from, at));
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
        int quote = bytes[at];
        boolean triple = Chars.at(bytes, at + 1, end) == quote && Chars.at(bytes, at + 2, end) == quote;
        at += triple ? 3 : 1;
        while (at < end) {
            int c = bytes[at];
            if (c == '\\') {
                at += 2;
                continue;
            }
            if (c == '\n' && !triple) {
                break; // Python refuses it
            }
            at++;
            if (c == quote && (!triple || isTwice(quote))) {
                at += triple ? 2 : 0;
                break;
            }
        }
        at = Math.min(at, end);
        tokens.add(new Token(Kind.TEXT, prefix, from, at));
    }

    private boolean isTwice(int quote) {
        return Chars.at(bytes, at, end) == quote && Chars.at(bytes, at + 1, end) == quote;
    }
}
