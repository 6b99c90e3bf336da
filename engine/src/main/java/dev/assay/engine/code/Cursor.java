package dev.assay.engine.code;

import dev.assay.engine.bytes.Budget;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a parser is among the tokens, how deep, and what it gave up. Nesting is counted, never left to the stack; so is the height
 * of what is built, which grows without nesting in {@code a.b().c()} and {@code a - b + c}.
 */
final class Cursor {
    /** Statements and expressions within one another. */
    static final int DEEPEST = 200;
    /** What is built is never higher than about this. */
    static final int HIGHEST = 400;

    /** A {@link #mode} in which lines end statements, and arrows and braces are what they are. */
    static final int PLAIN = 0;
    /** In a {@link #mode}: the end of a line means nothing, as in parentheses. */
    static final int IN_BRACKETS = 1;
    /** In a {@link #mode}: an arrow ends the expression, as in a case. */
    static final int NO_LAMBDA = 2;
    /** In a {@link #mode}: a brace ends the expression, as in the head of a loop. */
    static final int NO_BLOCK = 4;

    private static final int MOST_GAPS = 100;
    private static final int CLOCK_EVERY_TOKENS = 4096;
    private static final int TOKEN_BYTES = 16;

    final Tokens tokens;
    final Profile profile;
    final Names names;
    final List<Source.GivenUp> gaps = new ArrayList<>();
    private final Budget budget;
    int at;
    int height;
    /** What of the flags above holds here; who goes into a group sets it, and back when the group is over. */
    int mode;
    /** Of the type whose members these are; empty outside and in functions. */
    String type = "";

    /** Whether this is within a function's body. */
    boolean inFunction;

    private int depth;
    private int clockAt;

    Cursor(Tokens tokens, Profile profile, Budget budget) {
        this.tokens = tokens;
        this.profile = profile;
        this.budget = budget;
        this.names = new Names(tokens.text);
    }

    /** One level deeper; gives what {@link #leave} takes, or -1 if that is too deep. */
    int enter() {
        if (at >= clockAt) {
            clockAt = at + CLOCK_EVERY_TOKENS;
            budget.spendWork((long) CLOCK_EVERY_TOKENS * TOKEN_BYTES);
        }
        if (depth >= DEEPEST) {
            return -1;
        }
        depth++;
        int outer = height;
        height = 0;
        return outer;
    }

    void leave(int outer) {
        depth--;
        height = Math.max(outer, height + 1);
    }

    /** Counts levels that are built although nothing nests; whoever deepens takes them back. */
    void deepen(int levels) {
        depth += levels;
    }

    /** Skips what is here, as a whole if it is in brackets. */
    Expression giveUp() {
        int start = start();
        gap(start, "nested more than " + DEEPEST + " levels deep");
        if (kind() == Tokens.OPEN) {
            skipGroup();
        } else if (kind() != Tokens.END && kind() != Tokens.CLOSE && kind() != Tokens.DEDENT) {
            at++;
        }
        return new Expression.Other(List.of(), start, Math.max(start, lastEnd()));
    }

    void gap(int start, String reason) {
        if (gaps.size() < MOST_GAPS) {
            gaps.add(new Source.GivenUp(start, reason));
        }
    }

    boolean inBrackets() {
        return (mode & IN_BRACKETS) != 0;
    }

    boolean noLambda() {
        return (mode & NO_LAMBDA) != 0;
    }

    boolean noBlock() {
        return (mode & NO_BLOCK) != 0;
    }

    int kind() {
        return tokens.kind(at);
    }

    int kind(int ahead) {
        return at + ahead <= tokens.count ? tokens.kind(at + ahead) : Tokens.END;
    }

    Word word() {
        return tokens.word(at);
    }

    int operator() {
        return tokens.operator(at);
    }

    boolean isComma(int token) {
        return tokens.kind(token) == Tokens.COMMA;
    }

    /** Whether a name is that of a variable, by its sign. */
    boolean isVariable(int token) {
        return profile.namesWithSign() && tokens.kind(token) == Tokens.NAME && tokens.first(token) == '$';
    }

