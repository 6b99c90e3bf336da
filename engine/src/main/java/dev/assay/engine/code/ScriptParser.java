package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What PowerShell has beside expressions: commands with their parameters, tables, types in brackets. Names of
 * commands, functions, variables and parameters mean the same in any case and are kept in lower case, variables without their sign;
 * {@code New-Object T a} makes a T of {@code a}, as {@code [T]::new(a)} does.
 */
final class ScriptParser {
    private static final String MAKES = "new-object";
    private static final String TYPE = "typename";
    private static final String ARGUMENTS = "argumentlist";
    private static final String NEW = "new";

    private final Cursor cursor;
    private final Tokens tokens;
    private final Parser parser;

    ScriptParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** A variable, with what its name has behind a colon; an expression in {@code $(...)}; a command. */
    Expression named(int start) {
        if (!cursor.isVariable(cursor.at)) {
            return command(start);
        }
        String name = cursor.name().substring(1);
        cursor.at++;
        if (name.isEmpty() && cursor.opens('(') && tokens.touches(cursor.at - 1)) {
            return statements(start);
        }
        if (name.isEmpty() && cursor.opens('{') && tokens.touches(cursor.at - 1)) {
            int open = cursor.at;
            String whole = cursor.slice(open + 1, Math.max(open + 1, cursor.match()));
            cursor.skipGroup();
            return new Expression.Name(lower(whole), start, Math.max(start, cursor.lastEnd()));
        }
        boolean isOf = cursor.is(Signs.COLON)
                && tokens.touches(cursor.at - 1)
                && tokens.touches(cursor.at)
                && cursor.kind(1) == Tokens.NAME;
        if (isOf) {
            boolean isEnvironment = lower(name).equals("env");
            name = (isEnvironment ? "env:" : "") + cursor.slice(cursor.at + 1, cursor.at + 2);
            cursor.at += 2;
        }
        return new Expression.Name(lower(name), start, cursor.lastEnd());
    }

    /** What statements in parentheses give, as a list of several or the value of one. */
    private Expression statements(int start) {
        int open = cursor.at;
        int end = cursor.match();
        int outer = cursor.enter();
        if (outer < 0) {
            return cursor.giveUp();
        }
        int mode = cursor.mode;
        cursor.mode &= ~Cursor.IN_BRACKETS;
        List<Statement> out = new ArrayList<>(1);
        List<Expression> values = new ArrayList<>(1);
        cursor.at++;
        while (cursor.at < end) {
            int before = cursor.at;
            if (cursor.kind() == Tokens.COMMA || cursor.kind() == Tokens.SEMICOLON) {
                cursor.at++;
                continue;
            }
            out.clear();
            parser.statements.statement(out);
            for (Statement statement : out) {
                values.add(statement instanceof Statement.Evaluation it ? it.expression() : called(statement));
            }
            cursor.at += cursor.at == before ? 1 : 0;
        }
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
        cursor.leave(outer);
        return values.size() == 1 && values.getFirst() instanceof Expression.Sequence only
                ? only
                : new Expression.Sequence("", values, start, Math.max(start, cursor.lastEnd()));
    }

    private static Expression called(Statement statement) {
        int start = statement.start();
        int end = Math.max(start, statement.end());
        Expression block = new Expression.Lambda(List.of(), List.of(statement), start, end);
        return new Expression.Call(block, List.of(), false, List.of(), start, end);
    }

    /** {@code @(...)}, {@code @{...}}; null, consuming nothing, for others. */
    @Nullable
    Expression gathered(int start) {
        if (tokens.opens(cursor.at + 1, '(')) {
            cursor.at++;
            return statements(start);
        }
        if (tokens.opens(cursor.at + 1, '{')) {
            cursor.at++;
            return table(start);
        }
        return null;
    }

    private Expression table(int start) {
        int open = cursor.at;
        int end = cursor.match();
        int outer = cursor.enter();
        if (outer < 0) {
            return cursor.giveUp();
        }
        int mode = cursor.mode;
        cursor.mode &= ~Cursor.IN_BRACKETS;
        List<Expression.Entry> entries = new ArrayList<>();
        cursor.at++;
        while (cursor.at < end) {
            int before = cursor.at;
            boolean isName = cursor.kind() == Tokens.NAME && !cursor.isVariable(before);
            if (isName && cursor.is(before + 1, Signs.ASSIGN)) {
                Expression key = new Expression.Text(lower(cursor.name()), false, cursor.start(), tokens.ends[before]);
                cursor.at += 2;
                entries.add(new Expression.Entry(key, parser.expressions.expression()));
            } else {
                Expression key = parser.expressions.expression(Operators.ASSIGNMENT + 1);
                if (cursor.accept(Signs.ASSIGN)) {
                    entries.add(new Expression.Entry(key, parser.expressions.expression()));
                }
            }
            cursor.at += cursor.at == before ? 1 : 0;
        }
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
        cursor.leave(outer);
        return new Expression.Mapping("", entries, start, Math.max(start, cursor.lastEnd()));
    }

