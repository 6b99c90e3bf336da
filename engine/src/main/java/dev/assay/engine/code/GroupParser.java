package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in brackets: values, lists, mappings, comprehensions, the arguments of calls. */
final class GroupParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    GroupParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = parser.cursor.tokens;
        this.profile = parser.cursor.profile;
    }

    /** All up to a token, as one expression. */
    Expression elements(int end) {
        int start = cursor.start();
        List<Expression> parts = new ArrayList<>(1);
        while (cursor.at < end) {
            int before = cursor.at;
            parts.add(element(end, true));
            if (cursor.at < end
                    && (cursor.at == before || cursor.kind() == Tokens.COMMA || cursor.kind() == Tokens.SEMICOLON)) {
                cursor.at++;
            }
        }
        return parts.size() == 1
                ? parts.getFirst()
                : new Expression.Other(parts, start, Math.max(start, cursor.lastEnd()));
    }

    /**
     * One of several in brackets, up to a comma or the end; what is not understood in it is passed over.
     *
     * @param colon whether a colon ends it too
     */
    Expression element(int end, boolean colon) {
        int start = cursor.start();
        Expression first = parser.expressions.expression();
        if (cursor.word() == Word.FOR || cursor.word() == Word.ASYNC && tokens.word(cursor.at + 1) == Word.FOR) {
            first = comprehension(first, start);
        }
        if (isElementEnd(end, colon)) {
            return first;
        }
        List<Expression> parts = new ArrayList<>();
        parts.add(first);
        while (!isElementEnd(end, colon)) {
            int before = cursor.at;
            Expression more = parser.expressions.expression();
            if (cursor.at == before) {
                cursor.at++;
            } else {
                parts.add(more);
            }
        }
        return new Expression.Other(parts, start, Math.max(start, cursor.lastEnd()));
    }

    private boolean isElementEnd(int end, boolean colon) {
        return cursor.at >= end
                || cursor.is(Signs.ELLIPSIS) && cursor.at + 1 >= end
                || cursor.kind() == Tokens.COMMA
                || cursor.kind() == Tokens.SEMICOLON
                || colon && cursor.is(Signs.COLON);
    }

    /** {@code for} with what is made before it: the element, {@code in} with names and what they run through, conditions. */
    Expression comprehension(Expression element, int start) {
        List<Expression> parts = new ArrayList<>(4);
        parts.add(element);
        while (true) {
            if (cursor.word() == Word.ASYNC && tokens.word(cursor.at + 1) == Word.FOR) {
                cursor.at++;
            }
            if (cursor.accept(Word.FOR)) {
                int from = cursor.start();
                Expression targets = parser.statements.targets();
                if (cursor.operator() == Signs.IN) {
                    cursor.at++;
                    Expression through = parser.expressions.expression(ExpressionParser.CONDITIONAL + 1);
                    parts.add(new Expression.Operation("in", List.of(targets, through), from, cursor.lastEnd()));
                }
            } else if (cursor.accept(Word.IF)) {
                parts.add(parser.expressions.expression(ExpressionParser.CONDITIONAL + 1));
            } else {
                return new Expression.Operation("for", parts, start, cursor.lastEnd());
            }
        }
    }

    Expression open(int start) {
        if (tokens.has(cursor.at, Tokens.WITHIN_TEXT)) {
            return PrimaryParser.nothing(start);
        }
        return switch (tokens.first(cursor.at)) {
            case '(' -> parenthesis(start);
            case '[' ->
                profile.has(Trait.SCRIPTS)
                        ? bracket(start)
                        : parser.lambdas.isCapture() ? parser.lambdas.ofCapture(start) : list(start);
            default -> parser.braces.value("", start);
        };
    }

    private Expression bracket(int start) {
        Expression type = parser.scripts.type(start);
        return type == null ? list(start) : type;
    }

    private Expression parenthesis(int start) {
        int after = cursor.afterGroup(cursor.at);
        if (parser.lambdas.isParameters(after)) {
            return parser.lambdas.ofParameters(start);
        }
        if (profile.has(Trait.PREFIX_TYPES)
                && tokens.opens(after, '(')
                && parser.casts.isPrefixType(cursor.at + 1)
                && parser.types.after(cursor.at + 1) == cursor.match()) {
            String type = cursor.slice(cursor.at + 1, cursor.match());
            cursor.at = after;
            Expression value = grouped();
            return new Expression.Operation("cast:" + type, List.of(value), start, cursor.lastEnd());
        }
        if (profile.has(Trait.CASTS)) {
            int end = cursor.match();
            int type = parser.casts.castType(end);
            if (type > 0) {
                String name = cursor.slice(cursor.at + 1, end);
                cursor.at = after;
                Expression value = cursor.opens('{') && profile.has(Trait.POINTERS)
                        ? parser.braces.value(name, cursor.start())
                        : parser.expressions.expression(profile.prefix(Signs.BANG));
                return new Expression.Operation("cast:" + name, List.of(value), start, cursor.lastEnd());
            }
        }
        return grouped();
    }

    /** What is in the brackets here: a value in parentheses, a tuple. */
    Expression grouped() {
        int start = cursor.start();
        int open = cursor.at;
        List<Expression> parts = new ArrayList<>(2);
        boolean comma = group(parts);
        if (parts.size() == 1 && !comma) {
            return parts.getFirst();
        }
        int end = tokens.ends[cursor.at - 1];
        if (profile.has(Trait.TUPLES) || parts.isEmpty() && cursor.at > open) {
            return new Expression.Sequence("", parts, start, end);
        }
        return new Expression.Operation(",", parts, start, end);
    }

    private Expression list(int start) {
        if (profile.has(Trait.ARROW_ENTRIES)) {
            return parser.braces.members("", start);
        }
        if (profile.has(Trait.PREFIX_TYPES)) {
            int from = cursor.at;
            int after = parser.types.after(from);
            if (after > 0) {
                cursor.at = after;
                return parser.primaries.ofType(from, start);
            }
        }
        if (profile.has(Trait.BRACKET_MAPPING)) {
            Expression mapping = bracketMapping(start);
            if (mapping != null) {
                return mapping;
            }
        }
        List<Expression> parts = new ArrayList<>();
        boolean repeats = repeats();
        group(parts);
        if (repeats && parts.size() >= 2) {
            return new Expression.Operation(
                    "repeat", List.of(parts.getFirst(), parts.getLast()), start, Math.max(start, cursor.lastEnd()));
        }
        return new Expression.Sequence("", parts, start, Math.max(start, cursor.lastEnd()));
    }

    /** {@code [k: v]} and {@code [:]}; null, consuming nothing, if the brackets here hold elements. */
    private @Nullable Expression bracketMapping(int start) {
        int open = cursor.at;
        int end = cursor.match();
        boolean isEmpty = cursor.is(open + 1, Signs.COLON) && end == open + 2;
        if (!isEmpty && !holdsKey(open, end)) {
            return null;
        }
        int mode = cursor.mode;
        cursor.mode = Cursor.IN_BRACKETS;
        List<Expression.Entry> entries = new ArrayList<>();
        cursor.at = isEmpty ? end : open + 1;
        while (cursor.at < end) {
            int before = cursor.at;
            if (cursor.acceptKind(Tokens.COMMA)) {
                continue;
            }
            Expression key = element(end, true);
            if (cursor.at < end && cursor.accept(Signs.COLON)) {
                entries.add(new Expression.Entry(key, element(end, false)));
            }
            if (cursor.at == before) {
                cursor.at++;
            }
        }
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
        return new Expression.Mapping("", entries, start, Math.max(start, cursor.lastEnd()));
    }

    /** Whether a colon comes before the first comma; of a conditional it belongs to the question mark. */
    private boolean holdsKey(int open, int end) {
        for (int i = open + 1;
                i < end;
                i = tokens.kind(i) == Tokens.OPEN ? Math.max(i + 1, cursor.afterGroup(i)) : i + 1) {
            if (cursor.is(i, Signs.COLON)) {
                return true;
            }
            if (tokens.kind(i) == Tokens.COMMA || cursor.is(i, Signs.QUESTION) && tokens.has(i, Tokens.AFTER_SPACE)) {
                return false;
            }
        }
        return false;
    }

    /** What is called: a type between brackets is that of an array, or of a dictionary. */
    Expression made(Expression callee) {
        if (!profile.has(Trait.BRACKET_MAPPING)) {
            return callee;
        }
        return switch (callee) {
            case Expression.Sequence it -> new Expression.Name("Array", it.start(), it.end());
            case Expression.Mapping it -> new Expression.Name("Dictionary", it.start(), it.end());
            default -> callee;
        };
    }

    /** Whether the group here is {@code [x; n]}. */
    private boolean repeats() {
        if (!profile.has(Trait.TYPE_PATHS)) {
            return false;
        }
        int end = cursor.match();
        for (int i = cursor.at + 1; i < end; i = tokens.kind(i) == Tokens.OPEN ? cursor.afterGroup(i) : i + 1) {
            if (tokens.kind(i) == Tokens.SEMICOLON) {
                return true;
            }
        }
        return false;
    }

    /** Reads elements of a group, and says whether a comma was among them. */
    boolean group(List<Expression> parts) {
        int open = cursor.at;
        int end = cursor.match();
        int mode = cursor.mode;
        cursor.mode = Cursor.IN_BRACKETS;
        boolean comma = false;
        cursor.at++;
        while (cursor.at < end) {
            int before = cursor.at;
            if (cursor.acceptKind(Tokens.COMMA)) {
                if (before == open + 1 || tokens.kind(before - 1) == Tokens.COMMA) {
                    // Nothing between two commas keeps its place.
                    parts.add(PrimaryParser.nothing(tokens.starts[before]));
                }
                comma = true;
                continue;
            }
            Expression element = element(end, false);
            parts.add(element);
            if (cursor.at == before || cursor.kind() == Tokens.SEMICOLON) {
                cursor.at++;
            }
        }
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
        return comma;
    }

    /** A call of what has been read. */
    Expression call(Expression callee, int start, boolean creates) {
        List<Expression.Argument> arguments = arguments();
        Expression call = parser.braces.call(callee, arguments, start, creates);
        return profile.has(Trait.SCRIPTS) && call instanceof Expression.Call it ? parser.scripts.made(it) : call;
    }

    List<Expression.Argument> arguments() {
        int open = cursor.at;
        int end = cursor.match();
        if (end == open + 1) {
            cursor.skipGroup();
            return List.of();
        }
        int mode = cursor.mode;
        cursor.mode = Cursor.IN_BRACKETS;
        List<Expression.Argument> arguments = new ArrayList<>(4);
        cursor.at++;
        while (cursor.at < end) {
            int before = cursor.at;
            if (cursor.acceptKind(Tokens.COMMA)) {
                continue;
            }
            arguments.add(argument(end));
            if (cursor.at == before || cursor.kind() == Tokens.SEMICOLON) {
                cursor.at++;
            }
        }
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
        return arguments;
    }

    private Expression.Argument argument(int end) {
        String name = null;
        boolean spread = false;
        if (cursor.kind() == Tokens.NAME) {
            boolean equals = cursor.is(cursor.at + 1, Signs.ASSIGN)
                    && (profile.infix(Signs.ASSIGN) == 0 || profile.has(Trait.EQUALS_ARGUMENTS));
            boolean colon = profile.has(Trait.COLON_ARGUMENTS) && cursor.is(cursor.at + 1, Signs.COLON);
            if (equals || colon) {
                name = cursor.name();
                cursor.at += 2;
            }
        } else if (cursor.is(Signs.ELLIPSIS)
                || cursor.is(Signs.STAR) && !profile.has(Trait.POINTERS) && !profile.has(Trait.PREFIX_TYPES)
                || cursor.is(Signs.DOUBLE_STAR) && !profile.has(Trait.POINTERS)) {
            spread = true;
            cursor.at++;
        }
        int from = cursor.at;
        Expression value = element(end, false);
        if (profile.has(Trait.PLACEHOLDERS)
                && cursor.at > from + 1
                && parser.lambdas.holdsPlaceholder(from, cursor.at)) {
            value = LambdaParser.ofPlaceholder(value);
        }
        if (cursor.is(Signs.ELLIPSIS)) {
            spread = true;
            cursor.at++;
        }
        return new Expression.Argument(name, value, spread);
    }
}
