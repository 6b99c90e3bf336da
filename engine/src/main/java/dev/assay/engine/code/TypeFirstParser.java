package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;

/** Declarations that begin with a type, as in Java, C# and C: variables, functions, properties. */
final class TypeFirstParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    TypeFirstParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = parser.cursor.tokens;
        this.profile = parser.cursor.profile;
    }

    /** {@code type name ...}: a method, a constructor, variables. */
    boolean typeFirst(List<String> modifiers, boolean isConstant, int start, List<Statement> out) {
        int from = cursor.at;
        if (cursor.is(Signs.LESS)) {
            int after = parser.types.afterArguments(from);
            cursor.at = after > 0 ? after : from;
        }
        if (!cursor.type.isEmpty() && cursor.kind() == Tokens.NAME && parser.types.isName(cursor.at)) {
            boolean compact = tokens.opens(cursor.at + 1, '{') && tokens.is(cursor.at, cursor.type);
            if (compact
                    || tokens.opens(cursor.at + 1, '(')
                            && (parser.declarations.hasBody(cursor.afterGroup(cursor.at + 1))
                                    || tokens.is(cursor.at, cursor.type) && isOneExpression())) {
                String name = cursor.name();
                cursor.at++;
                parser.functions.finish(name, modifiers, start, out);
                return true;
            }
        }
        int typeFrom = cursor.at;
        if (tokens.word(typeFrom) == Word.OPERATOR && profile.prefix(tokens.operator(typeFrom)) != 0) {
            cursor.at = from; // it takes a value
            return false;
        }
        if (profile.has(Trait.POINTERS) && parser.cDeclarations.function(modifiers, isConstant, start, out)) {
            return true;
        }
        int after = parser.types.after(typeFrom);
        if (after < 0 || tokens.kind(after) != Tokens.NAME || !parser.types.isName(after)) {
            cursor.at = from;
            return false;
        }
        int next = after + 1;
        if (profile.lambda() == Signs.FAT_ARROW && sharpMember(typeFrom, after, modifiers, start, out)) {
            return true;
        }
        boolean declares = switch (tokens.kind(next)) {
            case Tokens.SEMICOLON -> true;
            case Tokens.COMMA -> !cursor.inBrackets();
            case Tokens.OPEN ->
                switch (tokens.first(next)) {
                    case '(' -> true;
                    case '[' -> true;
                    default -> isMadeOf(typeFrom, next);
                };
            case Tokens.OPERATOR -> tokens.data[next] == Signs.ASSIGN || tokens.data[next] == Signs.COLON;
            default -> false;
        };
        if (!declares) {
            cursor.at = from;
            return false;
        }
        if (tokens.opens(next, '(')) {
            cursor.at = after;
            String name = cursor.name();
            cursor.at++;
            parser.functions.finish(name, modifiers, start, out);
            return true;
        }
        parser.declarations.variables(typeFrom, after, isConstant, start, out);
        return true;
    }

    /** Whether what is made of the parameters here is an expression, as C# has it for constructors too. */
    private boolean isOneExpression() {
        return profile.lambda() == Signs.FAT_ARROW && cursor.is(cursor.afterGroup(cursor.at + 1), Signs.FAT_ARROW);
    }

    /** {@code Type name{...};}. */
    private boolean isMadeOf(int typeFrom, int brace) {
        int after = cursor.afterGroup(brace);
        return profile.has(Trait.BRACE_CREATES)
                && tokens.opens(brace, '{')
                && tokens.word(typeFrom) != Word.TYPE
                && tokens.word(typeFrom) != Word.ENUM
                && (tokens.kind(after) == Tokens.SEMICOLON || tokens.kind(after) == Tokens.COMMA);
    }

    private static boolean isSingle(Expression held) {
        return held instanceof Expression.Call made && made.arguments().size() == 1;
    }

    /** What a variable is that is made of braces: a plain number or text is what is in them. */
    Expression made(String type, int start) {
        Expression made = parser.braces.created(type, start, start, start);
        boolean plain = type.endsWith("_t")
                || type.equals("auto")
                || type.equals("int")
                || type.equals("bool")
                || type.equals("std::string")
                || type.equals("unsigned")
                || type.equals("double")
                || type.equals("long");
        return plain && isSingle(made) && made instanceof Expression.Call call
                ? call.arguments().getFirst().value()
                : made;
    }

    /** C#'s properties, and methods with parameters for types. */
    private boolean sharpMember(int typeFrom, int name, List<String> modifiers, int start, List<Statement> out) {
        int next = name + 1;
        if (cursor.is(next, Signs.LESS)) {
            int after = parser.types.afterArguments(next);
            if (after < 0 || !tokens.opens(after, '(')) {
                return false;
            }
            cursor.at = after;
            parser.functions.finish(cursor.names.of(tokens.starts[name], tokens.ends[name]), modifiers, start, out);
            return true;
        }
        boolean arrow = cursor.is(next, Signs.FAT_ARROW);
        if (cursor.type.isEmpty() || !arrow && !tokens.opens(next, '{')) {
            return false;
        }
        cursor.at = next;
        if (arrow) {
            parser.functions.finish(
                    cursor.names.of(tokens.starts[name], tokens.ends[name]),
                    with(modifiers, FunctionParser.GETTER),
                    start,
                    out);
            return true;
        }
        List<Statement> accessors = accessors(cursor.names.of(tokens.starts[name], tokens.ends[name]), modifiers);
        Expression value = cursor.accept(Signs.ASSIGN) ? parser.expressions.expression() : null;
        Expression.Name target = new Expression.Name(
                cursor.names.of(tokens.starts[name], tokens.ends[name]), tokens.starts[name], tokens.ends[name]);
        int end = Math.max(start, cursor.lastEnd());
        out.add(new Statement.Assignment(target, "=", value, cursor.slice(typeFrom, name), false, start, end));
        out.addAll(accessors);
        return true;
    }

    /** What a property does when it is asked for, and when it is set, in the braces here; what only has a name is a field. */
    private List<Statement> accessors(String name, List<String> modifiers) {
        List<Statement> out = new ArrayList<>(2);
        int open = cursor.at++;
        int end = tokens.data[open];
        while (cursor.at < end) {
            int before = cursor.at;
            parser.modifiers.skipModifiers();
            int start = cursor.start();
            boolean gets = cursor.isWord("get");
            if (cursor.kind() == Tokens.NAME) {
                cursor.at++;
            }
            if (cursor.opens('{') || cursor.accept(Signs.FAT_ARROW)) {
                List<Statement> body = parser.statements.functionBody();
                out.add(new Statement.Function(
                        gets ? name : "set_" + name,
                        gets ? List.of() : List.of(new Statement.Parameter("value", "", null)),
                        body,
                        gets ? with(modifiers, FunctionParser.GETTER) : modifiers,
                        start,
                        Math.max(start, cursor.lastEnd())));
            }
            if (cursor.at == before || cursor.kind() == Tokens.SEMICOLON) {
                cursor.at++;
            }
        }
        cursor.at = open;
        cursor.skipGroup();
        return out;
    }

    private static List<String> with(List<String> modifiers, String more) {
        List<String> all = new ArrayList<>(modifiers);
        all.add(more);
        return all;
    }
}
