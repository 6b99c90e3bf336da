package dev.assay.engine.code;

import java.util.List;

/** What a word means to the parser; each language says in its profile which of its words mean it. */
enum Word {
    /** Any name. */
    NONE,
    IMPORT,
    /** {@code from} of an import. */
    FROM,
    EXPORT,
    /** {@code package}, {@code namespace}, {@code module}: what the text is a part of, or a block of names. */
    PACKAGE,
    /** {@code class}, {@code struct}, {@code interface} and the like. */
    TYPE,
    /** A type whose members begin with its constants. */
    ENUM,
    /** Another name for a type. */
    ALIAS,
    /** A block with the members of a type that is declared elsewhere. */
    IMPL,
    FUNCTION,
    /** Stands in place of a function's name as well. */
    CONSTRUCTOR,
    RETURN,
    THROW,
    IF,
    /** {@code if} of the opposite. */
    UNLESS,
    ELIF,
    ELSE,
    SWITCH,
    CASE,
    DEFAULT,
    FOR,
    WHILE,
    /** {@code while} of the opposite. */
    UNTIL,
    /** Without a condition. */
    LOOP,
    DO,
    TRY,
    CATCH,
    FINALLY,
    /** What binds something for a block: {@code with}, {@code using}, {@code synchronized}. */
    WITH,
    NEW,
    TRUE,
    FALSE,
    NOTHING,
    /** Stands before a declaration. */
    MODIFIER,
    /** Declares what gets no other value. */
    CONSTANT,
    /** Declares what may get another value. */
    VARIABLE,
    /** {@code break}, {@code continue}, {@code pass}: nothing flows on here, and nothing is lost. */
    JUMP,
    /** Names what is declared elsewhere: {@code global}. */
    SCOPE,
    /** Does its expression at another time: {@code defer}, {@code go}. */
    DEFER,
    /** What a {@code for} runs through comes after it. */
    IN,
    AS,
    /** Supertypes come after it. */
    EXTENDS,
    /** Exceptions or constraints come after it, up to the body. */
    THROWS,
    /** Says something to a compiler, in parentheses perhaps. */
    ATTRIBUTE,
    /** A type that is no name: {@code int}. */
    PRIMITIVE,
    LAMBDA,
    ASYNC,
    /** Ends a block where no bracket does. */
    END,
    /** Begins the body of a head where no bracket does: {@code then}. */
    THEN,
    /** An operator that is a word. */
    OPERATOR;

    private static final List<Word> ALL = List.of(values());

    /** The number by which a token holds it; slow. */
    int code() {
        return ALL.indexOf(this);
    }

    static Word of(int code) {
        return ALL.get(code);
    }
}
