package dev.assay.detectors.model.pickle;

import java.util.Arrays;

/**
 * A value of a program that is being explained: how it would be written. Of a container only the first items are kept, and
 * the rest is counted; together with all that is in it, an expression has at most {@link #MOST_WEIGHT} parts.
 */
final class Expression {
    static final int MOST_ITEMS = 48;
    static final int MOST_WEIGHT = 250;

    /** A word as long as this weighs as much as another expression. */
    private static final int TEXT_OF_A_PART = 64;

    private static final Expression[] NONE = new Expression[0];

    /** What it is. */
    enum Kind {
        /** An int that fits a long; {@code value} holds it. */
        INT,
        /** A float; {@code value} holds its bits. */
        FLOAT,
        /** A text that a str literal stands for; {@code value} is its length in bytes. */
        TEXT,
        /** Bytes; {@code value} is their length. */
        BYTES,
        BYTEARRAY,
        /** Something short that {@code word} holds as it is printed. */
        WORD,
        /** Something that is not known any more, or never was; {@code word} says what stands there. */
        UNKNOWN,
        /** Something that is imported; {@code word} is its name as it is printed. */
        GLOBAL,
        TUPLE,
        LIST,
        DICT,
        SET,
        FROZENSET,
        /** The first item is what is called, {@code word} what is written behind it. */
        CALL,
        /** One item with {@code word} before it: {@code *x}. */
        UNPACKED
    }

    /** How it appears in the program. */
    enum Naming {
        /** Where it is used. */
        INLINE,
        /** By a variable. */
        VARIABLE,
        /** It has no statement, since there are too many: shown as what it is, in short. */
        LEFT_OUT
    }

    final Kind kind;
    /** Where the opcode is that made it. */
    final long offset;
    /** As {@link Kind} says. */
    final long value;
    /** As {@link Kind} says. */
    final String word;

    private Expression[] items = NONE;
    private int count;
    private long more;
    private int weight;
    private int depth;

    /** When it became what it is; 0 as long as items can be added. */
    long order;
    /** Whether something holds or returns it. */
    boolean used;

    Naming naming = Naming.INLINE;
    /** The number of its variable, given when the program is written. */
    int variable;

    Expression(Kind kind, long offset, long value, String word) {
        this.kind = kind;
        this.offset = offset;
        this.value = value;
        this.word = word;
        this.weight = 1 + word.length() / TEXT_OF_A_PART;
    }

    static Expression word(String word, long offset) {
        return new Expression(Kind.WORD, offset, 0, word);
    }

    static Expression container(Kind kind, long offset) {
        return new Expression(kind, offset, 0, "");
    }

    static Expression unknown(String word, long offset) {
        return new Expression(Kind.UNKNOWN, offset, 0, word);
    }

    boolean isAtom() {
        return switch (kind) {
            case INT, FLOAT, TEXT, BYTES, WORD, UNKNOWN, GLOBAL -> true;
            case BYTEARRAY, TUPLE, LIST, DICT, SET, FROZENSET, CALL, UNPACKED -> false;
        };
    }

    /** Whether a literal says all of it and nothing can change it, so that it may be written twice. */
    boolean isConstant() {
        return isAtom() || (kind == Kind.TUPLE || kind == Kind.FROZENSET) && depth <= 1 && weight <= 6;
    }

    boolean isContainer() {
        return kind == Kind.LIST || kind == Kind.DICT || kind == Kind.SET;
    }

    int count() {
        return count;
    }

    Expression item(int i) {
        return items[i];
    }

    /** How many items were not kept; of a dict, pairs. */
    long more() {
        return more;
    }

    int weight() {
        return weight;
    }

    /** How many levels of brackets it takes to write it. */
    int depth() {
        return depth;
    }

    /** Adds an item, if it is still small enough to be kept. */
    void add(Expression item) {
        int added = item.weightWithin();
        if (more > 0 || count >= MOST_ITEMS || weight + added > MOST_WEIGHT) {
            more++;
            return;
        }
        keep(item);
        weight += added;
    }

    /** Adds both or none. */
    void addPair(Expression key, Expression mapped) {
        int added = key.weightWithin() + mapped.weightWithin();
        if (more > 0 || count >= 2 * MOST_ITEMS || weight + added > MOST_WEIGHT) {
            more++;
            return;
        }
        keep(key);
        keep(mapped);
        weight += added;
    }

    /** Counts items that nobody knows. */
    void addUnknown(long n) {
        more += n;
    }

    private int weightWithin() {
        return naming == Naming.INLINE ? weight : 1;
    }

    private void keep(Expression item) {
        if (count == items.length) {
            items = Arrays.copyOf(items, Math.max(2, 2 * count));
        }
        items[count++] = item;
        depth = Math.max(depth, item.naming == Naming.INLINE ? item.depth + 1 : 1);
    }
}