    /** Whether it may be a part of a type in front of a variable. */
    boolean isTypePart(int token) {
        return tokens.kind(token) == Tokens.NAME && !isVariable(token)
                || is(token, Signs.QUESTION)
                || is(token, Signs.OR)
                || is(token, Signs.AND)
                || is(token, Signs.ELLIPSIS);
    }

    /** The name here, without the sign of a variable: of a property. */
    String property() {
        String name = name();
        return isVariable(at) ? name.substring(1) : name;
    }

    boolean is(int operator) {
        return tokens.kind(at) == Tokens.OPERATOR && tokens.data[at] == operator;
    }

    boolean is(int token, int operator) {
        return tokens.kind(token) == Tokens.OPERATOR && tokens.data[token] == operator;
    }

    /** The last name in front of a token. */
    int lastName(int before) {
        int i = before - 1;
        while (i > at && tokens.kind(i) != Tokens.NAME) {
            i--;
        }
        return i;
    }

    boolean isWord(String word) {
        return kind() == Tokens.NAME && tokens.is(at, word);
    }

    boolean isNameAt(int token, String word) {
        return tokens.kind(token) == Tokens.NAME && tokens.is(token, word);
    }

    boolean opens(char bracket) {
        return tokens.opens(at, bracket);
    }

    boolean accept(int operator) {
        if (is(operator)) {
            at++;
            return true;
        }
        return false;
    }

    boolean accept(Word word) {
        if (word() == word) {
            at++;
            return true;
        }
        return false;
    }

    boolean acceptKind(int kind) {
        if (kind() == kind) {
            at++;
            return true;
        }
        return false;
    }

    int start() {
        return tokens.starts[at];
    }

    /** Where the token before ends. */
    int lastEnd() {
        return at == 0 ? 0 : tokens.ends[at - 1];
    }

    /** The index of what ends the bracket here. */
    int match() {
        return tokens.data[at];
    }

    /** The token after the group that opens at {@code token}. */
    int afterGroup(int token) {
        int end = tokens.data[token];
        return tokens.kind(end) == Tokens.CLOSE && tokens.data[end] == token ? end + 1 : end;
    }

    void skipGroup() {
        at = afterGroup(at);
    }

    /** The text of the token here. */
    String name() {
        return names.of(tokens.starts[at], tokens.ends[at]);
    }

    /** What is written from one token up to another. */
    String slice(int from, int to) {
        return from >= to ? "" : names.of(tokens.starts[from], tokens.ends[to - 1]);
    }

    /** Whether the token here begins a new line that ends the statement before it. */
    boolean endsLine() {
        return endsLine(at);
    }

    boolean endsLine(int token) {
        if (!tokens.has(token, Tokens.AFTER_LINE)) {
            return false;
        }
        return switch (profile.lines()) {
            case NONE, LENIENT -> false;
            case INSERTED -> token > 0 && mayEnd(token - 1);
            case ENDS -> !inBrackets() && !continuesLine(token);
        };
    }

    private boolean continuesLine(int token) {
        int operator = tokens.operator(token);
        return operator != 0 && profile.continuesLine(operator);
    }

    private boolean mayEnd(int token) {
        return switch (tokens.kind(token)) {
            case Tokens.NAME ->
                switch (tokens.word(token)) {
                    case NONE, RETURN, JUMP, TRUE, FALSE, NOTHING, PRIMITIVE -> true;
                    default -> false;
                };
            case Tokens.NUMBER, Tokens.STRING, Tokens.CLOSE -> true;
            case Tokens.OPERATOR -> tokens.data[token] == Signs.INCREMENT || tokens.data[token] == Signs.DECREMENT;
            default -> false;
        };
    }

    /** Whether nothing of a statement can come here. */
    boolean atEnd() {
        return switch (kind()) {
            case Tokens.END,
                    Tokens.SEMICOLON,
                    Tokens.NEWLINE,
                    Tokens.CLOSE,
                    Tokens.INDENT,
                    Tokens.DEDENT,
                    Tokens.DIRECTIVE,
                    Tokens.DIRECTIVE_END -> true;
            default -> endsLine();
        };
    }
}
