package dev.assay.engine.code;

import java.util.Arrays;

/**
 * Regular expressions and here-documents: what begins with signs that are operators elsewhere, and is one token whatever is in
 * it. Part of {@link Lexer}.
 */
final class PatternLexer {
    private final Lexer lexer;
    private final byte[] text;
    private final Profile profile;

    /** Where the line ends that begins here-documents, and where the last line of these does. */
    private int hereLine = -1;

    private int hereEnd;

    PatternLexer(Lexer lexer) {
        this.lexer = lexer;
        this.text = lexer.text;
        this.profile = lexer.profile;
    }

    /** Where to go on at the end of a line: behind the here-documents that it began. */
    int skipHereDocuments(int at) {
        if (hereLine < 0 || at < hereLine - 1 || at > hereLine) {
            return at;
        }
        hereLine = -1;
        return hereEnd;
    }

    /** Skips what begins a text of the lines behind this one, if one begins here; those are skipped where this line ends. */
    boolean hereDocument() {
        int i = lexer.at + 2;
        boolean mayIndent = lexer.byteAt(i) == '~' || lexer.byteAt(i) == '-';
        i += mayIndent ? 1 : 0;
        byte quote = lexer.byteAt(i);
        boolean isQuoted = quote == '"' || quote == '\'' || quote == '`';
        int from = isQuoted ? i + 1 : i;
        int to = from;
        while (profile.continuesName(lexer.byteAt(to))) {
            to++;
        }
        boolean isWord = lexer.byteAt(lexer.at + 1) == '<' && to > from && (!isQuoted || lexer.byteAt(to) == quote);
        boolean isPlain = mayIndent || isQuoted || Character.isUpperCase(lexer.byteAt(from));
        if (!isWord
                || !isPlain
                || !lexer.position().expectsValue() && !lexer.position().mayBeGiven()
                || lexer.isTired()) {
            return false;
        }
        int line = hereLine >= to ? hereLine : lineEnd(to);
        int body = line == hereLine ? hereEnd : line + 1;
        for (int next = body; next < text.length; next = lineEnd(next) + 1) {
            int first = next;
            while (mayIndent && (lexer.byteAt(first) == ' ' || lexer.byteAt(first) == '\t')) {
                first++;
            }
            int last = lineEnd(first);
            last -= last > first && text[last - 1] == '\r' ? 1 : 0;
            if (Arrays.equals(text, first, last, text, from, to)) {
                hereLine = line;
                hereEnd = lineEnd(last);
                int end = isQuoted ? to + 1 : to;
                lexer.add(Tokens.PATTERN, lexer.at, end, end);
                lexer.at = end;
                return true;
            }
        }
        lexer.sawInVain(text.length - lexer.at);
        return false;
    }

    private int lineEnd(int from) {
        int i = from;
        while (i < text.length && text[i] != '\n') {
            i++;
        }
        return i;
    }

    /** A regular expression, if one ends on this line. */
    boolean regex() {
        if (lexer.isTired()) {
            return false;
        }
        boolean inClass = false;
        for (int i = lexer.at + 1; i < text.length; i++) {
            switch (text[i]) {
                case '\n', '\r' -> {
                    lexer.sawInVain(i - lexer.at);
                    return false;
                }
                case '\\' -> i++;
                case '[' -> inClass = true;
                case ']' -> inClass = false;
                case '/' -> {
                    if (!inClass) {
                        int end = i + 1;
                        while (end < text.length && profile.continuesName(text[end])) {
                            end++;
                        }
                        lexer.add(Tokens.PATTERN, lexer.at, end, i);
                        lexer.at = end;
                        return true;
                    }
                }
                default -> {}
            }
        }
        lexer.sawInVain(text.length - lexer.at);
        return false;
    }
}
