package dev.assay.engine.code;

import java.util.Arrays;

/** The part of the {@link Lexer} that cuts texts, those with expressions in them into pieces. */
final class StringLexer {
    static final int OPEN_SHIFT = 8;
    static final int CLOSE_SHIFT = 18;
    private static final int FRAME = 4;
    private static final int LONGEST_OPEN = 1023;
    private static final int LONGEST_CLOSE = 255;
    private static final int LONGEST_WORD = 64;

    private final Lexer lexer;
    private final byte[] text;
    private final Profile profile;
    /** Texts that an expression interrupts: form, hashes, and where a delimiter of its own stands, with its length. */
    private int[] open = new int[32];

    private int form;
    private int hashes;
    private int delimiter;
    private int delimiterLength;

    StringLexer(Lexer lexer) {
        this.lexer = lexer;
        this.text = lexer.text;
        this.profile = lexer.profile;
    }

    /** Reads a text whose prefix begins at {@code start} and ends where the lexer is, if it is one. */
    boolean prefixed(int start) {
        int[] forms = profile.formsOf(text, start, lexer.at);
        return forms != null && begin(forms, start);
    }

    /** Reads a text that begins where the lexer is, if one does. */
    boolean begins() {
        int[] forms = profile.formsAt(text[lexer.at]);
        return forms != null && begin(forms, lexer.at);
    }

    private boolean begin(int[] forms, int start) {
        for (int candidate : forms) {
            StringForm it = profile.form(candidate);
            int i = lexer.at;
            if (it.hashes()) {
                while (lexer.byteAt(i) == '#') {
                    i++;
                }
            }
            if (!lexer.startsWith(i, it.open())) {
                continue;
            }
            hashes = i - lexer.at;
            i += it.open().length();
            if (it.single() && !isSingle(i, it)) {
                continue;
            }
            delimiterLength = 0;
            if (it.symbol() || it.chosen()) {
                if (it.symbol() ? symbol(candidate, start, i) : chosen(candidate, start, i)) {
                    return true;
                }
                continue;
            }
            if (!it.heredoc().isEmpty()) {
                i = heredoc(it, i);
                if (i < 0) {
                    continue;
                }
            }
            if (it.delimited()) {
                delimiter = i;
                while (i < text.length && text[i] != '(' && text[i] != '"' && text[i] != '\n' && i - delimiter < 16) {
                    i++;
                }
                if (lexer.byteAt(i) != '(') {
                    continue;
                }
                delimiterLength = i - delimiter;
                i++;
            }
            form = candidate;
            scan(start, i, true);
            return true;
        }
        return false;
    }

    /** Reads {@code :name}, unless the sign belongs to what stands in front of it. */
    private boolean symbol(int candidate, int start, int from) {
        byte before = start > 0 ? text[start - 1] : 0;
        byte first = lexer.byteAt(from);
        if (before == ':' || profile.continuesName(before) || profile.shape(first) != Profile.LETTER) {
            return false;
        }
        int end = from;
        while (profile.continuesName(lexer.byteAt(end))) {
            end++;
        }
        end += profile.endsName(lexer.byteAt(end)) ? 1 : 0;
        form = candidate;
        piece(Tokens.STRING, start, from, end, 0);
        return true;
    }

    /** Reads {@code %w[a b]}, where a value may begin. */
    private boolean chosen(int candidate, int start, int from) {
        byte open = lexer.byteAt(from);
        boolean isSign = open > ' ' && !profile.continuesName(open) && open != '=';
        if (!isSign || !lexer.position().expectsValue() && !lexer.position().mayBeGiven() || lexer.isTired()) {
            return false;
        }
        int close = switch (open) {
            case '(' -> ')';
            case '[' -> ']';
            case '{' -> '}';
            case '<' -> '>';
            default -> open;
        };
        int depth = 0;
        for (int i = from + 1; i < text.length; i++) {
            if (text[i] == '\\') {
                i++;
            } else if (text[i] == close && depth-- == 0) {
                form = candidate;
                piece(Tokens.STRING, start, from + 1, i, 1);
                return true;
            } else if (text[i] == open) {
                depth++;
            }
        }
        lexer.sawInVain(text.length - from);
        return false;
    }

