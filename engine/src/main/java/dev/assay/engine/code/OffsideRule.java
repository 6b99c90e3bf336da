package dev.assay.engine.code;

/**
 * Blocks that are told by their indentation in a language that has braces as well: puts in braces of no length where a line goes
 * deeper behind what may begin a block, and where a later one comes back. Belongs to one thread and one text.
 *
 * <p>P. J. Landin called it the offside rule ("The next 700 programming languages", 1966). What begins and ends blocks is as in Scala 3's
 * reference, "Optional Braces".
 */
final class OffsideRule {
    private static final String EXTENSION = "extension";

    private final Lexer lexer;
    private final Tokens tokens;
    private final Brackets brackets;
    private int[] opened = new int[32];
    private int[] columns = new int[32];
    private int depth;
    private int lineColumn;
    private int lineToken = -1;

    OffsideRule(Lexer lexer) {
        this.lexer = lexer;
        this.tokens = lexer.tokens;
        this.brackets = lexer.brackets();
        opened[0] = -1;
        depth = 1;
    }

    /**
     * Before the first token of a line.
     *
     * @param word what it means
     */
    void beginLine(int start, Word word) {
        if (brackets.textDepth() > 0) {
            return;
        }
        int column = column(start);
        forgetClosed();
        endBlocks(column, word);
        int last = brackets.last();
        boolean isKnown = opened[depth - 1] == last;
        int outer = isKnown ? columns[depth - 1] : lineColumn;
        boolean isCase = word == Word.CASE && beginsCases();
        if ((column > outer || isCase && column == outer) && !goesOn(word) && (isCase || beginsBlock())) {
            int open = lexer.imply(Tokens.OPEN);
            if (open >= 0) {
                brackets.open(open);
                push(open, column);
            }
        } else if (!isKnown) {
            push(last, column);
        }
        lineColumn = column;
        lineToken = tokens.count;
    }

    /** Where a line's first token stands; each line is looked at once. */
    private int column(int start) {
        int from = start;
        while (from > 0 && lexer.text[from - 1] != '\n' && lexer.text[from - 1] != '\r') {
            from--;
        }
        int column = 0;
        for (int i = from; i < start; i++) {
            column += lexer.text[i] == '\t' ? Lexer.TAB - column % Lexer.TAB : 1;
        }
        return column;
    }

    private void push(int token, int column) {
        if (depth == opened.length) {
            opened = java.util.Arrays.copyOf(opened, depth * 2);
            columns = java.util.Arrays.copyOf(columns, depth * 2);
        }
        opened[depth] = token;
        columns[depth++] = column;
    }

    /** What was closed in the meantime is none of those that are open. */
    private void forgetClosed() {
        while (depth > 1 && opened[depth - 1] >= 0 && tokens.data[opened[depth - 1]] != 0) {
            depth--;
        }
    }

    /** Ends the blocks that a line of this column is not in. */
    private void endBlocks(int column, Word word) {
        while (depth > 1 && opened[depth - 1] == brackets.last() && tokens.has(opened[depth - 1], Tokens.IMPLIED)) {
            boolean isWithin = column > columns[depth - 1]
                    || column == columns[depth - 1] && (word == Word.CASE || !holdsCases(opened[depth - 1]));
            if (isWithin) {
                return;
            }
            int close = lexer.imply(Tokens.CLOSE);
            if (close < 0) {
                return;
            }
            tokens.data[close] = -1;
            brackets.close(close);
            depth--;
        }
    }

    private boolean holdsCases(int open) {
        return tokens.word(open + 1) == Word.CASE;
    }

    /** Whether cases may begin behind the last token, at the column of what they are cases of. */
    private boolean beginsCases() {
        Word last = tokens.count == 0 ? Word.NONE : tokens.word(tokens.count - 1);
        return last == Word.SWITCH || last == Word.CATCH;
    }

    /** Whether a word goes on with what stands in front of it. */
    private static boolean goesOn(Word word) {
        return word == Word.THEN || word == Word.ELSE || word == Word.EXTENDS;
    }

    /** Whether a block may begin behind the last token. */
    private boolean beginsBlock() {
        int last = tokens.count - 1;
        if (last < 0) {
            return false;
        }
        return switch (tokens.kind(last)) {
            case Tokens.OPERATOR -> {
                int operator = tokens.data[last];
                yield operator == Signs.ASSIGN
                        || operator == Signs.FAT_ARROW
                        || operator == Signs.COLON
                        || operator == Signs.RECEIVE;
            }
            case Tokens.NAME ->
                switch (tokens.word(last)) {
                    case THEN, ELSE, DO, TRY, CATCH, FINALLY, SWITCH, FOR, IF, WHILE, RETURN, THROW -> true;
                    case EXTENDS -> lineBegins(Word.MODIFIER);
                    default -> false;
                };
            case Tokens.CLOSE -> {
                int open = tokens.data[last];
                Word before = open > 0 ? tokens.word(open - 1) : Word.NONE;
                yield before == Word.IF
                        || before == Word.WHILE
                        || before == Word.FOR
                        || lineToken >= 0 && lineToken < last && tokens.is(lineToken, EXTENSION);
            }
            default -> false;
        };
    }

    private boolean lineBegins(Word word) {
        return lineToken >= 0 && lineToken < tokens.count && tokens.word(lineToken) == word;
    }
}
