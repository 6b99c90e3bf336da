package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements where words end blocks, as in Ruby: {@code if}, {@code def} and the like up to {@code end}; what stands behind a statement decides about it. */
final class EndParser {
    private static final int LONGEST_CHAIN = 50;

    private final Cursor cursor;
    private final Tokens tokens;
    private final Parser parser;

    EndParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
    }

    /** One statement with what stands behind it on its line: {@code a if b}. */
    void statement(List<Statement> out) {
        int start = cursor.start();
        List<Statement> own = new ArrayList<>(1);
        plain(own);
        while (!tokens.has(cursor.at, Tokens.AFTER_LINE) && isModifier(cursor.word())) {
            Word word = cursor.word();
            cursor.at++;
            int from = cursor.start();
            if (word == Word.CATCH) {
                List<Statement> handler = new ArrayList<>(1);
                plain(handler);
                own.add(new Statement.Branch(null, handler, List.of(), from, Math.max(from, cursor.lastEnd())));
                continue;
            }
            Expression condition = parser.expressions.expression();
            int end = Math.max(start, cursor.lastEnd());
            Statement whole = word == Word.WHILE || word == Word.UNTIL
                    ? new Statement.Loop(null, own, start, end)
                    : new Statement.Branch(
                            word == Word.UNLESS ? not(condition) : condition, own, List.of(), start, end);
            own = new ArrayList<>(List.of(whole));
        }
        out.addAll(own);
    }

    private static boolean isModifier(Word word) {
        return word == Word.IF || word == Word.UNLESS || word == Word.WHILE || word == Word.UNTIL || word == Word.CATCH;
    }

    private static Expression not(Expression condition) {
        return new Expression.Operation("!", List.of(condition), condition.start(), condition.end());
    }

    private void plain(List<Statement> out) {
        int start = cursor.start();
        Word word = parser.primaries.isSoftName() ? Word.NONE : cursor.word();
        switch (word) {
            case IF, UNLESS -> branch(out);
            case SWITCH -> choice(out);
            case WHILE, UNTIL -> loop(out);
            case FOR -> each(out);
            case TRY -> {
                cursor.at++;
                attempt(out);
            }
            case FUNCTION -> parser.endDeclarations.function(out);
            case TYPE -> parser.endDeclarations.type(out);
            case PACKAGE -> parser.endDeclarations.module(out);
            case MODIFIER -> {
                if (tokens.word(cursor.at + 1) == Word.FUNCTION && !tokens.has(cursor.at + 1, Tokens.AFTER_LINE)) {
                    cursor.at++;
                    parser.endDeclarations.function(out);
                } else {
                    simple(out);
                }
            }
            case RETURN -> {
                cursor.at++;
                Expression value = value();
                out.add(new Statement.Return(value, start, Math.max(start, cursor.lastEnd())));
            }
            case THROW -> {
                cursor.at++;
                Expression value = value();
                out.add(new Statement.Throw(value, start, Math.max(start, cursor.lastEnd())));
            }
            case JUMP -> {
                cursor.at++;
                Expression value = value();
                if (value != null) {
                    out.add(new Statement.Evaluation(value, value.start(), value.end()));
                }
            }
            case IMPORT -> parser.endDeclarations.include(out);
            case ALIAS, SCOPE -> {
                do {
                    cursor.at++;
                } while (!cursor.atEnd());
            }
            case ELSE, ELIF, CATCH, FINALLY, CASE, THEN, DO, END -> cursor.at++; // of nothing
            default -> simple(out);
        }
    }

    /** What is given behind a word, on its line; null for nothing. */
    private @Nullable Expression value() {
        if (cursor.atEnd() || tokens.has(cursor.at, Tokens.AFTER_LINE) || isModifier(cursor.word())) {
            return null;
        }
        int from = cursor.at;
        Expression value = parser.statements.listed();
        return cursor.at == from ? null : value;
    }

    private void simple(List<Statement> out) {
        int start = cursor.start();
        if (several(start, out)) {
            return;
        }
        Expression first = parser.expressions.expression();
        if (first instanceof Expression.Operation(String operator, List<Expression> sides, int _, int _)
                && (operator.equals("||=") || operator.equals("&&="))
                && sides.size() == 2) {
            String choice = operator.substring(0, 2);
            Expression value = new Expression.Operation(choice, sides, start, Math.max(start, cursor.lastEnd()));
            parser.calls.declare(sides.getFirst());
            out.add(new Statement.Assignment(
                    sides.getFirst(), "=", value, "", false, start, Math.max(start, cursor.lastEnd())));
            return;
        }
        parser.statements.evaluate(first, start, out);
        if (!(out.isEmpty() || !(out.getLast() instanceof Statement.Assignment assignment))
                && cursor.kind() == Tokens.COMMA
                && assignment.value() != null) {
            out.set(out.size() - 1, list(assignment, start)); // a = b, c
        }
    }

    private Statement list(Statement.Assignment assignment, int start) {
        List<Expression> all = new ArrayList<>(2);
        if (assignment.value() != null) {
            all.add(assignment.value());
        }
        while (cursor.acceptKind(Tokens.COMMA)) {
            int before = cursor.at;
            all.add(parser.expressions.expression());
            if (cursor.at == before) {
                break;
            }
        }
        int end = Math.max(start, cursor.lastEnd());
        Expression value = new Expression.Sequence(
                "", all, all.getFirst().start(), Math.max(all.getFirst().start(), end));
        return new Statement.Assignment(assignment.target(), "=", value, "", false, start, end);
    }

    /** {@code a, @b = c}; false, consuming nothing, for anything else. */
    private boolean several(int start, List<Statement> out) {
        int at = cursor.at;
        int names = 0;
        while (tokens.kind(at) == Tokens.NAME || cursor.is(at, Signs.STAR)) {
            at += cursor.is(at, Signs.STAR) ? 1 : 0;
            names++;
            at++;
            if (tokens.kind(at) != Tokens.COMMA) {
                break;
            }
            at++;
        }
        if (names < 2 || !cursor.is(at, Signs.ASSIGN)) {
            return false;
        }
        List<Expression> targets = new ArrayList<>(names);
        while (cursor.at < at) {
            if (cursor.kind() == Tokens.NAME) {
                Expression target = parser.calls.variable(cursor.start());
                parser.calls.declare(target);
                targets.add(target);
            } else {
                cursor.at++;
            }
        }
        cursor.at = at + 1;
        Expression value = parser.statements.listed();
        int end = Math.max(start, cursor.lastEnd());
        Expression target = new Expression.Sequence("", targets, start, tokens.ends[at - 1]);
        out.add(new Statement.Assignment(target, "=", value, "", false, start, end));
        return true;
    }

    /** Statements up to a word that ends them or begins another way, which is not consumed. */
    List<Statement> body() {
        int outer = cursor.enter();
        if (outer < 0) {
            cursor.giveUp();
            return new ArrayList<>(0);
        }
        int mode = cursor.mode;
        cursor.mode = Cursor.PLAIN;
        List<Statement> out = new ArrayList<>();
        while (!ends()) {
            int before = cursor.at;
            parser.statements.statement(out);
            if (cursor.at == before) {
                cursor.at++;
            }
        }
        cursor.mode = mode;
        cursor.leave(outer);
        return out;
    }

    private boolean ends() {
        if (cursor.kind() == Tokens.END || cursor.kind() == Tokens.CLOSE) {
            return true;
        }
        return switch (cursor.word()) {
            case END, ELSE, ELIF, CASE, CATCH, FINALLY -> true;
            default -> false;
        };
    }

    private Expression condition() {
        int mode = cursor.mode;
        cursor.mode = Cursor.NO_BLOCK;
        Expression condition = parser.expressions.expression();
        cursor.mode = mode;
        cursor.accept(Word.THEN);
        cursor.accept(Word.DO);
        return condition;
    }

    private void branch(List<Statement> out) {
        List<ControlParser.Way> ways = new ArrayList<>(2);
        List<Statement> otherwise = List.of();
        int deepened = 0;
        boolean isOpposite = cursor.word() == Word.UNLESS;
        do {
            int start = cursor.start();
            cursor.at++;
            Expression condition = condition();
            ways.add(new ControlParser.Way(isOpposite ? not(condition) : condition, body(), start));
            isOpposite = false;
            boolean isDeep = ways.size() % LONGEST_CHAIN == 0;
            cursor.deepen(isDeep ? -deepened : 1);
            deepened = isDeep ? 0 : deepened + 1;
        } while (cursor.word() == Word.ELIF);
        cursor.deepen(-deepened);
        if (cursor.accept(Word.ELSE)) {
            otherwise = body();
        }
        cursor.accept(Word.END);
        parser.control.chain(ways, otherwise, out);
    }

    private void choice(List<Statement> out) {
        cursor.at++;
        Expression subject = tokens.has(cursor.at, Tokens.AFTER_LINE) ? null : parser.expressions.expression();
        List<ControlParser.Way> ways = new ArrayList<>();
        List<Statement> otherwise = List.of();
        while (cursor.acceptKind(Tokens.SEMICOLON)) {}
        while (cursor.word() == Word.CASE || cursor.word() == Word.IN) {
            int start = cursor.start();
            boolean isPattern = cursor.word() == Word.IN;
            cursor.at++;
            Expression condition = isPattern ? pattern(start) : values(subject);
            ways.add(new ControlParser.Way(condition, body(), start));
        }
        if (cursor.accept(Word.ELSE)) {
            otherwise = body();
        }
        cursor.accept(Word.END);
        if (ways.isEmpty()) {
            out.addAll(otherwise);
        } else {
            parser.control.chain(ways, otherwise, out);
        }
    }

    /** What a way of a choice is for: any of several values. */
    private Expression values(@Nullable Expression subject) {
        List<Expression> any = new ArrayList<>(1);
        int start = cursor.start();
        do {
            int from = cursor.start();
            Expression value = parser.expressions.expression();
            any.add(
                    subject == null
                            ? value
                            : new Expression.Operation(
                                    "==", List.of(subject, value), from, Math.max(from, cursor.lastEnd())));
        } while (cursor.acceptKind(Tokens.COMMA) && any.size() < LONGEST_CHAIN);
        cursor.accept(Word.THEN);
        return any.size() == 1
                ? any.getFirst()
                : new Expression.Operation("||", any, start, Math.max(start, cursor.lastEnd()));
    }

    private Expression pattern(int start) {
        do {
            cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
        } while (!tokens.has(cursor.at, Tokens.AFTER_LINE)
                && cursor.word() != Word.THEN
                && cursor.kind() != Tokens.END);
        cursor.accept(Word.THEN);
        return new Expression.Other(List.of(), start, Math.max(start, cursor.lastEnd()));
    }

    private void loop(List<Statement> out) {
        int start = cursor.start();
        cursor.at++;
        Expression condition = condition();
        List<Statement> body = new ArrayList<>();
        parser.statements.evaluate(condition, condition.start(), body);
        body.addAll(body());
        cursor.accept(Word.END);
        out.add(new Statement.Loop(null, body, start, Math.max(start, cursor.lastEnd())));
    }

    private void each(List<Statement> out) {
        int start = cursor.start();
        cursor.at++;
        Expression target = parser.statements.targets();
        parser.calls.declare(target);
        Expression value = cursor.accept(Word.IN) || cursor.operator() == Signs.IN ? through() : null;
        List<Statement> body = new ArrayList<>();
        body.add(new Statement.Assignment(target, "each", value, "", false, start, Math.max(start, cursor.lastEnd())));
        body.addAll(body());
        cursor.accept(Word.END);
        out.add(new Statement.Loop(null, body, start, Math.max(start, cursor.lastEnd())));
    }

    private Expression through() {
        if (cursor.operator() == Signs.IN) {
            cursor.at++;
        }
        return condition();
    }

    /** A body with what handles its exceptions, up to its end. */
    void attempt(List<Statement> out) {
        out.addAll(body());
        while (true) {
            int start = cursor.start();
            if (cursor.accept(Word.CATCH)) {
                handlerHead();
                List<Statement> handler = body();
                out.add(new Statement.Branch(null, handler, List.of(), start, Math.max(start, cursor.lastEnd())));
            } else if (cursor.accept(Word.FINALLY)) {
                List<Statement> last = body();
                out.add(new Statement.Always(last, start, Math.max(start, cursor.lastEnd())));
            } else if (cursor.word() == Word.ELSE || cursor.word() == Word.ELIF || cursor.word() == Word.CASE) {
                cursor.at++; // the latter two of nothing
                out.addAll(body());
            } else {
                break;
            }
        }
        cursor.accept(Word.END);
    }

    private void handlerHead() {
        while (!tokens.has(cursor.at, Tokens.AFTER_LINE)
                && cursor.kind() != Tokens.SEMICOLON
                && cursor.kind() != Tokens.END
                && cursor.word() != Word.THEN) {
            if (cursor.is(Signs.FAT_ARROW) && cursor.kind(1) == Tokens.NAME) {
                cursor.at++;
                parser.calls.declare(parser.calls.variable(cursor.start()));
                continue;
            }
            cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
        }
        cursor.accept(Word.THEN);
    }

    /** Whether a word begins a block that has a value. */
    static boolean hasValue(Word word) {
        return switch (word) {
            case IF, UNLESS, SWITCH, WHILE, UNTIL, TRY, FUNCTION -> true;
            default -> false;
        };
    }

    /** A block where a value is expected. */
    Expression value(int start) {
        List<Statement> out = new ArrayList<>(1);
        plain(out);
        return parser.switches.valueOf(out, start);
    }
}
