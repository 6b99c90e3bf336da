package dev.assay.detectors.model.pickle;

import java.util.Arrays;

/**
 * Runs the first opcodes of what may be a pickle and only counts: how many values are on the stack, whether something is
 * named, called or filled. Reads nothing but the bytes it is given.
 */
final class Trial {
    /** Why the trial ended. */
    enum End {
        STOPPED,
        ENOUGH,
        OUT_OF_BYTES,
        FAILED
    }

    /** Longer than any name, but attributes can be walked over and over: {@code system.__call__.__call__...}. */
    private static final int MOST_NAME = 64 * 1024;

    private static final int MOST_PERSISTENT_ID = 256;
    /** What stands around a number for C's {@code strtol} and for {@code PyLong_FromString}. */
    private static final String SPACE = " \t\r\u000b\f";

    private static final int[] NO_MARKS = {};

    private final byte[] bytes;
    private final int to;
    private final boolean strict;
    private int[] marks = NO_MARKS;
    private int markCount;
    private int size;
    private int at;
    private int opcodes;
    private boolean named;
    private boolean called;
    private boolean spelled;
    private boolean filled;
    private long operandEnd;
    private boolean holdsPickle;
    private End end = End.FAILED;

    /** @param strict whether names must look like names, since nothing but the opcodes speaks for a pickle */
    Trial(byte[] bytes, int from, int to, boolean strict) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
        this.strict = strict;
    }

    /** Whether a pickle without PROTO may begin with this opcode: one that needs nothing on the stack. */
    static boolean mayBegin(int opcode) {
        return switch (opcode) {
            case Opcodes.MARK, Opcodes.EMPTY_LIST, Opcodes.EMPTY_DICT, Opcodes.EMPTY_TUPLE, Opcodes.EMPTY_SET -> true;
            case Opcodes.GLOBAL, Opcodes.INT, Opcodes.LONG, Opcodes.FLOAT, Opcodes.NONE, Opcodes.PERSID -> true;
            case Opcodes.STRING, Opcodes.UNICODE, Opcodes.BINSTRING, Opcodes.SHORT_BINSTRING -> true;
            case Opcodes.BINUNICODE, Opcodes.SHORT_BINUNICODE, Opcodes.BINUNICODE8 -> true;
            case Opcodes.BINBYTES, Opcodes.SHORT_BINBYTES, Opcodes.BINBYTES8, Opcodes.BYTEARRAY8 -> true;
            case Opcodes.BININT, Opcodes.BININT1, Opcodes.BININT2, Opcodes.BINFLOAT -> true;
            case Opcodes.NEWTRUE, Opcodes.NEWFALSE, Opcodes.LONG1, Opcodes.LONG4, Opcodes.FRAME -> true;
            case Opcodes.EXT1, Opcodes.EXT2, Opcodes.EXT4, Opcodes.NEXT_BUFFER -> true;
            default -> false;
        };
    }

    End end() {
        return end;
    }

    /** How many opcodes ran. */
    int opcodes() {
        return opcodes;
    }

    /** Where the next opcode would be. */
    int position() {
        return at;
    }

    /**
     * Whether an operand goes beyond {@code end}, so that nobody reads it. One that only goes beyond the bytes at hand says
     * nothing: the rest of the pickle is where this trial cannot look.
     */
    boolean reachesBeyond(long end) {
        return operandEnd > end;
    }

    /** Whether something was named and then called or built. */
    boolean calls() {
        return named && called;
    }

    /** Whether a name was spelled out, and something called or built. Codes of extensions are any bytes, and hardly ever used. */
    boolean callsSpelled() {
        return spelled && called;
    }

    /** Whether a name was spelled out. */
    boolean spells() {
        return spelled;
    }

    /** Whether something was named. */
    boolean names() {
        return named;
    }

    /** Whether an operand looks like the beginning of a pickle itself. */
    boolean holdsPickle() {
        return holdsPickle;
    }

    /** Whether there was more than bare values: names, or containers with something put into them. */
    boolean holdsSomething() {
        return named || filled;
    }

    /** Whether nothing but the result is on the stack, as in every pickle that a pickler wrote. */
    boolean leavesOne() {
        return size == 1 && markCount == 0;
    }

    /**
     * Ends with {@link End#ENOUGH} after so many opcodes, without PROTO only once there is something that speaks for a
     * pickle: any number of values may be pushed and dropped before the first one that does anything.
     */
    void run(int enough) {
        run(enough, false);
    }

    /** Ends with {@link End#ENOUGH} once something is called after a name was spelled out. */
    void runToCall() {
        run(0, true);
    }

    private void run(int enough, boolean toCall) {
        while (toCall ? !callsSpelled() : opcodes < enough || strict && !holdsSomething()) {
            if (at >= to) {
                end = End.OUT_OF_BYTES;
                return;
            }
            int opcode = bytes[at] & 0xff;
            int next = next(opcode);
            if (next > to) {
                end = End.OUT_OF_BYTES;
                return;
            }
            if (next < 0 || !apply(opcode)) {
                end = End.FAILED;
                return;
            }
            opcodes++;
            at = next;
            if (opcode == Opcodes.STOP) {
                end = End.STOPPED;
                return;
            }
        }
        end = End.ENOUGH;
    }

    /** Where the opcode ends: beyond {@link #to} if the bytes do not hold all of it, -1 if it is none. */
    private int next(int opcode) {
        int form = Opcodes.operand(opcode);
        return switch (form) {
            case Opcodes.NO_OPCODE -> -1;
            case Opcodes.LINE -> line(opcode, at + 1);
            case Opcodes.TWO_LINES -> {
                int second = name(at + 1);
                yield second < 0 || second > to ? second : name(second);
            }
            case Opcodes.COUNTED1 -> counted(1);
            case Opcodes.COUNTED4 -> counted(4);
            case Opcodes.COUNTED8 -> counted(8);
            default -> at + 1 + form;
        };
    }

    private int counted(int lengthBytes) {
        if (at + 1 + lengthBytes > to) {
            return to + 1;
        }
        long length = 0;
        for (int i = lengthBytes; i > 0; i--) {
            length = length << 8 | bytes[at + i] & 0xff;
        }
        if (length < 0 || length >> 40 != 0) {
            return -1; // no pickle has operands of a terabyte
        }
        operandEnd = at + 1L + lengthBytes + length;
        holdsPickle |= length >= Nested.LEAST_BYTES && operandEnd <= to && mayBePickle(at + 1 + lengthBytes);
        return (int) Math.min(to + 1L, operandEnd);
    }

    private boolean mayBePickle(int operand) {
        return (bytes[operand] & 0xff) == Opcodes.PROTO
                        && bytes[operand + 1] >= 0
                        && bytes[operand + 1] <= Opcodes.HIGHEST_PROTOCOL
                || Nested.beginsWithProto(bytes, operand);
    }

    private int newline(int from) {
        int i = from;
        while (i < to && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    private int line(int opcode, int from) {
        int newline = newline(from);
        int length = newline - from;
        boolean plausible = switch (opcode) {
            case Opcodes.INT, Opcodes.LONG -> isNumber(from, newline, "+xXoObBabcdefABCDEF_L" + SPACE);
            case Opcodes.GET, Opcodes.PUT -> isNumber(from, newline, "+_" + SPACE);
            case Opcodes.FLOAT -> isNumber(from, newline, "_.eE+-naiftyNAIFTY" + SPACE);
            case Opcodes.STRING ->
                from == to
                        || length > 0
                                && (bytes[from] == '\'' || bytes[from] == '"')
                                && (newline == to || length > 1 && bytes[newline - 1] == bytes[from]);
            case Opcodes.PERSID -> length > 0 && length <= MOST_PERSISTENT_ID && isAscii(from, newline);
            default -> true;
        };
        return plausible ? newline + 1 : -1;
    }

    private boolean isAscii(int from, int newline) {
        for (int i = from; i < newline; i++) {
            if (bytes[i] < ' ' || bytes[i] == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private boolean isNumber(int from, int newline, String others) {
        boolean digit = false;
        for (int i = from; i < newline; i++) {
            char c = (char) (bytes[i] & 0xff);
            boolean isDigit = c >= '0' && c <= '9';
            if (c == 0 && digit) {
                return true; // where the number ends for C, whatever follows in the line
            }
            if (!isDigit && !(i == from && c == '-') && others.indexOf(c) < 0) {
                return false;
            }
            digit |= isDigit;
        }
        return digit || newline == to || others.indexOf('n') >= 0 && newline > from;
    }

    /** A line that may be the name of a module or of what is in it. */
    private int name(int from) {
        int newline = newline(from);
        if (newline == from || newline - from > MOST_NAME) {
            return newline == to ? to + 1 : -1;
        }
        for (int i = from; strict && i < newline; i++) {
            int c = bytes[i] & 0xff;
            boolean word = c == '_' || c >= 0x80 || (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
            boolean later = c == '.' && bytes[i - 1] != '.' || c >= '0' && c <= '9' || c == '<' || c == '>' || c == '-';
            if (!word && (i == from || !later)) {
                return -1;
            }
        }
        return newline + 1;
    }

    /** What the opcode does; whether it can. One that lacks what it needs of the stack calls nothing. */
    private boolean apply(int opcode) {
        boolean can = moves(opcode);
        called |= can
                && switch (opcode) {
                    case Opcodes.INST, Opcodes.OBJ, Opcodes.REDUCE, Opcodes.NEWOBJ, Opcodes.NEWOBJ_EX, Opcodes.BUILD ->
                        true;
                    default -> false;
                };
        named |= switch (opcode) {
            case Opcodes.GLOBAL, Opcodes.INST, Opcodes.STACK_GLOBAL, Opcodes.EXT1, Opcodes.EXT2, Opcodes.EXT4 -> true;
            default -> false;
        };
        spelled |= opcode == Opcodes.GLOBAL || opcode == Opcodes.INST || opcode == Opcodes.STACK_GLOBAL;
        filled |= switch (opcode) {
            case Opcodes.TUPLE, Opcodes.LIST, Opcodes.DICT, Opcodes.FROZENSET, Opcodes.APPENDS, Opcodes.SETITEMS ->
                true;
            case Opcodes.ADDITEMS, Opcodes.APPEND, Opcodes.SETITEM -> true;
            case Opcodes.TUPLE1, Opcodes.TUPLE2, Opcodes.TUPLE3 -> true;
            default -> false;
        };
        return can;
    }

    /** What the opcode does to the stack; whether it can. */
    private boolean moves(int opcode) {
        return switch (opcode) {
            case Opcodes.PROTO, Opcodes.FRAME -> true;
            case Opcodes.MARK -> mark();
            case Opcodes.POP -> markCount > 0 && marks[markCount - 1] == size ? take(0) : pop(1);
            case Opcodes.POP_MARK -> take(0);
            case Opcodes.TUPLE, Opcodes.LIST, Opcodes.DICT, Opcodes.FROZENSET, Opcodes.INST -> take(0) && give();
            case Opcodes.OBJ -> take(1) && give();
            case Opcodes.APPENDS, Opcodes.SETITEMS, Opcodes.ADDITEMS -> take(0) && has(1);
            case Opcodes.APPEND -> pop(1) && has(1);
            case Opcodes.SETITEM -> pop(2) && has(1);
            case Opcodes.TUPLE1, Opcodes.BINPERSID -> pop(1) && give();
            case Opcodes.TUPLE2, Opcodes.STACK_GLOBAL, Opcodes.REDUCE, Opcodes.NEWOBJ, Opcodes.BUILD ->
                pop(2) && give();
            case Opcodes.TUPLE3, Opcodes.NEWOBJ_EX -> pop(3) && give();
            case Opcodes.DUP -> has(1) && give();
            case Opcodes.STOP, Opcodes.PUT, Opcodes.BINPUT, Opcodes.LONG_BINPUT, Opcodes.MEMOIZE -> has(1);
            case Opcodes.READONLY_BUFFER -> has(1);
            default -> give();
        };
    }

    private boolean mark() {
        if (markCount == marks.length) {
            marks = Arrays.copyOf(marks, Math.max(16, marks.length * 2)); // at most one for each byte of the head
        }
        marks[markCount++] = size;
        return true;
    }

    private boolean has(int n) {
        return size - (markCount == 0 ? 0 : marks[markCount - 1]) >= n;
    }

    private boolean pop(int n) {
        if (!has(n)) {
            return false;
        }
        size -= n;
        return true;
    }

    private boolean give() {
        size++;
        return true;
    }

    /** Takes everything down to the last mark, at least {@code least} values. */
    private boolean take(int least) {
        if (markCount == 0 || size - marks[markCount - 1] < least) {
            return false;
        }
        size = marks[--markCount];
        return true;
    }
}
