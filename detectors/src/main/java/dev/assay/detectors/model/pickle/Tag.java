package dev.assay.detectors.model.pickle;

/**
 * A value of the symbolic machine in one int: what kind of object the unpickler would have there in the low four bits,
 * and above them 28 bits that depend on the kind. Two values that are of no further interest are equal ints.
 */
final class Tag {
    static final int KIND_BITS = 4;
    static final int KIND_MASK = 0xf;
    static final int PAYLOAD_MASK = 0x0fff_ffff;

    /** Some object, of which nothing is known. */
    static final int UNKNOWN = 0;
    /** None, a bool or a number: the payload says which. */
    static final int ATOM = 1;
    /** An int that fits into 28 bits, signed. */
    static final int INT = 2;
    /** A text: the low bits of the offset of the opcode that pushed it. */
    static final int STRING = 3;
    /** A text whose characters are kept, as its number in the pool. */
    static final int POOLED = 4;
    /** Bytes: the low bits of the offset of the opcode that pushed them. */
    static final int BYTES = 5;
    /** A text that can be found again by its place in the memo. */
    static final int MEMO_STRING = 6;
    /** A text whose full offset is in a table. */
    static final int PINNED = 7;
    /** Something imported: its number among the callables. */
    static final int GLOBAL = 8;
    /** What a call returned: the number of what was called. */
    static final int RESULT = 9;
    /** A tuple; the payload of this and the next three is where its items are in the ring, 0 for not known. */
    static final int TUPLE = 10;

    static final int LIST = 11;
    static final int DICT = 12;
    static final int SET = 13;
    /** A numpy dtype: its number among those. */
    static final int DTYPE = 14;
    /** What a call returned that the machine follows: its number among those. */
    static final int DERIVED = 15;

    /** What a persistent id stands for, or what is made of it. */
    static final int PERSISTENT = of(UNKNOWN, 1);

    static final int NONE = of(ATOM, 0);
    static final int TRUE = of(ATOM, 1);
    static final int FALSE = of(ATOM, 2);
    static final int NUMBER = of(ATOM, 3);
    /** A dict that something else holds as well: what is in it may change at any time. */
    static final int SHARED_DICT = of(DICT, Ring.SHARED);

    static final int EMPTY_TUPLE = of(TUPLE, Ring.EMPTY);

    private Tag() {}

    static int of(int kind, int payload) {
        return payload << KIND_BITS | kind;
    }

    static int kind(int tag) {
        return tag & KIND_MASK;
    }

    static int payload(int tag) {
        return tag >>> KIND_BITS;
    }

    /** The value of an {@link #INT}. */
    static int signed(int tag) {
        return tag >> KIND_BITS;
    }

    /** An int, exactly if it fits. */
    static int integer(long value) {
        return value << 36 >> 36 == value ? of(INT, (int) value) : NUMBER;
    }

    static boolean isText(int tag) {
        int kind = kind(tag);
        return kind == STRING || kind == POOLED || kind == MEMO_STRING || kind == PINNED;
    }

    /** Whether the payload points into the ring. */
    static boolean isContainer(int tag) {
        int kind = kind(tag);
        return kind >= TUPLE && kind <= SET;
    }

    /** What two now hold: whatever is put into an empty container through one of them is in the other as well. */
    static int held(int tag) {
        return tag >= LIST && tag <= SET ? tag | Ring.SHARED << KIND_BITS : tag;
    }

    /** What is left of a container once its items are forgotten. */
    static int withoutItems(int tag) {
        return tag == EMPTY_TUPLE ? tag : kind(tag) == TUPLE ? TUPLE : held(kind(tag));
    }

    /** Whether its use is to be recorded with a callable. */
    static boolean isCallable(int tag) {
        int kind = kind(tag);
        return kind == GLOBAL || kind == RESULT;
    }
}
