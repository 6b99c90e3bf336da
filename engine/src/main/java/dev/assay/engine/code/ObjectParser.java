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
        if (profile.layout() == Profile.Layout.INDENT) {
            return dictionaryEntry(end, start);
        }
        return dictionaryEntry(end, start);
    }

    private Expression.@Nullable Entry dictionaryEntry(int end, int start) {
        if (cursor.is(Signs.DOUBLE_STAR)) {
            cursor.at++;
            return new Expression.Entry(
                    new Expression.Text("", false, start, start), parser.primaries.element(end, false));
        }
        int colon = colon(end);
        if (colon < 0) {
            return null;
        }
        Expression key = parser.primaries.element(colon, true);
        cursor.at = colon + 1;
        Expression value = parser.expressions.expression();
        if (cursor.word() != Word.FOR
                && cursor.word() != Word.ASYNC
                && cursor.at < end
                && cursor.kind() != Tokens.COMMA) {
            Expression rest = parser.primaries.element(end, false);
            value = new Expression.Other(List.of(value, rest), value.start(), Math.max(value.end(), cursor.lastEnd()));
        }
        return new Expression.Entry(key, value);
    }

    /** The colon of the entry here, at this level; -1 if it has none before the next comma. Brackets are stepped over. */
    private int colon(int end) {
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
                    if (tokens.word(at) == Word.LAMBDA) {
                        lambdas++;
                    }
                    at++;
                }
                case Tokens.OPERATOR -> {
                    if (cursor.is(at, Signs.COLON) && lambdas-- == 0) {
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
