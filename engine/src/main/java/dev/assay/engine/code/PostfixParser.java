package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows a value and makes it another: members, calls, indices, operators behind it. */
final class PostfixParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    PostfixParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = parser.cursor.tokens;
        this.profile = parser.cursor.profile;
    }

    /** What follows a value: members, calls, indexes. */
    Expression postfix(Expression primary, int start) {
        Expression left = primary;
        List<Expression> parts = List.of(); // as a rule there is one that holds all
        while (true) {
            if (cursor.height > Cursor.HIGHEST) {
                parts = parts.isEmpty() ? new ArrayList<>() : parts;
                parts.add(left);
                left = new Expression.Other(List.of(), cursor.start(), cursor.start());
                cursor.height = 0;
            }
            Expression next = link(left, parts.isEmpty() ? start : left.start());
            if (next == null) {
                break;
            }
            left = next;
            cursor.height++;
        }
        if (parts.isEmpty()) {
            return left;
        }
        parts.add(left);
        cursor.height = Cursor.HIGHEST;
        return new Expression.Other(parts, start, cursor.lastEnd());
    }

    private @Nullable Expression link(Expression left, int start) {
        int kind = cursor.kind();
        if (profile.hasEnds()) {
            return parser.calls.isIndex() ? index(left, start) : parser.calls.link(left, start);
        }
        if (kind == Tokens.OPERATOR) {
            return operatorLink(left, start);
        }
        if (kind == Tokens.OPEN) {
            if (tokens.has(cursor.at, Tokens.WITHIN_TEXT) || cursor.endsLine()) {
                return null;
            }
            return switch (tokens.first(cursor.at)) {
                case '(' -> parser.groups.call(parser.groups.made(left), start, false);
                case '[' -> profile.has(Trait.BRACKET_TYPES) ? typed(left, start) : index(left, start);
                default -> parser.primaries.braceAfter(left, start);
            };
        }
        if ((kind == Tokens.STRING || kind == Tokens.PIECE)
                && profile.form(tokens.data[cursor.at] & 0xff).open().equals("`")
                && profile.lines() == Profile.Lines.LENIENT) {
            Expression text = parser.literals.text();
            return new Expression.Call(
                    left,
                    List.of(new Expression.Argument(null, text, false)),
                    false,
                    List.of(),
                    start,
                    cursor.lastEnd());
        }
        return null;
    }

    private @Nullable Expression operatorLink(Expression left, int start) {
        int operator = tokens.data[cursor.at];
        if (profile.isMember(operator)) {
            return cursor.endsLine() ? null : member(left, start);
        }
        if (operator == Signs.COLON
                && profile.has(Trait.OPTIONAL_BRACES)
                && tokens.has(cursor.at + 1, Tokens.IMPLIED)
                && tokens.kind(cursor.at + 1) == Tokens.OPEN
                && !cursor.noBlock()) {
            cursor.at++;
            return parser.braces.call(left, List.of(), start, false);
        }
        if ((operator == Signs.INCREMENT || operator == Signs.DECREMENT) && !profile.has(Trait.INFIX_CALLS)) {
            if (tokens.has(cursor.at, Tokens.AFTER_LINE) && profile.lines() != Profile.Lines.NONE) {
                return null;
            }
            cursor.at++;
            return new Expression.Operation(Operators.text(operator), List.of(left), start, cursor.lastEnd());
        }
        if ((operator == Signs.BANG || operator == Signs.DOUBLE_BANG)
                && profile.has(Trait.TYPE_AFTER_COLON)
                && !tokens.has(cursor.at, Tokens.AFTER_SPACE)) {
            cursor.at++;
            return left;
        }
        if (operator == Signs.QUESTION
                && profile.has(Trait.TYPE_AFTER_COLON)
                && !profile.has(Trait.TERNARY)
                && !tokens.has(cursor.at, Tokens.AFTER_SPACE)) {
            cursor.at++;
            return left;
        }
        if (operator == Signs.LESS
                && profile.has(Trait.GENERIC_CALLS)
                && (left instanceof Expression.Name || left instanceof Expression.Member)) {
            int after = parser.types.afterArguments(cursor.at);
            if (after > 0 && profile.has(Trait.KEPT_TYPES)) {
                return tokens.opens(after, '(') || cursor.is(after, Signs.DOT) ? kept(left, after, start) : null;
            }
            if (after > 0 && tokens.opens(after, '(') && profile.has(Trait.BRACE_CREATES)) {
                return parser.cDeclarations.templateCall(left, after, start);
            }
            if (after > 0 && profile.has(Trait.BRACE_CREATES) && endsValue(after)) {
                cursor.at = after; // no comparison ends so
                return left;
            }
            boolean brace = profile.has(Trait.BRACE_CREATES) && after > 0 && tokens.opens(after, '{');
            if (after > 0 && (brace || tokens.opens(after, '(') || cursor.is(after, Signs.SCOPE))) {
                cursor.at = after;
                return brace ? parser.primaries.braceAfter(left, start) : left;
            }
            return null;
        }
        if (operator == Signs.LESS && profile.has(Trait.GENERICS) && left instanceof Expression.Name) {
            int after = parser.types.afterArguments(cursor.at);
            if (after > 0 && cursor.is(after, Signs.SCOPE)) {
                cursor.at = after;
                return left;
            }
        }
        return null;
    }

    /** What is made of the types up to {@code after}, each as it is written. */
    private Expression kept(Expression left, int after, int start) {
        List<Expression> types = new ArrayList<>(1);
        int from = cursor.at + 1;
        for (int i = from;
                i < after;
                i = tokens.kind(i) == Tokens.OPEN ? Math.max(i + 1, cursor.afterGroup(i)) : i + 1) {
            if (tokens.kind(i) == Tokens.COMMA || i == after - 1) {
                types.add(typeName(from, i));
                from = i + 1;
            }
        }
        cursor.at = after;
        return new Expression.Index(left, types, start, cursor.lastEnd());
    }

    private Expression typeName(int from, int to) {
        Expression type = null;
        int start = tokens.starts[from];
        for (int i = from; i < to; i += 2) {
            if (tokens.kind(i) != Tokens.NAME || i + 1 < to && !cursor.is(i + 1, Signs.DOT)) {
                return new Expression.Name(
                        cursor.slice(from, to), start, Math.max(start, tokens.ends[Math.max(from, to - 1)]));
            }
            String name = cursor.slice(i, i + 1);
            type = type == null
                    ? new Expression.Name(name, start, tokens.ends[i])
                    : new Expression.Member(type, name, start, tokens.ends[i]);
        }
        return type == null ? new Expression.Name("", start, start) : type;
    }

    private boolean endsValue(int i) {
        return switch (tokens.kind(i)) {
            case Tokens.SEMICOLON, Tokens.COMMA, Tokens.CLOSE -> true;
            case Tokens.OPERATOR -> cursor.is(i, Signs.DOUBLE_AND) || cursor.is(i, Signs.DOUBLE_OR);
            default -> false;
        };
    }

    /** A member by its name; what may come instead of one is read as what it means. */
    private @Nullable Expression member(Expression left, int start) {
        int operator = tokens.data[cursor.at];
        int before = cursor.at++;
        if (profile.has(Trait.BRACE_CREATES) && cursor.isWord("template")) {
            cursor.at++;
        }
        if (cursor.is(Signs.LESS) && profile.has(Trait.TYPE_PATHS)) {
            Expression with = parser.typePaths.arguments(left, start);
            if (with != null) {
                return with;
            }
        } else if (cursor.is(Signs.LESS)) {
            int after = parser.types.afterArguments(cursor.at);
            if (after > 0) {
                cursor.at = after;
            }
        }
        switch (cursor.kind()) {
            case Tokens.NAME, Tokens.NUMBER -> {
                if (cursor.word() == Word.NEW && profile.has(Trait.TYPE_FIRST) && operator == Signs.DOT) {
                    return parser.primaries.create(left, start);
                }
                if (cursor.isVariable(cursor.at) && operator != Signs.SCOPE) {
                    Expression name = parser.primaries.primary(); // whose name is in a variable
                    return new Expression.Index(left, List.of(name), start, cursor.lastEnd());
                }
                String name = cursor.property();
                cursor.at++;
                return new Expression.Member(left, name, start, cursor.lastEnd());
            }
            case Tokens.OPEN -> {
                if (cursor.opens('(')) {
                    if (operator != Signs.DOT) {
                        return parser.groups.call(left, start, false);
                    }
                    // Go: an assertion of a type.
                    int end = cursor.match();
                    String type = cursor.slice(cursor.at + 1, end);
                    cursor.skipGroup();
                    return new Expression.Operation("cast:" + type, List.of(left), start, cursor.lastEnd());
                }
                if (cursor.opens('[')) {
                    return index(left, start);
                }
                if (cursor.opens('{') && operator != Signs.DOT) {
                    Expression name = parser.groups.grouped();
                    return new Expression.Index(left, List.of(name), start, cursor.lastEnd());
                }
            }
            case Tokens.OPERATOR -> {
                if (cursor.is(Signs.TILDE) && cursor.kind(1) == Tokens.NAME) {
                    cursor.at += 2;
                    return new Expression.Member(
                            left, "~" + cursor.slice(cursor.at - 1, cursor.at), start, cursor.lastEnd());
                }
                if (cursor.is(Signs.STAR)) {
                    cursor.at++;
                    return new Expression.Member(left, "*", start, cursor.lastEnd());
                }
                if (profile.has(Trait.OWN_OPERATORS) && operator == Signs.DOT && tokens.touches(before)) {
                    cursor.at++;
                    String name = cursor.slice(cursor.at - 1, cursor.at);
                    Expression function = new Expression.Member(left, name, start, cursor.lastEnd());
                    return cursor.opens('(')
                            ? function
                            : new Expression.Call(function, List.of(), false, List.of(), start, cursor.lastEnd());
                }
            }
            default -> {}
        }
        // A dot and nothing: what is being written in an editor.
        cursor.at = before + 1;
        return new Expression.Member(left, "", start, cursor.lastEnd());
    }

    /** {@code f[T](a)}: what it is made of for the types in the brackets is an argument called {@code <0>}. */
    private Expression typed(Expression left, int start) {
        List<Expression> types = new ArrayList<>(1);
        int from = cursor.at;
        parser.groups.group(types);
        if (left instanceof Expression.Member(Expression of, String name, int _, int _)
                && name.equals("asInstanceOf")) {
            String type = cursor.slice(from + 1, cursor.at - 1);
            return new Expression.Operation("cast:" + type, List.of(of), start, cursor.lastEnd());
        }
        boolean isCalled = cursor.opens('(') && !cursor.endsLine();
        List<Expression.Argument> arguments = withTypes(isCalled ? parser.groups.arguments() : List.of(), types);
        return isCalled
                ? parser.braces.call(left, arguments, start, false)
                : new Expression.Call(left, arguments, false, List.of(), start, Math.max(start, cursor.lastEnd()));
    }

    static List<Expression.Argument> withTypes(List<Expression.Argument> arguments, List<Expression> types) {
        List<Expression.Argument> all = new ArrayList<>(arguments.size() + types.size());
        for (int i = 0; i < types.size(); i++) {
            all.add(new Expression.Argument("<" + i + ">", types.get(i), false));
        }
        all.addAll(arguments);
        return all;
    }

    private Expression index(Expression left, int start) {
        int open = cursor.at;
        if (profile.has(Trait.TYPE_PATHS) && cursor.is(open - 1, Signs.BANG)) {
            return parser.primaries.primary(); // a macro that makes a list
        }
        int end = cursor.match();
        int mode = cursor.mode;
        cursor.mode = Cursor.IN_BRACKETS;
        cursor.at++;
        List<Expression> at = new ArrayList<>(2);
        boolean expects = true;
        while (cursor.at < end) {
            int before = cursor.at;
            if (cursor.is(Signs.COLON) || cursor.is(Signs.SCOPE)) {
                if (expects || cursor.is(Signs.SCOPE)) {
                    at.add(new Expression.Constant(Expression.Constant.Of.NOTHING, cursor.lastEnd(), cursor.lastEnd()));
                }
                cursor.at++;
                expects = true;
                if (cursor.at == end) {
                    at.add(new Expression.Constant(Expression.Constant.Of.NOTHING, cursor.lastEnd(), cursor.lastEnd()));
                }
                continue;
            }
            if (cursor.acceptKind(Tokens.COMMA)) {
                expects = true;
                continue;
            }
            at.add(parser.groups.element(end, true));
            expects = false;
            if (cursor.at == before) {
                cursor.at++;
            }
        }
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
        return new Expression.Index(left, bounds(at), start, cursor.lastEnd());
    }

    /** A range as an index is a slice with its bounds. */
    private List<Expression> bounds(List<Expression> at) {
        if (!profile.has(Trait.TYPE_PATHS)
                || at.size() != 1
                || !(at.getFirst() instanceof Expression.Operation range)
                || !range.operator().startsWith("..")) {
            return at;
        }
        List<Expression> bounds = new ArrayList<>(2);
        boolean hasFrom = range.operands().size() > 1;
        bounds.add(hasFrom ? range.operands().getFirst() : leftOut(range.start()));
        Expression to = range.operands().getLast();
        bounds.add(to instanceof Expression.Other ? leftOut(range.end()) : to);
        return bounds;
    }

    private static Expression leftOut(int at) {
        return new Expression.Constant(Expression.Constant.Of.NOTHING, at, at);
    }
}
