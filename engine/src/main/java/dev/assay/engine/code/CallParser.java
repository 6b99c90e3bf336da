package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls where parentheses may be left out, as in Ruby. A member is a call; so is a name that begins in lower case and that no
 * variable has. What stands behind it on its line is what it is given, and a block is its last argument.
 */
final class CallParser {
    /** The word for the object at hand. */
    static final String SELF = "self";

    private static final String NEW = "new";

    private final Cursor cursor;
    private final Tokens tokens;
    private final Parser parser;
    private Set<String> variables = new HashSet<>();

    CallParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
    }

    /** Begins something with variables of its own; gives those around it. */
    Set<String> enter() {
        Set<String> around = variables;
        variables = new HashSet<>();
        return around;
    }

    void leave(Set<String> around) {
        variables = around;
    }

    void declare(String name) {
        variables.add(name);
    }

    void declare(Expression target) {
        switch (target) {
            case Expression.Name name -> variables.add(name.name());
            case Expression.Sequence sequence -> sequence.elements().forEach(this::declare);
            case Expression _ -> {}
        }
    }

    /** A variable, a constant or a field. */
    Expression variable(int start) {
        String name = cursor.name();
        cursor.at++;
        return name.startsWith("@")
                ? new Expression.Member(new Expression.Name(SELF, start, start), name, start, cursor.lastEnd())
                : new Expression.Name(name, start, cursor.lastEnd());
    }

    /** A name: a variable, a constant, a field, or a call. */
    Expression named(int start) {
        boolean isAssigned =
                tokens.kind(cursor.at + 1) == Tokens.OPERATOR && Operators.assigns(tokens.data[cursor.at + 1]);
        Expression variable = variable(start);
        if (!(variable instanceof Expression.Name(String name, int _, int _))) {
            return variable;
        }
        boolean isLower = name.isEmpty() || Character.isLowerCase(name.charAt(0)) || name.charAt(0) == '_';
        if (isAssigned && isLower) {
            variables.add(name);
            return variable;
        }
        boolean isKnown = !isLower || variables.contains(name) || name.equals(SELF) || name.equals("super");
        if (touchesParenthesis()) {
            return variable;
        }
        if (!isKnown || isCertainArgument()) {
            return called(variable, !isKnown, start);
        }
        return variable;
    }

    private boolean touchesParenthesis() {
        return cursor.opens('(') && !tokens.has(cursor.at, Tokens.AFTER_SPACE);
    }

    /** A call of what has been read, with what it is given without parentheses, and a block. */
    private Expression called(Expression callee, boolean mayTakeSigns, int start) {
        List<Expression.Argument> arguments = new ArrayList<>(2);
        if (isCertainArgument() || mayTakeSigns && isSignArgument()) {
            int mode = cursor.mode;
            cursor.mode |= Cursor.NO_BLOCK; // a block behind it is of this call
            line(arguments);
            cursor.mode = mode;
        }
        return made(callee, arguments, start);
    }

    private Expression made(Expression callee, List<Expression.Argument> arguments, int start) {
        Expression.@Nullable Lambda block = block();
        if (block != null) {
            arguments.add(new Expression.Argument(null, block, false));
        }
        int end = Math.max(start, cursor.lastEnd());
        if (callee instanceof Expression.Member(Expression of, String name, int _, int _) && name.equals(NEW)) {
            return new Expression.Call(of, arguments, true, List.of(), start, end);
        }
        return new Expression.Call(callee, arguments, false, List.of(), start, end);
    }

    /** Whether what a call is given begins here, and nothing else can. */
    private boolean isCertainArgument() {
        if (tokens.has(cursor.at, Tokens.AFTER_LINE) || !tokens.has(cursor.at, Tokens.AFTER_SPACE)) {
            return false;
        }
        return switch (cursor.kind()) {
            case Tokens.NUMBER, Tokens.STRING, Tokens.PIECE, Tokens.PATTERN -> true;
            case Tokens.NAME ->
                switch (cursor.word()) {
                    case NONE, TRUE, FALSE, NOTHING, LAMBDA, FUNCTION, SWITCH, MODIFIER, IMPORT -> true;
                    case OPERATOR -> cursor.operator() == Signs.NOT;
                    default -> false;
                };
            case Tokens.OPERATOR -> cursor.is(Signs.ARROW) || cursor.is(Signs.BANG) && tokens.touches(cursor.at);
            default -> false;
        };
    }

    /** Whether a sign here stands in front of what a call is given, rather than between two values. */
    private boolean isSignArgument() {
        if (tokens.has(cursor.at, Tokens.AFTER_LINE) || !tokens.has(cursor.at, Tokens.AFTER_SPACE)) {
            return false;
        }
        if (cursor.kind() == Tokens.OPEN) {
            return cursor.opens('[') || cursor.opens('(');
        }
        boolean isSign = cursor.is(Signs.MINUS)
                || cursor.is(Signs.STAR)
                || cursor.is(Signs.DOUBLE_STAR)
                || cursor.is(Signs.AND)
                || cursor.is(Signs.SCOPE)
                || cursor.is(Signs.TILDE);
        return isSign && tokens.touches(cursor.at);
    }

    /** What is given up to the end of the line. */
    private void line(List<Expression.Argument> arguments) {
        int outer = cursor.enter();
        if (outer < 0) {
            cursor.giveUp();
            return;
        }
        do {
            int before = cursor.at;
            argument(arguments);
            if (cursor.at == before) {
                break;
            }
        } while (cursor.acceptKind(Tokens.COMMA));
        cursor.leave(outer);
    }

    /** What is given in the parentheses here. */
    private void parentheses(List<Expression.Argument> arguments) {
        int open = cursor.at;
        int end = cursor.match();
        int mode = cursor.mode;
        cursor.mode = Cursor.IN_BRACKETS;
        cursor.at++;
        while (cursor.at < end) {
            int before = cursor.at;
            if (cursor.acceptKind(Tokens.COMMA)) {
                continue;
            }
            argument(arguments);
            if (cursor.at == before) {
                cursor.at++;
            }
        }
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
    }

    /** {@code a}, {@code key: a}, {@code :key => a}, {@code *a}. */
    private void argument(List<Expression.Argument> arguments) {
        boolean spread = cursor.accept(Signs.STAR) || cursor.accept(Signs.DOUBLE_STAR);
        Expression.@Nullable Text key = key();
        if (key != null) {
            boolean isShort = cursor.kind() == Tokens.COMMA || cursor.kind() == Tokens.CLOSE;
            Expression value = isShort ? new Expression.Name(key.value(), key.start(), key.end()) : expression();
            arguments.add(new Expression.Argument(key.value(), value, false));
            return;
        }
        Expression value = expression();
        if (cursor.accept(Signs.FAT_ARROW)) {
            String name = value instanceof Expression.Text text ? text.value() : null;
            arguments.add(new Expression.Argument(name, expression(), false));
            return;
        }
        arguments.add(new Expression.Argument(null, value, spread));
    }

    private Expression expression() {
        return parser.expressions.expression();
    }

    /** A name or text with a colon right behind it; null, consuming nothing, if there is none. */
    private Expression.@Nullable Text key() {
        boolean isKey = (cursor.kind() == Tokens.NAME || cursor.kind() == Tokens.STRING)
                && cursor.is(cursor.at + 1, Signs.COLON)
                && tokens.touches(cursor.at);
        if (!isKey) {
            return null;
        }
        int start = cursor.start();
        Expression value = cursor.kind() == Tokens.NAME ? parser.braces.nameAsText() : parser.literals.text();
        cursor.accept(Signs.COLON);
        return value instanceof Expression.Text text ? text : new Expression.Text("", false, start, cursor.lastEnd());
    }

    /** An entry of a hash; null, consuming nothing, if there is none. */
    Expression.@Nullable Entry entry() {
        int start = cursor.start();
        if (cursor.accept(Signs.DOUBLE_STAR)) {
            return new Expression.Entry(new Expression.Text("", false, start, start), expression());
        }
        Expression.@Nullable Text key = key();
        if (key != null) {
            boolean isShort = cursor.kind() == Tokens.COMMA || cursor.kind() == Tokens.CLOSE;
            return new Expression.Entry(
                    key, isShort ? new Expression.Name(key.value(), key.start(), key.end()) : expression());
        }
        int from = cursor.at;
        Expression value = expression();
        if (cursor.accept(Signs.FAT_ARROW)) {
            return new Expression.Entry(value, expression());
        }
        if (cursor.at == from) {
            return null;
        }
        return new Expression.Entry(new Expression.Numeral(Integer.toString(start), start, start), value);
    }

    /** A block in braces or up to its end; null for none. */
    private Expression.@Nullable Lambda block() {
        int start = cursor.start();
        boolean isBraces = cursor.opens('{') && !tokens.has(cursor.at, Tokens.AFTER_LINE);
        if (!isBraces && (cursor.word() != Word.DO || cursor.noBlock())) {
            return null;
        }
        List<Statement.Parameter> parameters = new ArrayList<>(1);
        int open = cursor.at++;
        bars(parameters);
        List<Statement> body = new ArrayList<>();
        if (isBraces) {
            body.addAll(parser.ends.body());
            cursor.at = open;
            cursor.skipGroup();
        } else {
            parser.ends.attempt(body);
        }
        return new Expression.Lambda(parameters, body, start, Math.max(start, cursor.lastEnd()));
    }

    private void bars(List<Statement.Parameter> parameters) {
        if (!cursor.accept(Signs.OR)) {
            cursor.accept(Signs.DOUBLE_OR);
            return;
        }
        int end = cursor.at;
        while (!cursor.is(end, Signs.OR) && tokens.kind(end) != Tokens.END && end - cursor.at < 100) {
            end++;
        }
        parser.endDeclarations.parameters(end, parameters);
        cursor.accept(Signs.OR);
    }

    /** {@code ->(a) { ... }}. */
    Expression lambda(int start) {
        cursor.at++;
        List<Statement.Parameter> parameters = new ArrayList<>(1);
        if (cursor.opens('(')) {
            int open = cursor.at++;
            parser.endDeclarations.parameters(tokens.data[open], parameters);
            cursor.at = open;
            cursor.skipGroup();
        } else {
            int end = cursor.at;
            while (tokens.kind(end) == Tokens.NAME && tokens.word(end) != Word.DO || tokens.kind(end) == Tokens.COMMA) {
                end++;
            }
            parser.endDeclarations.parameters(end, parameters);
        }
        int mode = cursor.mode;
        cursor.mode &= ~Cursor.NO_BLOCK;
        Expression.@Nullable Lambda body = block();
        cursor.mode = mode;
        return body == null
                ? new Expression.Other(List.of(), start, cursor.lastEnd())
                : new Expression.Lambda(parameters, body.body(), start, Math.max(start, cursor.lastEnd()));
    }

    /** What follows a value; null for nothing. */
    @Nullable
    Expression link(Expression left, int start) {
        boolean isLine = tokens.has(cursor.at, Tokens.AFTER_LINE);
        if (cursor.kind() == Tokens.OPEN && !isLine && !tokens.has(cursor.at, Tokens.WITHIN_TEXT)) {
            boolean touches = !tokens.has(cursor.at, Tokens.AFTER_SPACE);
            if (cursor.opens('(') && touches) {
                List<Expression.Argument> arguments = new ArrayList<>(4);
                parentheses(arguments);
                return made(left, arguments, start);
            }
            return null;
        }
        int operator = cursor.kind() == Tokens.OPERATOR ? tokens.data[cursor.at] : 0;
        if (operator == 0 || !cursor.profile.isMember(operator) || cursor.endsLine()) {
            return null;
        }
        cursor.at++;
        if (cursor.opens('(')) { // f.(x)
            List<Expression.Argument> arguments = new ArrayList<>(2);
            parentheses(arguments);
            return made(left, arguments, start);
        }
        if (cursor.kind() != Tokens.NAME) {
            return new Expression.Member(left, "", start, cursor.lastEnd());
        }
        String name = cursor.name();
        cursor.at++;
        Expression member = new Expression.Member(left, name, start, cursor.lastEnd());
        boolean isConstant = operator == Signs.SCOPE && Character.isUpperCase(name.charAt(0));
        boolean isAssigned = cursor.kind() == Tokens.OPERATOR && Operators.assigns(tokens.data[cursor.at]);
        if (touchesParenthesis() || isAssigned || isConstant && !isCertainArgument()) {
            return member;
        }
        return called(member, true, start);
    }

    /** Whether brackets here are an index of what stands in front of them. */
    boolean isIndex() {
        return cursor.opens('[')
                && !tokens.has(cursor.at, Tokens.AFTER_LINE)
                && !tokens.has(cursor.at, Tokens.AFTER_SPACE);
    }
}
