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
        int open = cursor.at;
        int end = cursor.match();
        boolean inBrackets = cursor.inBrackets;
        boolean block = cursor.noBlock;
        cursor.inBrackets = true;
        cursor.noBlock = false;
        List<Statement.Parameter> parameters = new ArrayList<>(4);
        cursor.at++;
        while (cursor.at < end) {
            int before = cursor.at;
            Statement.@Nullable Parameter parameter = parameter(end);
            if (parameter != null) {
                parameters.add(parameter);
            }
            while (cursor.at < end && cursor.kind() != Tokens.COMMA) {
                cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
            }
            if (cursor.at < end || cursor.at == before) {
                cursor.at++;
            }
        }
        cursor.inBrackets = inBrackets;
        cursor.noBlock = block;
        cursor.at = open;
        cursor.skipGroup();
        return profile.has(Trait.TYPE_LAST) ? spreadTypes(parameters) : parameters;
    }

    private Statement.@Nullable Parameter parameter(int end) {
        parser.declarations.skipModifiers();
        if (cursor.at >= end) {
            return null;
        }
        if (profile.has(Trait.TYPE_FIRST)) {
            return typeFirst(end);
        }
        if (profile.has(Trait.TYPE_LAST)) {
            return typeLast(end);
        }
        while (cursor.at < end && cursor.kind() == Tokens.OPERATOR) {
            cursor.at++;
        }
        if (cursor.at >= end || cursor.kind() == Tokens.COMMA) {
            return null;
        }
        int from = cursor.at;
        String name;
        if (cursor.kind() == Tokens.OPEN) {
            cursor.skipGroup();
            name = cursor.slice(from, cursor.at);
        } else {
            name = cursor.name();
            cursor.at++;
            while (cursor.kind() == Tokens.NAME && cursor.at < end) {
                name = cursor.name();
                cursor.at++;
            }
        }
        if (name.equals("self") && profile.has(Trait.BRACE_BLOCK)) {
            return null;
        }
        cursor.accept(Signs.QUESTION);
        String type = cursor.accept(Signs.COLON) ? typeUpTo(end) : "";
        return new Statement.Parameter(name, type, initial(end));
    }

    private @Nullable Expression initial(int end) {
        return cursor.at < end && cursor.accept(Signs.ASSIGN) ? parser.primaries.element(end, false) : null;
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
