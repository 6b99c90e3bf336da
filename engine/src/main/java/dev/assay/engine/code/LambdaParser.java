package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;

/** Functions that are values. */
final class LambdaParser {
    private static final String PLACEHOLDER = "_";
    private static final List<Statement.Parameter> NUMBERED =
            List.of(new Statement.Parameter("$0", "", null), new Statement.Parameter("$1", "", null));

    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    LambdaParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
        this.profile = cursor.profile;
    }

    /** Whether {@code _} stands among these tokens, outside of further brackets, and not for a type or for all of a list. */
    boolean holdsPlaceholder(int from, int to) {
        for (int i = from; i < to; i = tokens.kind(i) == Tokens.OPEN ? Math.max(i + 1, cursor.afterGroup(i)) : i + 1) {
            if (cursor.isNameAt(i, PLACEHOLDER) && (i == from || !cursor.is(i - 1, Signs.COLON))) {
                return true;
            }
            if (cursor.is(i, profile.lambda())) {
                return false;
            }
        }
        return false;
    }

    /** A value that takes what stands for {@code _} in it. */
    static Expression ofPlaceholder(Expression value) {
        int end = Math.max(value.start(), value.end());
        return new Expression.Lambda(
                List.of(new Statement.Parameter(PLACEHOLDER, "", null)),
                List.of(new Statement.Return(value, value.start(), end)),
                value.start(),
                end);
    }

    /** {@code name -> ...}. */
    Expression ofName(int start) {
        List<Statement.Parameter> parameters = List.of(new Statement.Parameter(cursor.name(), "", null));
        cursor.at += 2;
        return body(parameters, start);
    }

    /** Whether what comes after parentheses makes them a lambda's parameters. */
    boolean isParameters(int after) {
        if (profile.lambda() < 0 || cursor.noLambda()) {
            return false;
        }
        if (cursor.is(after, Signs.COLON) && profile.has(Trait.TYPE_AFTER_COLON)) {
            // The result's type comes before the arrow; in a conditional it is a value, with no arrow after it.
            int end = parser.types.after(after + 1);
            return end > 0 && cursor.is(end, profile.lambda());
        }
        return cursor.is(after, profile.lambda());
    }

    /** Whether a function that is a value begins there. */
    boolean isFunction(int at) {
        if (tokens.word(at) == Word.FUNCTION) {
            return true;
        }
        int arrow = tokens.opens(at, '(') ? cursor.afterGroup(at) : tokens.kind(at) == Tokens.NAME ? at + 1 : -1;
        return arrow > 0 && profile.lambda() >= 0 && !cursor.noLambda() && cursor.is(arrow, profile.lambda());
    }

    Expression ofParameters(int start) {
        List<Statement> before = new ArrayList<>(0);
        List<Statement.Parameter> parameters = parser.parameters.list(before);
        while (!cursor.is(profile.lambda())) {
            cursor.at++;
        }
        cursor.at++;
        return body(parameters, before, start);
    }

    /** The body after the arrow: a block, or an expression that is returned. */
    Expression body(List<Statement.Parameter> parameters, int start) {
        return body(parameters, List.of(), start);
    }

    private Expression body(List<Statement.Parameter> parameters, List<Statement> before, int start) {
        List<Statement> body = new ArrayList<>(before);
        body.addAll(parser.statements.functionBody());
        return new Expression.Lambda(parameters, body, start, Math.max(start, cursor.lastEnd()));
    }

    /** {@code lambda a, b=1: ...}. */
    Expression ofWord(int start) {
        cursor.at++;
        List<Statement.Parameter> parameters = new ArrayList<>();
        while (!cursor.is(Signs.COLON) && !cursor.atEnd()) {
            if (cursor.kind() == Tokens.NAME) {
                String name = cursor.name();
                cursor.at++;
                Expression value = cursor.accept(Signs.ASSIGN) ? parser.expressions.expression() : null;
                parameters.add(new Statement.Parameter(name, "", value));
            } else {
                cursor.at++;
            }
        }
        cursor.accept(Signs.COLON);
        int from = cursor.start();
        Expression value = parser.expressions.expression();
        return new Expression.Lambda(
                parameters,
                List.of(new Statement.Return(value, from, Math.max(from, cursor.lastEnd()))),
                start,
                cursor.lastEnd());
    }

    /** {@code function name(a) {...}}. */
    Expression ofFunction(int start) {
        cursor.at++;
        cursor.accept(Signs.STAR);
        if (cursor.kind() == Tokens.NAME) {
            cursor.at++;
        }
        int from = cursor.at;
        List<Statement> before = new ArrayList<>(0);
        List<Statement.Parameter> parameters = cursor.opens('(') ? parser.parameters.list(before) : List.of();
        parser.functions.skipResult();
        if (profile.has(Trait.PREFIX_TYPES) && !cursor.opens('{')) {
            // A function's type.
            return new Expression.Name(
                    "func" + cursor.slice(from, cursor.at), start, Math.max(start, cursor.lastEnd()));
        }
        cursor.accept(Signs.FAT_ARROW);
        return body(parameters, before, start);
    }

    /** A function of an object, from its parameters on. */
    Expression ofMethod(int start) {
        if (cursor.is(Signs.LESS)) {
            int after = parser.types.afterArguments(cursor.at);
            cursor.at = after > 0 ? after : cursor.at + 1;
        }
        List<Statement> before = new ArrayList<>(0);
        List<Statement.Parameter> parameters = cursor.opens('(') ? parser.parameters.list(before) : List.of();
        parser.functions.skipResult();
        return body(parameters, before, start);
    }

    /** {@code |a, b| ...}; the bars may be one operator. */
    Expression ofBars(int start) {
        List<Statement.Parameter> parameters = List.of();
        if (!cursor.accept(Signs.DOUBLE_OR)) {
            cursor.at++;
            parameters = new ArrayList<>();
            while (!cursor.is(Signs.OR) && !cursor.atEnd()) {
                if (cursor.kind() == Tokens.NAME && parser.types.isName(cursor.at)) {
                    parameters.add(new Statement.Parameter(cursor.name(), "", null));
                }
                if (cursor.is(Signs.COLON)) {
                    while (!cursor.is(Signs.OR) && cursor.kind() != Tokens.COMMA && !cursor.atEnd()) {
                        cursor.at++;
                    }
                } else if (cursor.kind() == Tokens.OPEN) {
                    cursor.skipGroup();
                } else {
                    cursor.at++;
                }
            }
            cursor.accept(Signs.OR);
        }
        return body(parameters, start);
    }

    /** Whether brackets here are those of a function in C++. */
    boolean isCapture() {
        if (!profile.has(Trait.POINTERS)) {
            return false;
        }
        int after = cursor.afterGroup(cursor.at);
        return tokens.opens(after, '(') || tokens.opens(after, '{');
    }

    Expression ofCapture(int start) {
        List<Statement> captured = captured();
        List<Statement.Parameter> parameters = cursor.opens('(') ? parser.parameters.list() : List.of();
        while (!cursor.opens('{') && !cursor.atEnd() && cursor.kind() != Tokens.COMMA) {
            int after = cursor.is(Signs.ARROW) ? parser.types.after(cursor.at + 1) : -1;
            cursor.at = after > 0 ? after : cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
        }
        Expression made = body(parameters, start);
        if (captured.isEmpty() || !(made instanceof Expression.Lambda lambda)) {
            return made;
        }
        captured.addAll(lambda.body());
        return new Expression.Lambda(lambda.parameters(), captured, lambda.start(), lambda.end());
    }

    /** What a type must be able to do, in C++: {@code requires (T t) { f(t); }}. */
    Expression ofRequirement(int start) {
        cursor.at++;
        List<Statement.Parameter> parameters = cursor.opens('(') ? parser.parameters.list() : List.of();
        return body(parameters, start);
    }

    /** What a function of C++ takes from around it under a name of its own: {@code [n = f()]}. */
    private List<Statement> captured() {
        List<Statement> captured = new ArrayList<>(0);
        int open = cursor.at;
        int end = cursor.match();
        for (int i = open + 1; i < end; i++) {
            if (tokens.kind(i) == Tokens.NAME && cursor.is(i + 1, Signs.ASSIGN)) {
                cursor.at = i + 2;
                Expression value = parser.groups.element(end, false);
                Expression name = new Expression.Name(
                        cursor.names.of(tokens.starts[i], tokens.ends[i]), tokens.starts[i], tokens.ends[i]);
                captured.add(new Statement.Assignment(
                        name, "=", value, "", false, tokens.starts[i], Math.max(tokens.starts[i], cursor.lastEnd())));
                i = Math.max(i, cursor.at - 1);
            }
        }
        cursor.at = open;
        cursor.skipGroup();
        return captured;
    }

    /** {@code { a, b -> ... }}, {@code { ... }}. */
    Expression ofBraces(int start) {
        if (profile.has(Trait.SCRIPTS)) {
            return parser.scriptDeclarations.block(start);
        }
        int open = cursor.at;
        if (parser.matches.holdsCases(open)) {
            return parser.matches.function(start);
        }
        List<Statement.Parameter> parameters = new ArrayList<>();
        int arrow = arrow(open);
        cursor.at = open;
        if (arrow < 0 && profile.has(Trait.NUMBERED_PARAMETERS)) {
            parameters.addAll(NUMBERED);
        }
        List<Statement> body = parser.statements.blockFrom(open, arrow, parameters);
        return new Expression.Lambda(parameters, body, start, Math.max(start, cursor.lastEnd()));
    }

    /** The token of the arrow or word that ends the parameters in braces, or -1. */
    private int arrow(int open) {
        int end = tokens.data[open];
        for (int at = open + 1; at < end && at < open + 64; at++) {
            if (tokens.kind(at) == Tokens.OPEN) {
                at = cursor.afterGroup(at) - 1;
            } else if (cursor.is(at, profile.lambda()) || tokens.word(at) == Word.IN) {
                return at;
            } else if (tokens.kind(at) != Tokens.NAME
                    && tokens.kind(at) != Tokens.COMMA
                    && tokens.kind(at) != Tokens.OPERATOR) {
                return -1;
            }
        }
        return -1;
    }
}