    /** A type in brackets, or what it makes of the value behind it; null, consuming nothing, where it is none. */
    @Nullable
    Expression type(int start) {
        int open = cursor.at;
        int end = cursor.match();
        if (tokens.kind(open + 1) != Tokens.NAME || cursor.isVariable(open + 1) || tokens.kind(end) != Tokens.CLOSE) {
            return null;
        }
        for (int i = open + 1; i < end; i++) {
            boolean isPart = tokens.kind(i) == Tokens.NAME
                    || cursor.is(i, Signs.DOT)
                    || cursor.is(i, Signs.PLUS)
                    || tokens.opens(i, '[')
                    || tokens.closes(i, ']')
                    || tokens.kind(i) == Tokens.COMMA;
            if (!isPart) {
                return null;
            }
        }
        String type = cursor.slice(open + 1, end).replace('+', '.');
        cursor.skipGroup();
        int typeEnd = Math.max(start, cursor.lastEnd());
        if (cursor.is(Signs.SCOPE) || cursor.atEnd() || !beginsValue()) {
            return new Expression.Name(type, start, typeEnd);
        }
        Expression value = parser.expressions.expression(parser.cursor.profile.prefix(Signs.BANG));
        return new Expression.Operation("cast:" + type, List.of(value), start, Math.max(start, cursor.lastEnd()));
    }

    private boolean beginsValue() {
        return switch (cursor.kind()) {
            case Tokens.NAME ->
                cursor.isVariable(cursor.at) || cursor.word() == Word.TRUE || cursor.word() == Word.FALSE;
            case Tokens.STRING, Tokens.PIECE, Tokens.NUMBER, Tokens.OPEN -> true;
            default -> cursor.is(Signs.AT);
        };
    }

    /** Makes an object where a type is asked for one. */
    Expression made(Expression.Call call) {
        return call.callee() instanceof Expression.Member(Expression of, String name, int _, int _)
                        && name.equalsIgnoreCase(NEW)
                        && of instanceof Expression.Name
                ? new Expression.Call(of, call.arguments(), true, List.of(), call.start(), call.end())
                : call;
    }

    /** A command with what it is given, up to a pipe or the end of the line. */
    private Expression command(int start) {
        int outer = cursor.enter();
        if (outer < 0) {
            return cursor.giveUp();
        }
        int nameStart = cursor.start();
        String name = lower(bareword());
        Expression callee = new Expression.Name(name, nameStart, Math.max(nameStart, cursor.lastEnd()));
        Expression.Call call = call(callee, start);
        cursor.leave(outer);
        return name.equals(MAKES) ? object(call.arguments(), start, call.end()) : call;
    }

    /** Something that is called, with what stands behind it up to a pipe or the end of the line. */
    private Expression.Call call(Expression callee, int start) {
        List<Expression.Argument> arguments = new ArrayList<>(4);
        int mode = cursor.mode;
        cursor.mode &= ~Cursor.IN_BRACKETS;
        while (!ends()) {
            int before = cursor.at;
            argument(arguments);
            cursor.at += cursor.at == before ? 1 : 0;
        }
        cursor.mode = mode;
        return new Expression.Call(callee, arguments, false, List.of(), start, Math.max(start, cursor.lastEnd()));
    }

    /** {@code & command}, {@code . command}. */
    Expression invoked(int start) {
        boolean isCall = cursor.is(Signs.AND);
        cursor.at++;
        if (cursor.kind() == Tokens.NAME && !cursor.isVariable(cursor.at)) {
            return command(start);
        }
        Expression invoked = parser.expressions.expression(parser.cursor.profile.prefix(Signs.BANG));
        return isCall ? call(invoked, start) : invoked;
    }

    private boolean ends() {
        if (tokens.has(cursor.at, Tokens.AFTER_LINE)) {
            return true;
        }
        return switch (cursor.kind()) {
            case Tokens.END, Tokens.SEMICOLON, Tokens.CLOSE -> true;
            case Tokens.OPERATOR -> cursor.is(Signs.OR) || cursor.is(Signs.DOUBLE_OR) || cursor.is(Signs.DOUBLE_AND);
            default -> false;
        };
    }

    /** A word without quotes, up to a space or what ends a command. */
    String bareword() {
        int from = cursor.at;
        do {
            cursor.at++;
        } while (!tokens.has(cursor.at, Tokens.AFTER_SPACE)
                && !ends()
                && cursor.kind() != Tokens.COMMA
                && (cursor.kind() != Tokens.OPEN || cursor.opens('[')));
        while (tokens.closes(cursor.at, ']')
                && !tokens.has(cursor.at, Tokens.AFTER_SPACE)
                && tokens.data[cursor.at] >= from) {
            cursor.at++; // byte[]
        }
        return cursor.slice(from, cursor.at);
    }

