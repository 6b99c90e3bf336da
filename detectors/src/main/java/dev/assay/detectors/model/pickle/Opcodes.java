package dev.assay.detectors.model.pickle;

/** The opcodes of protocols 0 to 5, named as in CPython's {@code Lib/pickle.py}, and what follows each in the bytes. */
final class Opcodes {
    static final int MARK = '(';
    static final int STOP = '.';
    static final int POP = '0';
    static final int POP_MARK = '1';
    static final int DUP = '2';
    static final int FLOAT = 'F';
    static final int INT = 'I';
    static final int BININT = 'J';
    static final int BININT1 = 'K';
    static final int LONG = 'L';
    static final int BININT2 = 'M';
    static final int NONE = 'N';
    static final int PERSID = 'P';
    static final int BINPERSID = 'Q';
    static final int REDUCE = 'R';
    static final int STRING = 'S';
    static final int BINSTRING = 'T';
    static final int SHORT_BINSTRING = 'U';
    static final int UNICODE = 'V';
    static final int BINUNICODE = 'X';
    static final int APPEND = 'a';
    static final int BUILD = 'b';
    static final int GLOBAL = 'c';
    static final int DICT = 'd';
    static final int EMPTY_DICT = '}';
    static final int APPENDS = 'e';
    static final int GET = 'g';
    static final int BINGET = 'h';
    static final int INST = 'i';
    static final int LONG_BINGET = 'j';
    static final int LIST = 'l';
    static final int EMPTY_LIST = ']';
    static final int OBJ = 'o';
    static final int PUT = 'p';
    static final int BINPUT = 'q';
    static final int LONG_BINPUT = 'r';
    static final int SETITEM = 's';
    static final int TUPLE = 't';
    static final int EMPTY_TUPLE = ')';
    static final int SETITEMS = 'u';
    static final int BINFLOAT = 'G';
    static final int BINBYTES = 'B';
    static final int SHORT_BINBYTES = 'C';
    static final int PROTO = 0x80;
    static final int NEWOBJ = 0x81;
    static final int EXT1 = 0x82;
    static final int EXT2 = 0x83;
    static final int EXT4 = 0x84;
    static final int TUPLE1 = 0x85;
    static final int TUPLE2 = 0x86;
    static final int TUPLE3 = 0x87;
    static final int NEWTRUE = 0x88;
    static final int NEWFALSE = 0x89;
    static final int LONG1 = 0x8a;
    static final int LONG4 = 0x8b;
    static final int SHORT_BINUNICODE = 0x8c;
    static final int BINUNICODE8 = 0x8d;
    static final int BINBYTES8 = 0x8e;
    static final int EMPTY_SET = 0x8f;
    static final int ADDITEMS = 0x90;
    static final int FROZENSET = 0x91;
    static final int NEWOBJ_EX = 0x92;
    static final int STACK_GLOBAL = 0x93;
    static final int MEMOIZE = 0x94;
    static final int FRAME = 0x95;
    static final int BYTEARRAY8 = 0x96;
    static final int NEXT_BUFFER = 0x97;
    static final int READONLY_BUFFER = 0x98;

    /** The highest protocol that CPython reads; a higher number is refused by every unpickler there is. */
    static final int HIGHEST_PROTOCOL = 5;

    /** Operand forms: 0 to 9 is that many bytes. */
    static final int NO_OPCODE = -1;

    static final int LINE = 10;
    static final int TWO_LINES = 11;
    /** A length of one byte, then so many bytes. */
    static final int COUNTED1 = 12;
    /** A length of four bytes, then so many bytes. */
    static final int COUNTED4 = 13;
    /** A length of eight bytes, then so many bytes. */
    static final int COUNTED8 = 14;

    private Opcodes() {}

    /** What follows an opcode: a number of bytes, one of the forms, or {@link #NO_OPCODE}. */
    static int operand(int opcode) {
        return switch (opcode) {
            case MARK, STOP, POP, POP_MARK, DUP, NONE, BINPERSID, REDUCE, APPEND, BUILD, DICT, EMPTY_DICT, APPENDS -> 0;
            case LIST, EMPTY_LIST, OBJ, SETITEM, TUPLE, EMPTY_TUPLE, SETITEMS, NEWOBJ, TUPLE1, TUPLE2, TUPLE3 -> 0;
            case NEWTRUE, NEWFALSE, EMPTY_SET, ADDITEMS, FROZENSET, NEWOBJ_EX, STACK_GLOBAL, MEMOIZE -> 0;
            case NEXT_BUFFER, READONLY_BUFFER -> 0;
            case PROTO, EXT1, BININT1, BINGET, BINPUT -> 1;
            case EXT2, BININT2 -> 2;
            case EXT4, BININT, LONG_BINGET, LONG_BINPUT -> 4;
            case BINFLOAT, FRAME -> 8;
            case FLOAT, INT, LONG, PERSID, STRING, UNICODE, GET, PUT -> LINE;
            case GLOBAL, INST -> TWO_LINES;
            case SHORT_BINSTRING, SHORT_BINBYTES, LONG1, SHORT_BINUNICODE -> COUNTED1;
            case BINSTRING, BINUNICODE, BINBYTES, LONG4 -> COUNTED4;
            case BINUNICODE8, BINBYTES8, BYTEARRAY8 -> COUNTED8;
            default -> NO_OPCODE;
        };
    }

    /** Whether it pushes a text, which may later name a module or what is in it. */
    static boolean pushesText(int opcode) {
        return switch (opcode) {
            case STRING, BINSTRING, SHORT_BINSTRING, UNICODE, BINUNICODE, SHORT_BINUNICODE, BINUNICODE8 -> true;
            default -> false;
        };
    }

    /** Whether it puts the top of the stack into the memo. */
    static boolean puts(int opcode) {
        return opcode == MEMOIZE || opcode == BINPUT || opcode == LONG_BINPUT || opcode == PUT;
    }
}
