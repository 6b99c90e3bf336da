package dev.assay.engine.code;

import java.util.Arrays;

/**
 * The tokens of a text, in its order, as arrays: no object for a token. Belongs to one thread.
 *
 * <p>{@code data} is, by kind: of a {@link #NAME} its {@link Word} and operator, of an {@link #OPERATOR} its number, of a bracket
 * that opens the index of what ends it, of one that closes the index of what it closes or -1, of a text's piece its form and the
 * lengths of what stands around its content.
 */
final class Tokens {
    /** After the last token; there is always one. */
    static final int END = 0;

    static final int NAME = 1;
    static final int NUMBER = 2;
    /** A text that is one piece. */
    static final int STRING = 3;
    /** A piece of a text, before an expression in it. */
    static final int PIECE = 4;
    /** The piece that ends a text with expressions in it. */
    static final int LAST_PIECE = 5;

    static final int PATTERN = 6;
    static final int OPERATOR = 7;
    static final int OPEN = 8;
    static final int CLOSE = 9;
    static final int COMMA = 10;
    static final int SEMICOLON = 11;
    /** Where the layout is by indentation: the end of a line that ends a statement. */
    static final int NEWLINE = 12;

    static final int INDENT = 13;
    static final int DEDENT = 14;
    /** The word of a preprocessor's line; {@link #DIRECTIVE_END} ends the line. */
    static final int DIRECTIVE = 15;

    static final int DIRECTIVE_END = 16;
    static final int OTHER = 17;

    private static final int KIND = 0xff;
    /** Set where a line ended between this token and the one before. */
    static final int AFTER_LINE = 0x100;
    /** Set where something that is no token stands before. */
    static final int AFTER_SPACE = 0x200;
    /** Set on what opens, names and closes an expression in a text. */
    static final int WITHIN_TEXT = 0x400;
    /** Set on a brace that nobody wrote: where a block is told by its indentation. It has no length. */
    static final int IMPLIED = 0x800;

    private static final int AHEAD = 8;

    final byte[] text;
    int count;
    int[] kinds;
    int[] starts;
    int[] ends;
    int[] data;

    /** @param capacity how many tokens there is room for at first */
    Tokens(byte[] text, int capacity) {
        this.text = text;
        kinds = new int[capacity + AHEAD];
        starts = new int[capacity + AHEAD];
        ends = new int[capacity + AHEAD];
        data = new int[capacity + AHEAD];
    }

    int capacity() {
        return kinds.length - AHEAD;
    }

    void grow(int capacity) {
        kinds = Arrays.copyOf(kinds, capacity + AHEAD);
        starts = Arrays.copyOf(starts, capacity + AHEAD);
        ends = Arrays.copyOf(ends, capacity + AHEAD);
        data = Arrays.copyOf(data, capacity + AHEAD);
    }

    /** Puts ends after the last token, so that looking ahead needs no check. */
    void close() {
        int end = count == 0 ? 0 : ends[count - 1];
        for (int i = count; i < kinds.length; i++) {
            kinds[i] = END | AFTER_LINE;
            starts[i] = end;
            ends[i] = end;
            data[i] = i < count + AHEAD ? 0 : -1;
        }
    }

    int kind(int i) {
        return kinds[i] & KIND;
    }

    boolean has(int i, int flag) {
        return (kinds[i] & flag) != 0;
    }

    /** The byte a bracket or a sign begins with. */
    int first(int i) {
        if (has(i, IMPLIED)) {
            return kind(i) == OPEN ? '{' : '}';
        }
        return starts[i] < text.length ? text[starts[i]] : 0;
    }

    boolean opens(int i, char bracket) {
        return kind(i) == OPEN && first(i) == bracket && (kinds[i] & WITHIN_TEXT) == 0;
    }

    boolean closes(int i, char bracket) {
        return kind(i) == CLOSE && first(i) == bracket;
    }

    Word word(int i) {
        return kind(i) == NAME ? Word.of(data[i] & 0xff) : Word.NONE;
    }

    /** The operator's number, also of one that is a word; 0 for what is none. */
    int operator(int i) {
        return switch (kind(i)) {
            case OPERATOR -> data[i];
            case NAME -> data[i] >>> 8;
            default -> 0;
        };
    }

    /** Whether nothing stands between a token and the next. */
    boolean touches(int i) {
        return ends[i] == starts[i + 1];
    }

    boolean is(int i, String word) {
        int start = starts[i];
        if (ends[i] - start != word.length()) {
            return false;
        }
        for (int k = 0; k < word.length(); k++) {
            if (text[start + k] != word.charAt(k)) {
                return false;
            }
        }
        return true;
    }
}
