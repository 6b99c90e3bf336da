package dev.assay.engine.code;

/** Whether a value or an operator is due where a lexer is, by the tokens before. Part of {@link Lexer}. */
final class ValuePosition {
    private final Lexer lexer;
    private final byte[] text;
    private final Profile profile;
    private final Tokens tokens;

    ValuePosition(Lexer lexer) {
        this.lexer = lexer;
        this.text = lexer.text;
        this.profile = lexer.profile;
        this.tokens = lexer.tokens;
    }

    /** Whether a value may begin here rather than an operator between two. */
    boolean expectsValue() {
        int last = tokens.count - 1;
        if (last < 0) {
            return true;
        }
        return switch (tokens.kind(last)) {
            case Tokens.NAME -> {
                Word word = tokens.word(last);
                boolean member =
                        last > 0 && tokens.kind(last - 1) == Tokens.OPERATOR && text[tokens.ends[last - 1] - 1] == '.';
                yield !member && profile.expectsValueAfter(word);
            }
            case Tokens.NUMBER, Tokens.STRING, Tokens.LAST_PIECE, Tokens.PATTERN -> false;
            case Tokens.OPERATOR ->
                !Operators.isPostfix(tokens.data[last])
                        || tokens.first(last) == '?'
                        || tokens.first(last) == '!' && !assertsValue(last);
            case Tokens.CLOSE -> closesHead(last);
            default -> true;
        };
    }

    /** Whether an exclamation mark stands after a value, of which it says that it is there. */
    private boolean assertsValue(int token) {
        if (token == 0 || !profile.has(Trait.TYPE_AFTER_COLON) || tokens.has(token, Tokens.AFTER_SPACE)) {
            return false;
        }
        return switch (tokens.kind(token - 1)) {
            case Tokens.NAME -> !profile.expectsValueAfter(tokens.word(token - 1));
            case Tokens.CLOSE, Tokens.STRING, Tokens.LAST_PIECE -> true;
            default -> false;
        };
    }

    /** Whether what closes here belongs to {@code if (...)} or is a block, after which a statement begins. */
    private boolean closesHead(int close) {
        int open = tokens.data[close];
        if (open <= 0 || text[tokens.starts[close]] == ']') {
            return false;
        }
        int before = open - 1;
        if (text[tokens.starts[close]] == ')') {
            Word word = tokens.word(before);
            return word == Word.IF || word == Word.WHILE || word == Word.FOR || word == Word.WITH;
        }
        return switch (tokens.kind(before)) {
            case Tokens.CLOSE -> true;
            case Tokens.NAME -> tokens.word(before) != Word.RETURN && tokens.word(before) != Word.OPERATOR;
            case Tokens.SEMICOLON -> true;
            case Tokens.OPEN -> tokens.first(before) == '{';
            default -> false;
        };
    }

    /** Whether a sign that space is only in front of may begin what a call is given. */
    boolean mayBeGiven() {
        int last = tokens.count - 1;
        return profile.hasEnds()
                && lexer.has(Tokens.AFTER_SPACE)
                && lexer.byteAt(lexer.at + 1) > ' '
                && lexer.byteAt(lexer.at + 1) != '='
                && last >= 0
                && tokens.kind(last) == Tokens.NAME
                && tokens.word(last) == Word.NONE;
    }
}
