package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Choices by a value, as chains of branches; as values, as chains of {@code ?:}. */
final class SwitchParser {
    static final int LONGEST_CHAIN = 50;

    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    SwitchParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
        this.profile = cursor.profile;
    }

    /** A way: what it is for, null for the default, and what it does. */
    record Case(@Nullable Expression condition, List<Statement> body, boolean fallsThrough, int start) {
        Case(@Nullable Expression condition, List<Statement> body, int start) {
            this(condition, body, false, start);
        }
    }

    void statement(List<Statement> out) {
        cursor.at++;
        List<Case> cases = cases(out);
        List<ControlParser.Way> ways = new ArrayList<>();
        List<Statement> last = List.of();
        for (Case it : cases) {
            if (it.condition() == null) {
                last = it.body();
            } else {
                ways.add(new ControlParser.Way(it.condition(), it.body(), it.start()));
            }
        }
        if (ways.isEmpty()) {
            out.addAll(last);
        } else {
            parser.control.chain(ways, last, out);
        }
    }

    /** A choice that has a value. */
    Expression value(int start) {
        cursor.at++;
        List<Statement> before = new ArrayList<>(0);
        List<Case> cases = cases(before);
        Expression value = chain(cases, start);
        if (before.isEmpty()) {
            return value;
        }
        before.add(new Statement.Return(value, value.start(), value.end()));
        return called(before, start, Math.max(start, cursor.lastEnd()));
    }

    /** A choice by what has been read, from its word on. */
    Expression of(Expression left, int start) {
        cursor.at++;
        if (isRepeatable(left)) {
            return chain(braced(left), start);
        }
        Expression name = new Expression.Name("switch", left.start(), left.end());
        List<Statement> body = new ArrayList<>(2);
        body.add(new Statement.Assignment(name, "=", left, "", true, left.start(), left.end()));
        Expression value = chain(braced(name), start);
        int end = Math.max(start, cursor.lastEnd());
        body.add(new Statement.Return(value, value.start(), Math.max(value.start(), value.end())));
        return called(body, start, end);
    }

    /** A block that has a value: a function without a name, called. */
    static Expression called(List<Statement> body, int start, int end) {
        return new Expression.Call(
                new Expression.Lambda(List.of(), body, start, end), List.of(), false, List.of(), start, end);
    }

    Expression chain(List<Case> cases, int start) {
        Expression value = null;
        List<Expression> parts = new ArrayList<>();
        int end = Math.max(start, cursor.lastEnd());
        for (int i = cases.size() - 1; i >= 0; i--) {
            Case it = cases.get(i);
            Expression here = valueOf(it.body(), it.start(), end);
            if (it.condition() == null) {
                value = here;
            } else if (value == null || i % LONGEST_CHAIN == LONGEST_CHAIN - 1) {
                if (value != null) {
                    parts.add(value);
                }
                value = new Expression.Operation(
                        "?:",
                        List.of(it.condition(), here, new Expression.Other(List.of(), end, end)),
                        it.start(),
                        end);
            } else {
                value = new Expression.Operation("?:", List.of(it.condition(), here, value), it.start(), end);
            }
            cursor.height++;
        }
        if (value == null) {
            return new Expression.Other(List.of(), start, end);
        }
        if (parts.isEmpty()) {
            return value;
        }
        parts.add(value);
        return new Expression.Other(parts.reversed(), start, end);
    }

    /** The value of a block is that of its last statement. */
    private static Expression valueOf(List<Statement> body, int start, int end) {
        if (body.size() == 1) {
            switch (body.getFirst()) {
                case Statement.Evaluation it -> {
                    return it.expression();
                }
                case Statement.Return it -> {
                    return it.value() == null ? new Expression.Other(List.of(), start, start) : it.value();
                }
                default -> {}
            }
        }
        return body.isEmpty() ? new Expression.Other(List.of(), start, start) : called(returning(body), start, end);
    }

    private static List<Statement> returning(List<Statement> body) {
        if (!(body.getLast() instanceof Statement.Evaluation it)) {
            return body;
        }
        List<Statement> all = new ArrayList<>(body);
        all.set(all.size() - 1, new Statement.Return(it.expression(), it.start(), it.end()));
        return all;
    }

    /** {@code if} that has a value. */
    Expression ifValue(int start) {
        List<Statement> out = new ArrayList<>(1);
        parser.control.statement(Word.IF, out);
        return valueOfBranches(out, start);
    }

    private Expression valueOfBranches(List<Statement> out, int start) {
        int end = Math.max(start, cursor.lastEnd());
        if (out.size() == 1 && out.getFirst() instanceof Statement.Branch it && it.condition() != null) {
            return new Expression.Operation(
                    "?:",
                    List.of(
                            it.condition(),
                            valueOf(it.then(), start, end),
                            it.otherwise().size() == 1 && it.otherwise().getFirst() instanceof Statement.Branch
                                    ? valueOfBranches(
                                            it.otherwise(),
                                            it.otherwise().getFirst().start())
                                    : valueOf(it.otherwise(), end, end)),
                    start,
                    end);
        }
        return valueOf(out, start, end);
    }

    /** The value of statements. */
    Expression valueOf(List<Statement> out, int start) {
        return valueOfBranches(out, start);
    }

    /** Another statement, or a block, where a value is expected. */
    Expression blockValue(int start) {
        List<Statement> out = new ArrayList<>(1);
        parser.statements.statement(out);
        return valueOf(out, start, Math.max(start, cursor.lastEnd()));
    }

    static boolean isRepeatable(Expression subject) {
        Expression at = subject;
        while (at instanceof Expression.Member it) {
            at = it.of();
        }
        return at instanceof Expression.Name || at instanceof Expression.Constant;
    }

    private List<Case> cases(List<Statement> before) {
        int start = cursor.start();
        boolean bare = cursor.opens('{');
        Expression subject = bare ? null : parser.heads.condition(before);
        if (subject == null && !bare) {
            subject = new Expression.Other(List.of(), start, start);
        } else if (subject != null && !isRepeatable(subject)) {
            // It is looked at by each case, but done once.
            Expression name = new Expression.Name("switch", subject.start(), subject.end());
            before.add(new Statement.Assignment(name, "=", subject, "", true, subject.start(), subject.end()));
            subject = name;
        }
        if (profile.layout() == Profile.Layout.INDENT) {
            return indentedCases(subject);
        }
        return braced(subject);
    }

    private List<Case> braced(@Nullable Expression subject) {
        List<Case> cases = new ArrayList<>();
        if (!cursor.opens('{')) {
            return cases;
        }
        int outer = cursor.enter();
        if (outer < 0) {
            cursor.giveUp();
            return cases;
        }
        int mode = cursor.mode;
        cursor.mode = Cursor.PLAIN;
        int open = cursor.at++;
        int end = tokens.data[open];
        while (cursor.at < end) {
            int from = cursor.at;
            if (cursor.kind() == Tokens.SEMICOLON || cursor.kind() == Tokens.COMMA) {
                cursor.at++;
                continue;
            }
            int chained = cases.size() % LONGEST_CHAIN;
            cursor.deepen(chained);
            one(subject, end, cases);
            cursor.deepen(-chained);
            if (cursor.at == from) {
                cursor.at++;
            }
        }
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
        cursor.leave(outer);
        return merged(cases);
    }

    /** Cases with nothing of their own do what the next one does. */
    private static List<Case> merged(List<Case> cases) {
        List<Case> merged = new ArrayList<>(cases.size());
        List<Expression> conditions = new ArrayList<>();
        boolean otherwise = false;
        int start = -1;
        for (Case it : cases) {
            start = start < 0 ? it.start() : start;
            if (it.condition() == null) {
                otherwise = true;
            } else {
                conditions.add(it.condition());
            }
            if (it.fallsThrough()) {
                continue;
            }
            merged.add(new Case(otherwise ? null : anyOf(conditions), it.body(), start));
            conditions = new ArrayList<>();
            otherwise = false;
            start = -1;
        }
        return merged;
    }

    static Expression anyOf(List<Expression> conditions) {
        return conditions.size() == 1
                ? conditions.getFirst()
                : new Expression.Operation(
                        "||",
                        conditions,
                        conditions.getFirst().start(),
                        conditions.getLast().end());
    }

    private void one(@Nullable Expression subject, int end, List<Case> cases) {
        int start = cursor.start();
        Expression condition = null;
        Word word = cursor.word();
        if (word == Word.CASE || word == Word.DEFAULT || word == Word.ELSE) {
            cursor.at++;
        }
        if (word != Word.DEFAULT && word != Word.ELSE) {
            condition = labels(subject, end);
        }
        if (cursor.is(Signs.COLON)) {
            cursor.at++;
            List<Statement> body = new ArrayList<>();
            while (cursor.at < end && cursor.word() != Word.CASE && (cursor.word() != Word.DEFAULT || !endsLabel())) {
                int from = cursor.at;
                parser.statements.statement(body);
                if (cursor.at == from) {
                    cursor.at++;
                }
            }
            cases.add(new Case(condition, body, body.isEmpty() && profile.has(Trait.FALL_THROUGH), start));
        } else if (cursor.is(Signs.ARROW) || cursor.is(Signs.FAT_ARROW)) {
            cursor.at++;
            List<Statement> body = new ArrayList<>(1);
            if (cursor.opens('{')) {
                body.addAll(parser.statements.block());
            } else {
                int outer = cursor.enter();
                if (outer < 0) {
                    cursor.giveUp();
                } else {
                    arm(body);
                    cursor.leave(outer);
                }
            }
            cases.add(new Case(condition, body, start));
        } else {
            List<Statement> body = new ArrayList<>(1);
            parser.statements.statement(body);
            cases.add(new Case(condition, body, start));
        }
    }

    /** What a case after an arrow does: up to a comma where that parts cases. */
    private void arm(List<Statement> body) {
        if (!profile.has(Trait.TUPLES) || cursor.word() != Word.NONE) {
            parser.statements.statement(body);
            return;
        }
        int start = cursor.start();
        parser.statements.evaluate(parser.expressions.expression(), start, body);
    }

    private boolean endsLabel() {
        return cursor.is(cursor.at + 1, Signs.COLON) || cursor.is(cursor.at + 1, profile.lambda());
    }

    /** What a case is for, compared with the subject: one of several values, with a guard perhaps. */
    private @Nullable Expression labels(@Nullable Expression subject, int end) {
        int mode = cursor.mode;
        cursor.mode |= Cursor.NO_LAMBDA | Cursor.NO_BLOCK;
        List<Expression> values = new ArrayList<>(1);
        boolean otherwise = false;
        Expression guard = null;
        while (cursor.at < end
                && !cursor.is(Signs.COLON)
                && !cursor.is(Signs.ARROW)
                && !cursor.is(Signs.FAT_ARROW)
                && !cursor.opens('{')) {
            int from = cursor.at;
            int at = cursor.start();
            if (cursor.acceptKind(Tokens.COMMA)) {
                continue;
            }
            boolean isAny =
                    profile.has(Trait.INFIX_SWITCH) && cursor.isWord("_") && cursor.is(cursor.at + 1, Signs.FAT_ARROW);
            if (cursor.word() == Word.DEFAULT || isAny) {
                otherwise = true;
                cursor.at++;
                continue;
            }
            if (cursor.isWord("when") || cursor.word() == Word.IF) {
                cursor.at++;
                guard = parser.expressions.expression();
                continue;
            }
            Expression value = label(subject);
            if (cursor.at == from) {
                cursor.at++;
                continue;
            }
            if (value instanceof Expression.Operation test && test.operator().equals("instanceof")) {
                values.add(test);
                continue;
            }
            List<Expression> alternatives = value instanceof Expression.Operation it
                            && it.operator().equals("|")
                            && profile.layout() == Profile.Layout.INDENT
                    ? it.operands()
                    : List.of(value);
            for (Expression each : alternatives) {
                values.add(
                        subject == null
                                ? each
                                : new Expression.Operation(
                                        "==", List.of(subject, each), at, Math.max(at, cursor.lastEnd())));
            }
        }
        cursor.mode = mode;
        if (otherwise || values.isEmpty()) {
            return guard;
        }
        Expression any = anyOf(values);
        return guard == null
                ? any
                : new Expression.Operation("&&", List.of(any, guard), any.start(), Math.max(any.end(), guard.end()));
    }

    /** One value, or the test of the subject's type. */
    private Expression label(@Nullable Expression subject) {
        int from = cursor.at;
        if (cursor.operator() == Signs.IS && cursor.kind(1) == Tokens.NAME) {
            int after = parser.types.after(from + 1);
            if (after > 0) {
                int start = tokens.starts[from + 1];
                cursor.at = after;
                return ofType(subject, new Expression.Name(cursor.slice(from + 1, after), start, cursor.lastEnd()));
            }
        }
        if (profile.has(Trait.TYPE_FIRST)) {
            parser.modifiers.skipModifiers();
            int after = parser.types.after(cursor.at);
            if (after > 0
                    && (tokens.kind(after) == Tokens.NAME && !tokens.is(after, "when")
                            || tokens.opens(after, '(') && !profile.has(Trait.PREPROCESSOR))) {
                String type = cursor.slice(cursor.at, after);
                int start = cursor.start();
                cursor.at = after;
                return ofType(subject, new Expression.Name(type, start, Math.max(start, tokens.ends[after - 1])));
            }
            cursor.at = from;
        }
        return parser.expressions.expression(ExpressionParser.CONDITIONAL + 1);
    }

    private Expression ofType(@Nullable Expression subject, Expression.Name type) {
        Expression of = subject == null ? new Expression.Other(List.of(), type.start(), type.start()) : subject;
        Expression test = parser.typePatterns.test(of, type, type.start());
        return subject == null ? type : test;
    }

    private List<Case> indentedCases(@Nullable Expression subject) {
        List<Case> cases = new ArrayList<>();
        cursor.accept(Signs.COLON);
        cursor.acceptKind(Tokens.NEWLINE);
        if (!cursor.acceptKind(Tokens.INDENT)) {
            return cases;
        }
        while (cursor.kind() != Tokens.DEDENT && cursor.kind() != Tokens.END) {
            int from = cursor.at;
            if (cursor.word() == Word.CASE) {
                int start = cursor.start();
                cursor.at++;
                boolean any = cursor.isWord("_") && cursor.is(cursor.at + 1, Signs.COLON);
                Expression condition = labels(subject, tokens.count);
                List<Statement> body = parser.statements.body();
                cases.add(new Case(any ? null : condition, body, start));
            } else {
                List<Statement> body = new ArrayList<>();
                parser.statements.statement(body);
                if (!body.isEmpty()) {
                    cases.add(new Case(
                            new Expression.Other(List.of(), tokens.starts[from], tokens.starts[from]),
                            body,
                            tokens.starts[from]));
                }
            }
            if (cursor.at == from) {
                cursor.at++;
            }
        }
        cursor.acceptKind(Tokens.DEDENT);
        return cases;
    }
}