    /** Where the first line ends of a text that goes on up to a word, which stands in that line; -1 if this is none. */
    private int heredoc(StringForm it, int from) {
        int i = from;
        while (lexer.byteAt(i) == ' ' || lexer.byteAt(i) == '\t') {
            i++;
        }
        boolean quoted = it.heredoc().indexOf(lexer.byteAt(i)) >= 0;
        byte quote = lexer.byteAt(i);
        if (!quoted && it.raw()) {
            return -1;
        }
        delimiter = quoted ? i + 1 : i;
        i = delimiter;
        while (profile.continuesName(lexer.byteAt(i)) && i - delimiter < LONGEST_WORD) {
            i++;
        }
        delimiterLength = i - delimiter;
        if (delimiterLength == 0 || quoted && lexer.byteAt(i++) != quote) {
            return -1;
        }
        return lexer.byteAt(i) == '\n' || lexer.byteAt(i) == '\r' ? i : -1;
    }

    /** How much ends a text at the end of a line here: blanks and its word in the next one. */
    private int lastLineLength(int end) {
        int i = end + 1;
        while (lexer.byteAt(i) == ' ' || lexer.byteAt(i) == '\t') {
            i++;
        }
        boolean ends = text.length - i >= delimiterLength
                && Arrays.equals(text, i, i + delimiterLength, text, delimiter, delimiter + delimiterLength)
                && !profile.continuesName(lexer.byteAt(i + delimiterLength));
        return ends ? i + delimiterLength - end : 0;
    }

    /** Whether one character stands before the end, or an escape. */
    private boolean isSingle(int content, StringForm it) {
        if (lexer.byteAt(content) == it.escape()) {
            return true;
        }
        int i = content + 1;
        while (i < text.length && (text[i] & 0xc0) == 0x80) {
            i++;
        }
        return lexer.byteAt(i) == it.close().charAt(0);
    }

    /** Goes on with the text whose expression has just been closed. */
    void resume() {
        int depth = lexer.brackets().textDepth() * FRAME;
        form = open[depth];
        hashes = open[depth + 1];
        delimiter = open[depth + 2];
        delimiterLength = open[depth + 3];
        scan(lexer.at, lexer.at, false);
    }

    /**
     * @param start of the piece
     * @param content where its content begins
     * @param first whether it is the text's first piece
     */
    private void scan(int start, int content, boolean first) {
        StringForm it = profile.form(form);
        boolean[] stops = profile.stops(form);
        int i = content;
        while (true) {
            while (i < text.length && !stops[text[i] & 0xff]) {
                i++;
            }
            if (i >= text.length || !it.lines() && (text[i] == '\n' || text[i] == '\r')) {
                if (i >= text.length) {
                    lexer.isCutOff(content);
                    if (it.lines()) {
                        lexer.doesNotEnd(start);
                    }
                }
                piece(first ? Tokens.STRING : Tokens.LAST_PIECE, start, content, i, 0);
                return;
            }
            int close = closeLength(it, i);
            if (close > 0) {
                if (it.doubled() && lexer.startsWith(i + close, it.close())) {
                    i += close + it.close().length();
                    continue;
                }
                piece(first ? Tokens.STRING : Tokens.LAST_PIECE, start, content, i, close);
                return;
            }
            int interpolation = interpolationLength(it, i);
            if (interpolation > 0) {
                if (it.specifier() && lexer.byteAt(i + 1) == text[i]) {
                    i += 2;
                    continue;
                }
                piece(Tokens.PIECE, start, content, i, 0);
                push();
                lexer.openWithinText(interpolation);
                return;
            }
            if (it.names() && text[i] == '$' && beginsName(lexer.byteAt(i + 1))) {
                piece(Tokens.PIECE, start, content, i, 0);
                int end = i + 1;
                while (end < text.length && Character.isLetterOrDigit(text[end]) || lexer.byteAt(end) == '_') {
                    end++;
                }
                lexer.add(Tokens.NAME | Tokens.WITHIN_TEXT, profile.namesWithSign() ? i : i + 1, end, 0);
                first = false;
                start = end;
                content = end;
                i = end;
                continue;
            }
            if (it.escape() != 0 && text[i] == it.escape() && i + 1 < text.length) {
                i++;
                if (text[i] == '\r' && lexer.byteAt(i + 1) == '\n') {
                    i++;
                }
                if (!it.lines() && (text[i] == '\n' || text[i] == '\r')) {
                    lexer.sawLine();
                }
            }
            i++;
        }
    }

