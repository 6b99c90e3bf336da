package dev.assay.engine.code;

/** The numbers of the operators that the grammar itself names. */
final class Signs {
    static final int ASSIGN = Operators.id("=");
    static final int DEFINE = Operators.id(":=");
    static final int ARROW = Operators.id("->");
    static final int FAT_ARROW = Operators.id("=>");
    static final int COLON = Operators.id(":");
    static final int QUESTION = Operators.id("?");
    static final int DOT = Operators.id(".");
    static final int SAFE_DOT = Operators.id("?.");
    static final int SCOPE = Operators.id("::");
    static final int ELLIPSIS = Operators.id("...");
    static final int LESS = Operators.id("<");
    static final int MORE = Operators.id(">");
    static final int MORE_OR_SAME = Operators.id(">=");
    static final int STAR = Operators.id("*");
    static final int DOUBLE_STAR = Operators.id("**");
    static final int AND = Operators.id("&");
    static final int DOUBLE_AND = Operators.id("&&");
    static final int OR = Operators.id("|");
    static final int DOUBLE_OR = Operators.id("||");
    static final int PLUS = Operators.id("+");
    static final int MINUS = Operators.id("-");
    static final int AT = Operators.id("@");
    static final int BANG = Operators.id("!");
    static final int DOUBLE_BANG = Operators.id("!!");
    static final int TILDE = Operators.id("~");
    static final int RECEIVE = Operators.id("<-");
    static final int INCREMENT = Operators.id("++");
    static final int DECREMENT = Operators.id("--");
    static final int RIGHT = Operators.id(">>");
    static final int UNSIGNED_RIGHT = Operators.id(">>>");
    static final int RIGHT_ASSIGN = Operators.id(">>=");
    static final int UNSIGNED_RIGHT_ASSIGN = Operators.id(">>>=");
    static final int AND_WORD = Operators.id("and");
    static final int OR_WORD = Operators.id("or");
    static final int NOT = Operators.id("not");
    static final int IN = Operators.id("in");
    static final int NOT_IN = Operators.id("!in");
    static final int IS = Operators.id("is");
    static final int NOT_IS = Operators.id("!is");
    static final int AS = Operators.id("as");
    static final int AS_OR_NULL = Operators.id("as?");
    static final int AS_FORCED = Operators.id("as!");
    static final int INSTANCEOF = Operators.id("instanceof");
    static final int YIELD = Operators.id("yield");
    static final int SIZEOF = Operators.id("sizeof");
    static final int SATISFIES = Operators.id("satisfies");
    static final int TRY = Operators.id("try");
    static final int OWN = Operators.id("(own)");
    static final int OWN_ASSIGN = Operators.id("(own)=");
    static final int RANGE = Operators.id("..");

    private Signs() {}
}
