package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What functions take. */
final class ParameterParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    ParameterParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
        this.profile = cursor.profile;
    }

    /** The parameters in the parentheses here. */
    List<Statement.Parameter> list() {
        return list(new ArrayList<>(0));
    }

    /**
     * The same.
     *
     * @param before takes what runs before the body: where a parameter is taken apart, and where it is a field as well
     */
    List<Statement.Parameter> list(List<Statement> before) {
        int open = cursor.at;
        int end = cursor.match();
        int mode = cursor.mode;
        cursor.mode = Cursor.IN_BRACKETS;
        List<Statement.Parameter> parameters = new ArrayList<>(4);
        cursor.at++;
        while (cursor.at < end) {
            int from = cursor.at;
            Statement.@Nullable Parameter parameter = parameter(end, before);
            if (parameter != null) {
                parameters.add(parameter);
            }
            while (cursor.at < end && cursor.kind() != Tokens.COMMA) {
                cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
            }
            if (cursor.at < end || cursor.at == from) {
                cursor.at++;
            }
        }
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
        return profile.has(Trait.TYPE_LAST) ? spreadTypes(parameters) : parameters;
    }

    private Statement.@Nullable Parameter parameter(int end, List<Statement> before) {
        int modifiers = cursor.at;
        parser.modifiers.skipModifiers();
        boolean isField = profile.has(Trait.PARAMETER_FIELDS)
                && cursor.at > modifiers
                && tokens.word(cursor.at - 1) == Word.MODIFIER;
        if (cursor.at >= end) {
            return null;
        }
        if (profile.has(Trait.TYPE_FIRST)) {
            return typeFirst(end);
        }
        if (profile.has(Trait.TYPE_LAST)) {
            return typeLast(end);
        }
        String written = profile.namesWithSign() ? typeInFront(end) : "";
        while (cursor.at < end && cursor.kind() == Tokens.OPERATOR) {
            cursor.at++;
        }
        if (cursor.at >= end || cursor.kind() == Tokens.COMMA) {
            return null;
        }
        int from = cursor.at;
        String name;
        String label;
        int start = cursor.start();
        if (cursor.kind() == Tokens.OPEN) {
            cursor.skipGroup();
            name = cursor.slice(from, cursor.at);
            label = name;
            takeApart(from, name, before);
        } else {
            name = cursor.name();
            label = name;
            cursor.at++;
            while (cursor.kind() == Tokens.NAME && cursor.at < end) {
                name = cursor.name();
                cursor.at++;
            }
        }
        if (name.equals("self") && profile.has(Trait.BRACE_BLOCK)) {
            return null;
        }
        if (isField) {
            int nameEnd = cursor.lastEnd();
            boolean signed = profile.namesWithSign();
            Expression field = new Expression.Member(
                    new Expression.Name(signed ? "$this" : "this", start, start),
                    signed ? name.substring(Math.min(1, name.length())) : name,
                    start,
                    nameEnd);
            before.add(assignment(field, name, start, nameEnd));
        }
        cursor.accept(Signs.QUESTION);
        String type = cursor.accept(Signs.COLON) ? typeUpTo(end) : written;
        return new Statement.Parameter(name, label, type, initial(end));
    }

    /** What stands in front of a variable. */
    private String typeInFront(int end) {
        int from = cursor.at;
        while (cursor.at < end && cursor.isTypePart(cursor.at)) {
            cursor.at++;
        }
        int to = cursor.at;
        while (to > from && (cursor.is(to - 1, Signs.AND) || cursor.is(to - 1, Signs.ELLIPSIS))) {
            to--;
        }
        return VariableParser.withoutSign(cursor.slice(from, to));
    }

    /** {@code {a, b = 1}} and {@code [a, b]} in place of a name. */
    private void takeApart(int open, String name, List<Statement> before) {
        if (profile.has(Trait.BRACE_MAPPING) && (tokens.opens(open, '{') || tokens.opens(open, '['))) {
            int after = cursor.at;
            cursor.at = open;
            Expression pattern = parser.primaries.primary();
            cursor.at = after;
            before.add(assignment(pattern, name, pattern.start(), Math.max(pattern.end(), cursor.lastEnd())));
        }
    }

    private static Statement assignment(Expression target, String name, int start, int end) {
        return new Statement.Assignment(target, "=", new Expression.Name(name, start, end), "", false, start, end);
    }

    private @Nullable Expression initial(int end) {
        return cursor.at < end && cursor.accept(Signs.ASSIGN) ? parser.groups.element(end, false) : null;
    }

    /** A type up to a comma or a value, as written. */
    private String typeUpTo(int end) {
        int from = cursor.at;
        while (cursor.at < end && cursor.kind() != Tokens.COMMA && !cursor.is(Signs.ASSIGN)) {
            if (cursor.kind() == Tokens.OPEN) {
                cursor.skipGroup();
                continue;
            }
            int after = cursor.is(Signs.LESS) ? parser.types.afterArguments(cursor.at) : -1;
            cursor.at = after > 0 ? after : cursor.at + 1;
        }
        return cursor.slice(from, cursor.at);
    }

    private Statement.@Nullable Parameter typeFirst(int end) {
        int from = cursor.at;
        int after = parser.types.after(from);
        if (after > 0 && after < end && tokens.kind(after) == Tokens.NAME) {
            cursor.at = after;
            String name = cursor.name();
            cursor.at++;
            while (cursor.is(Signs.DOT) && cursor.kind(1) == Tokens.NAME) {
                // The receiver of a method of an inner class, Outer.this.
                cursor.at += 2;
            }
            int named = cursor.at;
            while (cursor.opens('[')) {
                cursor.skipGroup();
            }
            String type = cursor.slice(from, after) + cursor.slice(named, cursor.at);
            return new Statement.Parameter(name, type, initial(end));
        }
        if (cursor.kind() == Tokens.NAME
                && (from + 1 >= end || tokens.kind(from + 1) == Tokens.COMMA || cursor.is(from + 1, Signs.ASSIGN))) {
            String name = cursor.name();
            cursor.at++;
            if (name.equals("void")) {
                return null;
            }
            return tokens.word(from) == Word.PRIMITIVE
                    ? new Statement.Parameter("", name, null)
                    : new Statement.Parameter(name, "", initial(end));
        }
        return pointerToFunction(from, end);
    }

    /** {@code int (*name)(char)}, and types without a name. */
    private Statement.Parameter pointerToFunction(int from, int end) {
        String name = "";
        while (cursor.at < end && cursor.kind() != Tokens.COMMA && !cursor.is(Signs.ASSIGN)) {
            if (cursor.opens('(') && name.isEmpty()) {
                int last = cursor.match() - 1;
                if (last > cursor.at && tokens.kind(last) == Tokens.NAME) {
                    name = cursor.names.of(tokens.starts[last], tokens.ends[last]);
                }
            }
            cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
        }
        return new Statement.Parameter(name, cursor.slice(from, cursor.at), initial(end));
    }

    private Statement.Parameter typeLast(int end) {
        int from = cursor.at;
        while (cursor.at < end && cursor.kind() != Tokens.COMMA) {
            cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
        }
        if (tokens.kind(from) == Tokens.NAME && cursor.at > from + 1 && !cursor.is(from + 1, Signs.DOT)) {
            return new Statement.Parameter(
                    cursor.names.of(tokens.starts[from], tokens.ends[from]), cursor.slice(from + 1, cursor.at), null);
        }
        return new Statement.Parameter(cursor.slice(from, cursor.at), "", null);
    }

    /** {@code a, b int}: what has no type has that of the next; where none has a name, all are types. */
    private static List<Statement.Parameter> spreadTypes(List<Statement.Parameter> parameters) {
        boolean named = parameters.stream().anyMatch(it -> !it.type().isEmpty());
        List<Statement.Parameter> spread = new ArrayList<>(parameters);
        String type = "";
        for (int i = spread.size() - 1; i >= 0; i--) {
            Statement.Parameter it = spread.get(i);
            if (!it.type().isEmpty()) {
                type = it.type();
            } else {
                spread.set(
                        i,
                        named
                                ? new Statement.Parameter(it.name(), type, null)
                                : new Statement.Parameter("", it.name(), null));
            }
        }
        return spread;
    }
}