    /** {@code -Name value}, {@code -Name:value}, {@code -Switch}, {@code value}, {@code @table}. */
    private void argument(List<Expression.Argument> arguments) {
        int start = cursor.start();
        if (isParameter(cursor.at)) {
            int end = start + 1;
            while (end < tokens.text.length
                    && (cursor.profile.continuesName(tokens.text[end]) || isHyphen(end))) { // -sha256, -aes-256-cbc
                end++;
            }
            while (cursor.start() < end && cursor.kind() != Tokens.END) {
                cursor.at++;
            }
            String name = lower(cursor.names.of(start + 1, end));
            boolean hasValue = cursor.accept(Signs.COLON) || !ends() && !isParameter(cursor.at);
            Expression value =
                    hasValue && !ends() ? value() : new Expression.Constant(Expression.Constant.Of.TRUE, end, end);
            arguments.add(new Expression.Argument(name, value, false));
            return;
        }
        if (cursor.is(Signs.AT) && cursor.kind(1) == Tokens.NAME) {
            cursor.at += 2;
            String name = lower(cursor.slice(cursor.at - 1, cursor.at));
            arguments.add(new Expression.Argument(null, new Expression.Name(name, start, cursor.lastEnd()), true));
            return;
        }
        arguments.add(new Expression.Argument(null, value(), false));
    }

    private boolean isHyphen(int at) {
        return tokens.text[at] == '-'
                && at + 1 < tokens.text.length
                && cursor.profile.continuesName(tokens.text[at + 1])
                && tokens.text[at + 1] != '$';
    }

    private boolean isParameter(int token) {
        int at = tokens.starts[token];
        return tokens.kind(token) == Tokens.OPERATOR
                && tokens.has(token, Tokens.AFTER_SPACE)
                && at + 1 < tokens.text.length
                && tokens.text[at] == '-'
                && cursor.profile.shape(tokens.text[at + 1]) == Profile.LETTER
                && tokens.text[at + 1] != '$';
    }

    /** One value, or several with commas between them. */
    private Expression value() {
        int start = cursor.start();
        Expression first = one();
        if (cursor.kind() != Tokens.COMMA) {
            return first;
        }
        List<Expression> all = new ArrayList<>(2);
        all.add(first);
        while (cursor.acceptKind(Tokens.COMMA)) {
            int before = cursor.at;
            all.add(one());
            if (cursor.at == before) {
                break;
            }
        }
        return new Expression.Sequence("", all, start, Math.max(start, cursor.lastEnd()));
    }

    private Expression one() {
        int start = cursor.start();
        boolean isValue = switch (cursor.kind()) {
            case Tokens.STRING, Tokens.PIECE -> true;
            case Tokens.NAME -> cursor.isVariable(cursor.at);
            case Tokens.OPEN -> !cursor.opens('[') || tokens.word(cursor.at + 1) == Word.NONE;
            case Tokens.NUMBER -> tokens.has(cursor.at + 1, Tokens.AFTER_SPACE) || !tokens.touches(cursor.at);
            default -> cursor.is(Signs.AT);
        };
        if (isValue) {
            int before = cursor.at;
            Expression value = parser.expressions.expression(parser.cursor.profile.prefix(Signs.BANG));
            if (cursor.at > before) {
                return value;
            }
        }
        if (ends() || cursor.kind() == Tokens.COMMA) {
            return new Expression.Other(List.of(), start, start);
        }
        String word = bareword();
        return new Expression.Text(word, false, start, Math.max(start, cursor.lastEnd()));
    }

    /** {@code New-Object T a, b}. */
    private static Expression object(List<Expression.Argument> given, int start, int end) {
        Expression type = null;
        List<Expression.Argument> arguments = new ArrayList<>(2);
        for (Expression.Argument argument : given) {
            boolean isType = TYPE.equals(argument.name()) || argument.name() == null && type == null;
            if (isType) {
                type = argument.value() instanceof Expression.Text(String name, boolean _, int from, int to)
                        ? new Expression.Name(name, from, to)
                        : argument.value();
            } else if (argument.name() == null || ARGUMENTS.equals(argument.name())) {
                if (argument.value() instanceof Expression.Sequence several) {
                    several.elements().forEach(it -> arguments.add(new Expression.Argument(null, it, false)));
                } else {
                    arguments.add(new Expression.Argument(null, argument.value(), false));
                }
            }
        }
        return type == null
                ? new Expression.Other(List.of(), start, end)
                : new Expression.Call(type, arguments, true, List.of(), start, end);
    }
}
