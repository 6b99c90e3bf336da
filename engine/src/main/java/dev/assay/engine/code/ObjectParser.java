package dev.assay.engine.code;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries of dictionaries and objects. */
final class ObjectParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    ObjectParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
        this.profile = cursor.profile;
    }

    /** {@code key: value}, {@code **more}, and of objects a name alone or a method; null, consuming nothing, for an element. */
    Expression.@Nullable Entry entry(int end, int start) {
        return profile.lines() == Profile.Lines.LENIENT ? objectEntry(end, start) : dictionaryEntry(end, start);
    }

    private Expression.@Nullable Entry objectEntry(int end, int start) {
        if (cursor.accept(Signs.ELLIPSIS)) {
            return new Expression.Entry(
                    new Expression.Text("", false, start, start), parser.groups.element(end, false));
        }
        boolean method = false;
        while ((cursor.word() == Word.ASYNC || cursor.word() == Word.MODIFIER) && beginsKey(cursor.at + 1)
                || cursor.is(Signs.STAR)) {
            method = true;
            cursor.at++;
        }
        int keyStart = cursor.start();
        Expression key;
        switch (cursor.kind()) {
            case Tokens.NAME -> key = parser.braces.nameAsText();
            case Tokens.STRING, Tokens.NUMBER -> key = parser.primaries.primary();
            case Tokens.OPEN -> {
                if (!cursor.opens('[')) {
                    return null;
                }
                key = parser.groups.grouped();
            }
            default -> {
                return null;
            }
        }
        if (cursor.opens('(') || cursor.is(Signs.LESS)) {
            return new Expression.Entry(key, parser.lambdas.ofMethod(keyStart));
        }
        if (cursor.accept(Signs.COLON)) {
            return new Expression.Entry(key, parser.groups.element(end, false));
        }
        int keyEnd = cursor.lastEnd();
        Expression name = key instanceof Expression.Text text
                ? new Expression.Name(text.value(), keyStart, keyEnd)
                : new Expression.Other(List.of(), keyStart, keyEnd);
        if (!method && cursor.accept(Signs.ASSIGN)) {
            Expression value = parser.groups.element(end, false);
            name = new Expression.Operation("=", List.of(name, value), keyStart, Math.max(keyEnd, cursor.lastEnd()));
        }
        return new Expression.Entry(key, name);
    }

    private boolean beginsKey(int i) {
        return switch (tokens.kind(i)) {
            case Tokens.NAME, Tokens.STRING, Tokens.NUMBER -> true;
            case Tokens.OPEN -> tokens.opens(i, '[');
            case Tokens.OPERATOR -> cursor.is(i, Signs.STAR);
            default -> false;
        };
    }

    private Expression.@Nullable Entry dictionaryEntry(int end, int start) {
        if (cursor.is(Signs.DOUBLE_STAR)) {
            cursor.at++;
            return new Expression.Entry(
                    new Expression.Text("", false, start, start), parser.groups.element(end, false));
        }
        int colon = separator(end, Signs.COLON, Word.LAMBDA);
        if (colon < 0) {
            return null;
        }
        Expression key = parser.groups.element(colon, true);
        if (profile.has(Trait.COMPOSITE) && key instanceof Expression.Name name) {
            key = new Expression.Text(name.name(), false, name.start(), name.end());
        }
        cursor.at = colon + 1;
        Expression value = parser.expressions.expression();
        if (cursor.word() != Word.FOR
                && cursor.word() != Word.ASYNC
                && cursor.at < end
                && cursor.kind() != Tokens.COMMA) {
            Expression rest = parser.groups.element(end, false);
            value = new Expression.Other(List.of(value, rest), value.start(), Math.max(value.end(), cursor.lastEnd()));
        }
        return new Expression.Entry(key, value);
    }

    /** {@code name = value}; null, consuming nothing, for an element. */
    Expression.@Nullable Entry equalsEntry(int end) {
        if (cursor.kind() != Tokens.NAME || !cursor.is(cursor.at + 1, Signs.ASSIGN)) {
            return null;
        }
        Expression key = parser.braces.nameAsText();
        cursor.at++;
        return new Expression.Entry(key, parser.groups.element(end, false));
    }

    /** {@code key => value}, {@code ...more}; null, consuming nothing, for an element. */
    Expression.@Nullable Entry arrowEntry(int end, int start) {
        if (cursor.accept(Signs.ELLIPSIS)) {
            return new Expression.Entry(
                    new Expression.Text("", false, start, start), parser.groups.element(end, false));
        }
        int arrow = separator(end, Signs.FAT_ARROW, Word.FUNCTION);
        if (arrow < 0) {
            return null;
        }
        Expression key = parser.groups.element(arrow, false);
        cursor.at = arrow + 1;
        return new Expression.Entry(key, parser.groups.element(end, false));
    }

    /**
     * The sign that parts key and value of the entry here, at this level; -1 if it has none before the next comma. Brackets are stepped
     * over.
     *
     * @param lambda what begins a function that has such a sign of its own
     */
    private int separator(int end, int sign, Word lambda) {
        int at = cursor.at;
        int lambdas = 0;
        while (at < end) {
            switch (tokens.kind(at)) {
                case Tokens.COMMA -> {
                    if (lambdas == 0) {
                        return -1;
                    }
                    at++;
                }
                case Tokens.OPEN -> at = Math.max(at + 1, cursor.afterGroup(at));
                case Tokens.NAME -> {
                    if (tokens.word(at) == lambda) {
                        lambdas++;
                    }
                    at++;
                }
                case Tokens.OPERATOR -> {
                    if (cursor.is(at, sign) && lambdas-- == 0) {
                        return at;
                    }
                    at++;
                }
                default -> at++;
            }
        }
        return -1;
    }
}
