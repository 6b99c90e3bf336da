package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Choices whose cases take apart what they are for, as Scala has them: {@code x match { case A(b) if c => d }}, functions that are
 * nothing but cases, and handlers of exceptions. What a case binds is assigned at its beginning; where no case is left, the last one is
 * taken, since a choice that fits none throws.
 */
final class MatchParser {
    /** Above what may stand between a pattern and what follows it. */
    private static final int PATTERN = ExpressionParser.CONDITIONAL + 1;

    private static final String ANY = "_";
    private static final String SUBJECT = "case";

    private final Cursor cursor;
    private final Tokens tokens;
    private final Parser parser;

    MatchParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
    }

    /** Whether the braces here hold cases. */
    boolean holdsCases(int open) {
        return cursor.profile.has(Trait.POSTFIX_SWITCH)
                && tokens.opens(open, '{')
                && tokens.word(open + 1) == Word.CASE
                && tokens.word(open + 2) != Word.TYPE;
    }

    /** A choice by what has been read, from its word on. */
    Expression choice(Expression subject, int start) {
        cursor.at++;
        if (!cursor.opens('{')) {
            return subject;
        }
        if (SwitchParser.isRepeatable(subject)) {
            return parser.switches.chain(cases(subject), start);
        }
        Expression name = new Expression.Name(SUBJECT, subject.start(), subject.end());
        List<Statement> body = new ArrayList<>(2);
        body.add(new Statement.Assignment(name, "=", subject, "", true, subject.start(), subject.end()));
        Expression value = parser.switches.chain(cases(name), start);
        int end = Math.max(start, cursor.lastEnd());
        body.add(new Statement.Return(value, value.start(), Math.max(value.start(), value.end())));
        return SwitchParser.called(body, start, end);
    }

    /** A function that is nothing but cases of what it is given. */
    Expression function(int start) {
        Expression value = parser.switches.chain(cases(new Expression.Name(SUBJECT, start, start)), start);
        int end = Math.max(start, cursor.lastEnd());
        return new Expression.Lambda(
                List.of(new Statement.Parameter(SUBJECT, "", null)),
                List.of(new Statement.Return(value, start, end)),
                start,
                end);
    }

    /** What is done about exceptions: each case may be or not. */
    List<Statement> handlers(int start) {
        List<Statement> all = new ArrayList<>();
        for (SwitchParser.Case it : cases(new Expression.Name(SUBJECT, start, start))) {
            all.add(new Statement.Branch(
                    null, it.body(), List.of(), it.start(), Math.max(it.start(), cursor.lastEnd())));
        }
        return all;
    }

    private List<SwitchParser.Case> cases(Expression subject) {
        List<SwitchParser.Case> cases = new ArrayList<>();
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
            if (cursor.word() == Word.CASE) {
                int chained = cases.size() % SwitchParser.LONGEST_CHAIN;
                cursor.deepen(chained);
                cases.add(one(subject, end));
                cursor.deepen(-chained);
            }
            if (cursor.at == from) {
                cursor.at++;
            }
        }
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
        cursor.leave(outer);
        int last = cases.size() - 1;
        if (last >= 0 && cases.stream().noneMatch(it -> it.condition() == null)) {
            cases.set(
                    last,
                    new SwitchParser.Case(
                            null, cases.get(last).body(), cases.get(last).start()));
        }
        return cases;
    }

    private SwitchParser.Case one(Expression subject, int end) {
        int start = cursor.start();
        cursor.at++;
        List<Statement> body = new ArrayList<>();
        int mode = cursor.mode;
        cursor.mode |= Cursor.NO_LAMBDA | Cursor.NO_BLOCK;
        Expression condition = patterns(subject, end, body);
        if (cursor.accept(Word.IF)) {
            Expression guard = parser.expressions.expression();
            condition = condition == null
                    ? guard
                    : new Expression.Operation("&&", List.of(condition, guard), condition.start(), guard.end());
        }
        cursor.mode = mode;
        while (cursor.at < end && !cursor.is(Signs.FAT_ARROW) && cursor.word() != Word.CASE) {
            cursor.at++; // of a pattern that is not understood
        }
        cursor.accept(Signs.FAT_ARROW);
        while (cursor.at < end && (cursor.word() != Word.CASE || tokens.word(cursor.at + 1) == Word.TYPE)) {
            int from = cursor.at;
            parser.statements.statement(body);
            if (cursor.at == from) {
                cursor.at++;
            }
        }
        return new SwitchParser.Case(condition, body, start);
    }

    /** One of several patterns; null if it fits whatever there is. */
    private @Nullable Expression patterns(Expression subject, int end, List<Statement> bound) {
        List<Expression> any = new ArrayList<>(1);
        boolean always = false;
        do {
            int from = cursor.at;
            Expression pattern = parser.expressions.expression(PATTERN);
            Expression condition = condition(pattern, subject, bound);
            if (cursor.at < end && cursor.accept(Signs.COLON)) {
                condition = ofType(subject);
            }
            if (condition == null) {
                always = true;
            } else {
                any.add(condition);
            }
            if (cursor.at == from) {
                break;
            }
        } while (cursor.at < end && cursor.accept(Signs.OR));
        return always || any.isEmpty() ? null : SwitchParser.anyOf(any);
    }

    private Expression ofType(Expression subject) {
        int from = cursor.at;
        int start = cursor.start();
        int after = parser.types.single(from);
        cursor.at = after > 0 ? after : from;
        Expression type = new Expression.Name(cursor.slice(from, cursor.at), start, Math.max(start, cursor.lastEnd()));
        return new Expression.Operation("instanceof", List.of(subject, type), start, type.end());
    }

    /** What must hold for a pattern to fit, null for nothing; and what it binds. */
    private @Nullable Expression condition(Expression pattern, Expression subject, List<Statement> bound) {
        return switch (pattern) {
            case Expression.Name name
            when isVariable(name.name()) -> {
                bind(name, subject, bound);
                yield null;
            }
            case Expression.Name _,
                    Expression.Member _,
                    Expression.Text _,
                    Expression.Numeral _,
                    Expression.Constant _ ->
                new Expression.Operation("==", List.of(subject, pattern), pattern.start(), pattern.end());
            case Expression.Operation it when it.operator().equals("|") -> anyOf(it.operands(), subject, bound);
            case Expression.Operation it
            when it.operator().equals("@") -> {
                bind(it.operands().getFirst(), subject, bound);
                yield condition(it.operands().getLast(), subject, bound);
            }
            case Expression.Call it -> {
                bind(it, subject, bound);
                yield new Expression.Operation(
                        "instanceof", List.of(subject, it.callee()), pattern.start(), pattern.end());
            }
            default -> {
                bind(pattern, subject, bound);
                yield new Expression.Other(List.of(), pattern.start(), pattern.start());
            }
        };
    }

    private @Nullable Expression anyOf(List<Expression> patterns, Expression subject, List<Statement> bound) {
        List<Expression> any = new ArrayList<>(patterns.size());
        for (Expression pattern : patterns) {
            Expression condition = condition(pattern, subject, bound);
            if (condition == null) {
                return null;
            }
            any.add(condition);
        }
        return SwitchParser.anyOf(any);
    }

    /** A name that stands for what is there, and not for something that has it. */
    private static boolean isVariable(String name) {
        int first = name.isEmpty() ? ANY.codePointAt(0) : name.codePointAt(0);
        return Character.isLowerCase(first) || first == ANY.codePointAt(0);
    }

    /** The names in a pattern get values: what is taken apart, where that is known. */
    void bind(Expression pattern, @Nullable Expression value, List<Statement> bound) {
        switch (pattern) {
            case Expression.Name name -> {
                if (isVariable(name.name()) && !name.name().equals(ANY)) {
                    Expression of = value == null ? new Expression.Other(List.of(), name.start(), name.start()) : value;
                    bound.add(new Statement.Assignment(name, "=", of, "", true, name.start(), name.end()));
                }
            }
            case Expression.Sequence it -> {
                if (value != null && it.elements().stream().allMatch(Expression.Name.class::isInstance)) {
                    bound.add(new Statement.Assignment(it, "=", value, "", true, it.start(), it.end()));
                } else {
                    it.elements().forEach(element -> bind(element, null, bound));
                }
            }
            case Expression.Call it -> {
                boolean isOne = it.arguments().size() == 1;
                it.arguments().forEach(argument -> bind(argument.value(), isOne ? value : null, bound));
            }
            case Expression.Operation it -> it.operands().forEach(operand -> bind(operand, null, bound));
            default -> {}
        }
    }
}
