package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a type in a pattern: a name for what is of that type, or names for its parts in parentheses, as in
 * {@code Point(int x, var y)}; parts have types and parts of their own.
 */
final class TypePatternParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Parser parser;

    TypePatternParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
    }

    /** The test whether a value is of a type, which binds what stands behind that. */
    Expression test(Expression value, Expression.Name type, int start) {
        Expression bound = bound();
        List<Expression> operands = bound == null ? List.of(value, type) : List.of(value, type, bound);
        return new Expression.Operation("instanceof", operands, start, Math.max(start, cursor.lastEnd()));
    }

    /** Names of what is bound; null for none. */
    private @Nullable Expression bound() {
        Expression parts = cursor.opens('(') ? parts() : null;
        boolean isNamed = cursor.profile.has(Trait.TYPE_FIRST) && cursor.kind() == Tokens.NAME;
        if (isNamed && parser.types.isName(cursor.at) && !cursor.isWord("when")) {
            Expression name = name();
            return parts == null ? name : parts;
        }
        return parts;
    }

    private Expression.Name name() {
        Expression.Name name = new Expression.Name(cursor.name(), cursor.start(), tokens.ends[cursor.at]);
        cursor.at++;
        return name;
    }

    private @Nullable Expression parts() {
        int start = cursor.start();
        int outer = cursor.enter();
        if (outer < 0) {
            cursor.giveUp();
            return null;
        }
        int open = cursor.at++;
        int end = tokens.data[open];
        List<Expression> parts = new ArrayList<>(2);
        while (cursor.at < end) {
            if (cursor.acceptKind(Tokens.COMMA)) {
                continue;
            }
            parts.add(part(end));
        }
        cursor.at = open;
        cursor.skipGroup();
        cursor.leave(outer);
        return new Expression.Sequence("", parts, start, Math.max(start, cursor.lastEnd()));
    }

    private Expression part(int end) {
        int start = cursor.start();
        parser.modifiers.skipModifiers();
        int after = parser.types.after(cursor.at);
        Expression bound = null;
        if (after > 0 && after < end) {
            cursor.at = after;
            bound = bound();
        }
        while (cursor.at < end && cursor.kind() != Tokens.COMMA) { // of what is not understood
            cursor.at++;
        }
        return bound == null ? new Expression.Other(List.of(), start, start) : bound;
    }
}
