package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Types that stand in expressions of Rust, and its structures: {@code a::B<C>} is the index of {@code a::B} by {@code C}, so that what
 * a type is made of is still there.
 */
final class TypePathParser {
    private static final String FOR_TESTS = "cfg(test)";

    private final Cursor cursor;
    private final Tokens tokens;
    private final Parser parser;

    TypePathParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
    }

    /**
     * {@code #[...]}, which is skipped, with what it is of where that is compiled for tests only: it stands beside what it tests, and is no
     * part of the program. False, consuming nothing, if there is none.
     */
    boolean attribute() {
        int open = cursor.is(cursor.at + 1, Signs.BANG) ? cursor.at + 2 : cursor.at + 1;
        if (!cursor.slice(cursor.at, cursor.at + 1).equals("#") || !tokens.opens(open, '[')) {
            return false;
        }
        boolean isForTests = cursor.slice(open + 1, tokens.data[open]).equals(FOR_TESTS);
        cursor.at = cursor.afterGroup(open);
        while (isForTests && !cursor.atEnd() && cursor.kind() != Tokens.CLOSE) {
            boolean isBody = cursor.opens('{');
            cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
            if (isBody) {
                break;
            }
        }
        return true;
    }

    /** After a name, at {@code <}: the name with its parameters; null, consuming nothing, if they are none. */
    @Nullable
    Expression arguments(Expression of, int start) {
        int after = parser.types.afterArguments(cursor.at);
        if (after <= 0) {
            return null;
        }
        List<Expression> all = new ArrayList<>(1);
        cursor.at++;
        while (cursor.at < after) {
            int before = cursor.at;
            Expression one = type(after);
            if (one != null) {
                all.add(one);
            }
            while (cursor.at < after && cursor.kind() != Tokens.COMMA) {
                cursor.at++;
            }
            cursor.acceptKind(Tokens.COMMA);
            if (cursor.at == before) {
                cursor.at++;
            }
        }
        cursor.at = after;
        return all.isEmpty() ? of : new Expression.Index(of, all, start, cursor.lastEnd());
    }

    /** {@code <T as U>} before a member: the type; null, consuming nothing, if it is no such thing. */
    @Nullable
    Expression qualified() {
        int after = parser.types.afterArguments(cursor.at);
        if (after <= 0 || !cursor.is(after, Signs.SCOPE)) {
            return null;
        }
        cursor.at++;
        Expression type = type(after);
        cursor.at = after;
        return type;
    }

    /** A path with its parameters; null if something else begins here. */
    @Nullable
    Expression type(int end) {
        while (cursor.at < end && cursor.kind() != Tokens.NAME) {
            cursor.at++;
        }
        int outer = cursor.at < end ? cursor.enter() : -1;
        if (outer < 0) {
            return null;
        }
        int start = cursor.start();
        Expression path = new Expression.Name(cursor.name(), start, tokens.ends[cursor.at]);
        cursor.at++;
        while (cursor.at < end
                && cursor.is(Signs.SCOPE)
                && cursor.kind(1) == Tokens.NAME
                && cursor.height < Cursor.HIGHEST) {
            cursor.at++;
            path = new Expression.Member(path, cursor.name(), start, tokens.ends[cursor.at]);
            cursor.at++;
            cursor.height++;
        }
        if (cursor.at < end && cursor.is(Signs.LESS)) {
            Expression with = arguments(path, start);
            path = with == null ? path : with;
        }
        cursor.leave(outer);
        return path;
    }

    /** {@code type A<T> = B<C>}: a name for a type is a constant. */
    boolean alias(int start, List<Statement> out) {
        int from = cursor.at + 1;
        while (!cursor.is(Signs.ASSIGN) && !cursor.atEnd()) {
            cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
        }
        if (!cursor.accept(Signs.ASSIGN) || tokens.kind(from) != Tokens.NAME) {
            return true;
        }
        int after = parser.types.after(cursor.at);
        boolean isPath = cursor.kind() == Tokens.NAME && after > 0;
        Expression value = isPath ? type(after) : null;
        cursor.at = after > 0 ? after : cursor.at;
        if (value != null) {
            Expression name = new Expression.Name(cursor.slice(from, from + 1), tokens.starts[from], tokens.ends[from]);
            out.add(new Statement.Assignment(name, "=", value, "", true, start, Math.max(start, cursor.lastEnd())));
        }
        return true;
    }

    /** The fields of a structure, in parentheses: their names are their places. */
    List<Statement> places() {
        int open = cursor.at++;
        int end = tokens.data[open];
        List<Statement> members = new ArrayList<>(1);
        while (cursor.at < end) {
            int start = cursor.start();
            int from = cursor.at;
            while (cursor.at < end && cursor.kind() != Tokens.COMMA) {
                int after = cursor.is(Signs.LESS) ? parser.types.afterArguments(cursor.at) : -1;
                cursor.at =
                        after > 0 ? after : cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
            }
            String type = cursor.slice(from, Math.min(cursor.at, end));
            Expression name = new Expression.Name(Integer.toString(members.size()), start, start);
            members.add(
                    new Statement.Assignment(name, "=", null, type, false, start, Math.max(start, cursor.lastEnd())));
            cursor.acceptKind(Tokens.COMMA);
        }
        cursor.at = open;
        cursor.skipGroup();
        return members;
    }

    /** The fields of a structure, in braces. */
    List<Statement> fields() {
        int open = cursor.at++;
        int end = tokens.data[open];
        List<Statement> members = new ArrayList<>();
        while (cursor.at < end) {
            int start = cursor.start();
            if (cursor.kind() == Tokens.NAME && cursor.is(cursor.at + 1, Signs.COLON)) {
                Expression name = new Expression.Name(cursor.name(), start, tokens.ends[cursor.at]);
                cursor.at += 2;
                int from = cursor.at;
                int after = parser.types.after(from);
                cursor.at = after > from && after <= end ? after : from;
                members.add(new Statement.Assignment(
                        name,
                        "=",
                        null,
                        cursor.slice(from, cursor.at),
                        false,
                        start,
                        Math.max(start, cursor.lastEnd())));
            }
            while (cursor.at < end && !cursor.acceptKind(Tokens.COMMA)) {
                cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
                if (cursor.kind() == Tokens.NAME && cursor.is(cursor.at + 1, Signs.COLON)) {
                    break;
                }
            }
        }
        cursor.at = open;
        cursor.skipGroup();
        return members;
    }
}
