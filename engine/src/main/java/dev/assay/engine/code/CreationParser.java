package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes after {@code new}: objects, with members of their own perhaps, and arrays. */
final class CreationParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    CreationParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
        this.profile = cursor.profile;
    }

    /** @param outer what {@code outer.new Inner()} makes an object of */
    Expression create(@Nullable Expression outer, int start) {
        cursor.at++;
        if (cursor.is(Signs.LESS)) {
            int after = parser.types.afterArguments(cursor.at);
            cursor.at = after > 0 ? after : cursor.at;
        }
        cursor.at = parser.types.skipAnnotations(cursor.at);
        if (cursor.is(Signs.DOT)
                && cursor.kind(1) == Tokens.NAME
                && outer == null
                && profile.lines() == Profile.Lines.LENIENT) {
            cursor.at += 2;
            return new Expression.Member(
                    new Expression.Name("new", start, start),
                    cursor.slice(cursor.at - 1, cursor.at),
                    start,
                    cursor.lastEnd());
        }
        if (profile.has(Trait.POINTERS)
                && cursor.opens('(')
                && tokens.kind(cursor.afterGroup(cursor.at)) == Tokens.NAME) {
            // C++: where to make it.
            cursor.skipGroup();
        }
        int from = cursor.at;
        Expression callee = type(outer);
        if (callee == null) {
            return made(from, start);
        }
        int afterType = cursor.at;
        cursor.at = parser.types.skipAnnotations(cursor.at);
        if (cursor.opens('[') && profile.has(Trait.TYPE_FIRST)) {
            return array(from, afterType, start);
        }
        List<Expression.Argument> arguments = List.of();
        if (cursor.opens('(')) {
            arguments = parser.groups.arguments();
        }
        if (profile.has(Trait.BRACKET_TYPES)) {
            if (callee instanceof Expression.Index(Expression of, List<Expression> types, int _, int _)) {
                callee = of;
                arguments = PostfixParser.withTypes(arguments, types);
            }
            further();
        }
        return initialized(callee, arguments, start);
    }

    /** With what stands in braces behind it: its members, or what these are set to. */
    private Expression initialized(Expression callee, List<Expression.Argument> given, int start) {
        List<Expression.Argument> arguments = given;
        if (cursor.opens('{') && !cursor.noBlock()) {
            boolean hasMembers = profile.has(Trait.TRAILING_BLOCK)
                    || profile.has(Trait.TYPE_FIRST)
                            && !profile.has(Trait.POINTERS)
                            && profile.lambda() != Signs.FAT_ARROW;
            if (hasMembers) {
                List<Statement> body = parser.typeDeclarations.body(name(callee));
                return new Expression.Call(callee, arguments, true, body, start, cursor.lastEnd());
            }
            if (profile.has(Trait.TYPE_FIRST)) {
                Expression initial = parser.braces.value("", cursor.start());
                List<Statement> members = assignments(initial);
                if (!members.isEmpty()) {
                    return new Expression.Call(callee, arguments, true, members, start, cursor.lastEnd());
                }
                arguments = new ArrayList<>(arguments);
                arguments.add(new Expression.Argument(null, initial, false));
            }
        }
        return new Expression.Call(callee, arguments, true, List.of(), start, Math.max(start, cursor.lastEnd()));
    }

    /** Further types that an object is of, and what its members may stand behind. */
    private void further() {
        while (cursor.word() == Word.EXTENDS && cursor.kind(1) == Tokens.NAME) {
            int after = parser.types.after(cursor.at + 1);
            cursor.at = after > 0 ? after : cursor.at + 1;
        }
        if (cursor.is(Signs.COLON) && tokens.has(cursor.at + 1, Tokens.IMPLIED)) {
            cursor.at++;
        }
    }

    /** What members of a new object are set to, where braces hold nothing else. */
    private static List<Statement> assignments(Expression initial) {
        List<Statement> members = new ArrayList<>();
        if (initial instanceof Expression.Sequence sequence) {
            return elements(sequence);
        }
        if (initial instanceof Expression.Mapping mapping) {
            for (Expression.Entry entry : mapping.entries()) {
                if (!(entry.key() instanceof Expression.Text key)) {
                    return List.of();
                }
                Expression name = new Expression.Name(key.value(), key.start(), key.end());
                members.add(new Statement.Assignment(
                        name,
                        "=",
                        entry.value(),
                        "",
                        false,
                        key.start(),
                        Math.max(key.start(), entry.value().end())));
            }
        }
        return members;
    }

    /** What stands under the keys of a new map, {@code ["a"] = b} and {@code {"a", b}}, where braces hold nothing else. */
    private static List<Statement> elements(Expression.Sequence sequence) {
        List<Statement> members = new ArrayList<>();
        for (Expression element : sequence.elements()) {
            Expression key = null;
            Expression value = null;
            if (element instanceof Expression.Operation(String operator, List<Expression> operands, int _, int _)
                    && operator.equals("=")
                    && operands.getFirst() instanceof Expression.Sequence at
                    && at.elements().size() == 1) {
                key = at.elements().getFirst();
                value = operands.getLast();
            } else if (element instanceof Expression.Sequence pair
                    && pair.elements().size() == 2) {
                key = pair.elements().getFirst();
                value = pair.elements().getLast();
            }
            if (key == null || value == null) {
                return List.of();
            }
            int start = element.start();
            Expression target =
                    new Expression.Index(new Expression.Name("", start, start), List.of(key), start, key.end());
            members.add(new Statement.Assignment(target, "=", value, "", false, start, Math.max(start, element.end())));
        }
        return members;
    }

    static String name(Expression callee) {
        return switch (callee) {
            case Expression.Name it -> it.name();
            case Expression.Member it -> it.name();
            default -> "";
        };
    }

    /** The type's name, with its parameters left out; null if what is made has none. */
    private @Nullable Expression type(@Nullable Expression outer) {
        Expression left = outer;
        boolean named = false;
        int start = cursor.start();
        while (cursor.kind() == Tokens.NAME
                && cursor.word() != Word.FUNCTION
                && (cursor.word() != Word.TYPE || parser.types.isName(cursor.at))
                && cursor.word() != Word.IMPORT) {
            named = true;
            String name = cursor.name();
            boolean primitive = cursor.word() == Word.PRIMITIVE;
            cursor.at++;
            while (primitive && cursor.word() == Word.PRIMITIVE) {
                name += " " + cursor.name();
                cursor.at++;
            }
            left = left == null
                    ? new Expression.Name(name, start, cursor.lastEnd())
                    : new Expression.Member(left, name, Math.min(left.start(), start), cursor.lastEnd());
            if (cursor.is(Signs.LESS)) {
                int after = parser.types.afterArguments(cursor.at);
                if (after > 0 && (profile.has(Trait.GENERICS) || tokens.opens(after, '('))) {
                    cursor.at = after;
                }
            }
            while (cursor.opens('[') && !profile.has(Trait.TYPE_FIRST) && cursor.height < Cursor.HIGHEST) {
                List<Expression> at = new ArrayList<>(1);
                parser.groups.group(at);
                left = new Expression.Index(left, at, left.start(), cursor.lastEnd());
                cursor.height++;
            }
            if (!(cursor.is(Signs.DOT) || cursor.is(Signs.SCOPE) || cursor.is(Operators.id("\\")))
                    || cursor.kind(1) != Tokens.NAME && !cursor.is(cursor.at + 1, Signs.AT)) {
                break;
            }
            cursor.at++;
            cursor.at = parser.types.skipAnnotations(cursor.at);
            if (cursor.height > Cursor.HIGHEST) {
                return left;
            }
            cursor.height++;
        }
        return named ? left : null;
    }

    /** What is made without a type's name: of an expression, of a class without a name. */
    private Expression made(int from, int start) {
        if (cursor.opens('[') && profile.has(Trait.TYPE_FIRST)) {
            return array(from, from, start);
        }
        if (cursor.opens('{')) {
            return parser.braces.value("", start);
        }
        Expression callee = cursor.opens('(') && !profile.has(Trait.TYPE_FIRST)
                ? parser.groups.grouped()
                : cursor.opens('(') ? new Expression.Name("", start, start) : parser.primaries.primary();
        boolean isOfTarget = profile.has(Trait.TYPE_FIRST) && cursor.opens('('); // the type is said where it goes to
        List<Expression.Argument> arguments = cursor.opens('(') ? parser.groups.arguments() : List.of();
        return isOfTarget
                ? initialized(callee, arguments, start)
                : new Expression.Call(callee, arguments, true, List.of(), start, Math.max(start, cursor.lastEnd()));
    }

    /** {@code new byte[16]}, {@code new byte[] {1, 2}}. */
    private Expression array(int from, int afterType, int start) {
        StringBuilder type = new StringBuilder(cursor.slice(from, afterType));
        List<Expression.Argument> sizes = new ArrayList<>(1);
        while (true) {
            cursor.at = parser.types.skipAnnotations(cursor.at);
            if (!cursor.opens('[')) {
                break;
            }
            List<Expression> here = new ArrayList<>(1);
            parser.groups.group(here);
            type.append("[]");
            for (Expression size : here) {
                sizes.add(new Expression.Argument(null, size, false));
            }
        }
        if (cursor.opens('{') && sizes.isEmpty() || cursor.opens('{') && profile.lambda() == Signs.FAT_ARROW) {
            return parser.braces.value(type.toString(), start);
        }
        Expression callee = new Expression.Name(
                type.toString(),
                tokens.starts[from],
                Math.max(tokens.starts[from], tokens.ends[Math.max(from, afterType - 1)]));
        return new Expression.Call(callee, sizes, true, List.of(), start, Math.max(start, cursor.lastEnd()));
    }
}
