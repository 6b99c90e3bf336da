package dev.assay.engine.code;

/** Lines for the preprocessor. Part of {@link Lexer}. */
final class Directives {
    private final Lexer lexer;
    private final byte[] text;
    private final Profile profile;
    private final Tokens tokens;
    private int directive = -1;

    Directives(Lexer lexer) {
        this.lexer = lexer;
        this.text = lexer.text;
        this.profile = lexer.profile;
        this.tokens = lexer.tokens;
    }

    /** A preprocessor's line: those that say something become tokens, of the others nothing remains. */
    void read() {
        int start = lexer.at;
        lexer.at++;
        while (lexer.at < text.length && (text[lexer.at] == ' ' || text[lexer.at] == '\t')) {
            lexer.at++;
        }
        int word = lexer.at;
        while (lexer.at < text.length && profile.continuesName(text[lexer.at])) {
            lexer.at++;
        }
        int length = lexer.at - word;
        if (length == 7 && lexer.startsWith(word, "include") || length == 6 && lexer.startsWith(word, "import")) {
            lexer.add(Tokens.DIRECTIVE, start, lexer.at, 0);
            directive = tokens.count - 1;
            lexer.brackets().beginLine();
            while (lexer.at < text.length && (text[lexer.at] == ' ' || text[lexer.at] == '\t')) {
                lexer.at++;
            }
            if (lexer.byteAt(lexer.at) == '<') {
                int name = lexer.at;
                while (lexer.at < text.length
                        && text[lexer.at] != '>'
                        && text[lexer.at] != '\n'
                        && text[lexer.at] != '\r') {
                    lexer.at++;
                }
                lexer.at = Math.min(text.length, lexer.at + (lexer.byteAt(lexer.at) == '>' ? 1 : 0));
                lexer.add(Tokens.OTHER, name, lexer.at, 0);
            }
            return;
        }
        if (length == 6 && lexer.startsWith(word, "define")) {
            lexer.add(Tokens.DIRECTIVE, start, lexer.at, 0);
            directive = tokens.count - 1;
            lexer.brackets().beginLine();
            return;
        }
        if (lexer.startsWith(word, "if")) {
            lexer.brackets().beginWays();
        } else if (lexer.startsWith(word, "el")) {
            lexer.brackets().otherWay();
        } else if (lexer.startsWith(word, "endif")) {
            lexer.brackets().endWays();
        }
        do {
            lexer.skipLine();
            if (lexer.at < text.length && text[lexer.at - 1] == '\\') {
                lexer.skipLineEnd();
            } else {
                break;
            }
        } while (lexer.at < text.length);
    }

    /** Ends the one that a line is in, if it is in one. */
    void end() {
        if (directive < 0) {
            return;
        }
        lexer.brackets().endLine(tokens.count);
        directive = -1;
        lexer.add(Tokens.DIRECTIVE_END, lexer.at, lexer.at, 0);
        lexer.sawOnlyLine();
    }
}
