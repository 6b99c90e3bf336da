package dev.assay.engine.code;

import java.util.Arrays;

/** Indentation as tokens, where it is the layout. Part of {@link Lexer}. */
final class IndentLayout {
    private final Lexer lexer;
    private final byte[] text;
    private final Profile profile;
    private final Tokens tokens;
    private int[] columns = new int[32];
    private int depth;

    IndentLayout(Lexer lexer) {
        this.lexer = lexer;
        this.text = lexer.text;
        this.profile = lexer.profile;
        this.tokens = lexer.tokens;
    }

    void begin() {
        columns[0] = Math.max(0, skipToText());
    }

    /** At the beginning of a line. */
    void line() {
        int column = skipToText();
        if (column < 0) {
            return;
        }
        if (lexer.brackets().depth() > 0) {
            if (!beginsStatement()) {
                return;
            }
            lexer.brackets().endAll(tokens.count);
        }
        if (tokens.count > 0
                && tokens.kind(tokens.count - 1) != Tokens.NEWLINE
                && tokens.kind(tokens.count - 1) != Tokens.DEDENT) {
            mark(Tokens.NEWLINE);
        }
        if (column > columns[depth]) {
            if (tokens.count == 0) {
                columns[0] = column;
                return;
            }
            if (depth + 1 == columns.length) {
                columns = Arrays.copyOf(columns, columns.length * 2);
            }
            columns[++depth] = column;
            mark(Tokens.INDENT);
        }
        while (depth > 0 && column < columns[depth]) {
            depth--;
            mark(Tokens.DEDENT);
        }
    }

    void end() {
        lexer.brackets().endAll(tokens.count);
        mark(Tokens.NEWLINE);
        while (depth-- > 0) {
            mark(Tokens.DEDENT);
        }
    }

    private void mark(int kind) {
        lexer.add(kind, lexer.at, lexer.at, 0);
        lexer.sawOnlyLine();
    }

    /** Skips indentation, blank lines and lines of comment; the column of what comes then, or -1 at the end. */
    private int skipToText() {
        int column = 0;
        while (lexer.at < text.length) {
            switch (text[lexer.at]) {
                case ' ' -> column++;
                case '\t' -> column += Lexer.TAB - column % Lexer.TAB;
                case '\f' -> column = 0;
                case '\n', '\r' -> column = 0;
                default -> {
                    String end = profile.commentAt(text, lexer.at);
                    if (end == null) {
                        return column;
                    }
                    lexer.skipLine();
                    column = 0;
                    continue;
                }
            }
            lexer.at++;
        }
        return -1;
    }

    /** Whether a word stands here that never stands within brackets: one of them was not closed. */
    private boolean beginsStatement() {
        if (lexer.brackets().textDepth() > 0) {
            return false;
        }
        int end = lexer.at;
        int hash = 0;
        while (end < text.length && profile.continuesName(text[end])) {
            hash = hash * 31 + text[end++];
        }
        if (end == lexer.at || lexer.byteAt(end) != ' ') {
            return false;
        }
        Word word = Word.of(profile.word(text, lexer.at, end, hash) & 0xff);
        return word == Word.FUNCTION
                || word == Word.TYPE && profile.layout() == Profile.Layout.INDENT
                || word == Word.IMPORT
                || word == Word.RETURN
                || word == Word.WHILE
                || word == Word.THROW
                || word == Word.WITH;
    }
}
