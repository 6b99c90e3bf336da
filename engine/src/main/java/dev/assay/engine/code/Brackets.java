package dev.assay.engine.code;

import java.util.Arrays;

/** Pairs brackets as they come: each is opened once and ended once, so all of it is linear. */
final class Brackets {
    /** A brace that nobody wrote is closed by another one of these. */
    private static final int IMPLIED = 3;

    private final Tokens tokens;
    private int[] open = new int[64];
    private int depth;
    private int textDepth;
    private final int[] openOf = new int[4];
    /** Brackets below are not ended by what comes: those outside a line of a preprocessor. */
    private int floor;

    private int unclosed = -1;

    private int[] ways = new int[16];
    private int waysDepth;

    Brackets(Tokens tokens) {
        this.tokens = tokens;
    }

    int depth() {
        return depth - floor;
    }

    /** The token of the first one that is open; -1 if none is. */
    int first() {
        return depth > floor ? open[floor] : -1;
    }

    /** The token of the last one that is open; -1 if none is. */
    int last() {
        return depth > floor ? open[depth - 1] : -1;
    }

    /** @param token -1 where there was no room for it */
    void open(int token) {
        if (token < 0) {
            return;
        }
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
        }
        open[depth++] = token;
        if (tokens.has(token, Tokens.WITHIN_TEXT)) {
            textDepth++;
        }
        openOf[kind(token)]++;
    }

    /** By which bracket it is closed. */
    private int kind(int token) {
        if (tokens.has(token, Tokens.IMPLIED)) {
            return IMPLIED;
        }
        return switch (tokens.text[tokens.ends[token] - 1]) {
            case '(' -> 0;
            case '[' -> 1;
            default -> 2;
        };
    }

    /** Whether it ended an expression within a text. */
    boolean close(int token) {
        if (token < 0) {
            return false;
        }
        int kind = tokens.has(token, Tokens.IMPLIED)
                ? IMPLIED
                : switch (tokens.first(token)) {
                    case ')' -> 0;
                    case ']' -> 1;
                    default -> 2;
                };
        if (openOf[kind] == 0 || !isOpen(kind)) {
            return false;
        }
        while (true) {
            int last = pop(token);
            if (kind(last) == kind) {
                tokens.data[token] = last;
                return tokens.has(last, Tokens.WITHIN_TEXT);
            }
            isNotClosed(last);
        }
    }

    /** Whether one of the kind is open that may be closed here: what is outside a text is not closed within it. */
    private boolean isOpen(int kind) {
        if (kind(open[depth - 1]) == kind) {
            return depth > floor;
        }
        return floor == 0;
    }

    private int pop(int end) {
        int last = open[--depth];
        openOf[kind(last)]--;
        if (tokens.has(last, Tokens.WITHIN_TEXT)) {
            textDepth--;
        }
        tokens.data[last] = end;
        return last;
    }

    boolean isWithinText() {
        return depth > 0 && tokens.has(open[depth - 1], Tokens.WITHIN_TEXT);
    }

    /** How many expressions within texts are open. */
    int textDepth() {
        return textDepth;
    }

    /** Ends all that is open. */
    void endAll(int token) {
        while (depth > 0) {
            isNotClosed(pop(token));
        }
    }

    /** What stands in a block is read whether or not that ends; what stands in a list is not, up to where somebody ends it. */
    private void isNotClosed(int bracket) {
        if (kind(bracket) < 2 && (unclosed < 0 || bracket < unclosed)) {
            unclosed = bracket;
        }
    }

    /** The token of the first round or square one that nothing closes; -1 if each is closed. */
    int unclosed() {
        return unclosed;
    }

    void end() {
        floor = 0;
        endAll(tokens.count);
    }

    void beginLine() {
        floor = depth;
    }

    void endLine(int token) {
        while (depth > floor) {
            pop(token);
        }
        floor = 0;
    }

    /** What a preprocessor chooses among begins: each way starts with the same brackets open. */
    void beginWays() {
        if (waysDepth == ways.length) {
            ways = Arrays.copyOf(ways, waysDepth * 2);
        }
        ways[waysDepth++] = depth;
    }

    void otherWay() {
        if (waysDepth > 0) {
            while (depth > ways[waysDepth - 1]) {
                pop(tokens.count);
            }
        }
    }

    void endWays() {
        if (waysDepth > 0) {
            waysDepth--;
        }
    }
}
