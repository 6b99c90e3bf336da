package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands between a word such as {@code if} and the body. */
final class HeadParser {
    /** Of a condition's line that are looked at for its end. */
    private static final int MOST_TOKENS = 100;

    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    HeadParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
        this.profile = cursor.profile;
    }

    /** A condition; what is declared in it, or done before it, goes to {@code before}. */
    @Nullable
    Expression condition(List<Statement> before) {
        if (profile.has(Trait.OPTIONAL_BRACES) && endsWithWord()) {
            int mode = cursor.mode;
            cursor.mode |= Cursor.NO_BLOCK;
            Expression condition = parser.expressions.expression();
            cursor.mode = mode;
            if (cursor.word() == Word.THEN || cursor.word() == Word.DO) {
                cursor.at++;
            }
            return condition;
        }
        if (profile.has(Trait.PARENTHESES)) {
            return cursor.opens('(') ? inParentheses(before) : null;
        }
        int mode = cursor.mode;
        cursor.mode |= Cursor.NO_BLOCK;
        Expression condition = bare(before);
        cursor.mode = mode;
        return condition;
    }

    /** Whether a condition goes on up to a word rather than to the end of its parentheses. */
    private boolean endsWithWord() {
        if (!cursor.opens('(')) {
            return true;
        }
        int at = cursor.afterGroup(cursor.at);
        for (int seen = 0; seen < MOST_TOKENS; seen++) {
            Word word = tokens.word(at);
            if (word == Word.THEN || word == Word.DO) {
                return true;
            }
            boolean ends = tokens.has(at, Tokens.AFTER_LINE)
                    || word == Word.ELSE
                    || word == Word.IF
                    || tokens.kind(at) == Tokens.SEMICOLON
                    || tokens.kind(at) == Tokens.CLOSE
                    || tokens.opens(at, '{');
            if (ends) {
                return false;
            }
            at = tokens.kind(at) == Tokens.OPEN ? cursor.afterGroup(at) : at + 1;
        }
        return false;
    }

    private @Nullable Expression inParentheses(List<Statement> before) {
        int open = cursor.at++;
        int end = tokens.data[open];
        int mode = cursor.mode;
        cursor.mode |= Cursor.IN_BRACKETS;
        Expression condition = null;
        while (cursor.at < end) {
            int from = cursor.at;
            if (cursor.kind() == Tokens.SEMICOLON || cursor.kind() == Tokens.COMMA) {
                cursor.at++;
                continue;
            }
            int declared = before.size();
            if (parser.declarations.variable(before)) {
                condition = before.size() > declared && before.getLast() instanceof Statement.Assignment it
                        ? nameOf(it)
                        : null;
            } else {
                if (condition != null) {
                    // What stands before a comma is done first.
                    before.add(new Statement.Evaluation(condition, condition.start(), condition.end()));
                }
                condition = parser.groups.element(end, false);
            }
            if (cursor.at == from) {
                cursor.at++;
            }
        }
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
        return condition;
    }

    private static @Nullable Expression nameOf(Statement.Assignment it) {
        return it.target() instanceof Expression.Name name
                ? new Expression.Name(name.name(), name.start(), name.end())
                : null;
    }

    /** A condition up to the body, with what Go and others do before it. */
    private @Nullable Expression bare(List<Statement> before) {
        if (profile.layout() == Profile.Layout.INDENT) {
            int start = cursor.start();
            Expression condition = parser.statements.listed();
            List<Expression> parts = new ArrayList<>(0);
            while (!cursor.is(Signs.COLON) && !cursor.atEnd()) {
                int from = cursor.at;
                Expression more = parser.expressions.expression();
                if (cursor.at == from) {
                    cursor.at++;
                } else {
                    parts.add(more);
                }
            }
            if (!parts.isEmpty()) {
                parts.addFirst(condition);
                condition = new Expression.Other(parts, start, Math.max(start, cursor.lastEnd()));
            }
            return condition;
        }
        Expression condition = null;
        while (!cursor.opens('{')
                && cursor.kind() != Tokens.END
                && cursor.kind() != Tokens.CLOSE
                && cursor.word() != Word.THEN
                && (!cursor.endsLine() || condition == null)) {
            int from = cursor.at;
            if (cursor.kind() == Tokens.SEMICOLON || cursor.kind() == Tokens.COMMA) {
                cursor.at++;
                continue;
            }
            List<Statement> one = new ArrayList<>(1);
            if (!parser.declarations.declare(one)) {
                parser.statements.simple(one);
            }
            if (!one.isEmpty() && one.getLast() instanceof Statement.Evaluation it) {
                condition = it.expression();
                one.removeLast();
            } else if (!one.isEmpty() && one.getLast() instanceof Statement.Assignment it) {
                condition = nameOf(it);
            }
            before.addAll(one);
            if (cursor.at == from) {
                cursor.at++;
            }
        }
        return condition;
    }
}