    private static boolean beginsName(byte b) {
        return Character.isLetter(b) || b == '_';
    }

    private int closeLength(StringForm it, int i) {
        if (!it.heredoc().isEmpty()) {
            return text[i] == '\n' ? lastLineLength(i) : 0;
        }
        if (text[i] != it.close().charAt(0)) {
            return 0;
        }
        int end = i;
        if (it.delimited()) {
            end++;
            if (delimiterLength > 0
                    && (text.length - end < delimiterLength
                            || !Arrays.equals(
                                    text, end, end + delimiterLength, text, delimiter, delimiter + delimiterLength))) {
                return 0;
            }
            end += delimiterLength;
            return lexer.byteAt(end) == '"' ? end + 1 - i : 0;
        }
        if (!lexer.startsWith(i, it.close())) {
            return 0;
        }
        end += it.close().length();
        // More quotes than close it: the first ones are content.
        if (it.close().length() == 3 && lexer.byteAt(end) == it.close().charAt(0) && profile.quotesEndLate()) {
            return 0;
        }
        for (int k = 0; k < hashes; k++) {
            if (lexer.byteAt(end++) != '#') {
                return 0;
            }
        }
        return end - i;
    }

    private int interpolationLength(StringForm it, int i) {
        for (String sign : it.interpolations()) {
            if (text[i] == sign.charAt(0)) {
                if (hashes == 0) {
                    if (lexer.startsWith(i, sign)) {
                        return sign.indexOf('{') == 0
                                ? 1
                                : sign.length(); // what is behind the bracket is of the expression
                    }
                } else if (sign.length() == 2) {
                    int end = i + 1;
                    while (lexer.byteAt(end) == '#' && end - i <= hashes) {
                        end++;
                    }
                    if (end - i - 1 == hashes && lexer.byteAt(end) == sign.charAt(1)) {
                        return end + 1 - i;
                    }
                }
            }
        }
        return 0;
    }

    private void piece(int kind, int start, int content, int end, int close) {
        int data = form
                | Math.min(content - start, LONGEST_OPEN) << OPEN_SHIFT
                | Math.min(close, LONGEST_CLOSE) << CLOSE_SHIFT;
        lexer.add(kind, start, end + close, data);
        lexer.at = end + close;
    }

    private void push() {
        int depth = lexer.brackets().textDepth() * FRAME;
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
        }
        open[depth] = form;
        open[depth + 1] = hashes;
        open[depth + 2] = delimiter;
        open[depth + 3] = delimiterLength;
    }

    /** Skips how to write the value of an expression, up to what closes it. */
    boolean specifier() {
        int depth = lexer.brackets().textDepth() * FRAME;
        if (depth == 0 || !profile.form(open[depth - FRAME]).specifier() || lexer.isTired()) {
            return false;
        }
        int nested = 0;
        int i = lexer.at;
        for (; i < text.length && text[i] != '\n' && text[i] != '\r'; i++) {
            if (text[i] == '{') {
                nested++;
            } else if (text[i] == '}' && nested-- == 0) {
                lexer.at = i;
                return true;
            }
        }
        lexer.sawInVain(i - lexer.at);
        return false;
    }
}
