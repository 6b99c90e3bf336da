package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operators between operands, by their precedence, and what else may stand between two values. */
final class InfixParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    InfixParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = parser.cursor.tokens;
        this.profile = parser.cursor.profile;
    }

    Expression infix(Expression first, int start, int least) {
        Expression left = first;
        List<Expression> parts = List.of(); // as a rule there is one that holds all
        int chained = 0;
        List<Expression> chain = List.of();
        while (true) {
            if (chained == 0 && least <= ExpressionParser.NAMED && cursor.height <= Cursor.HIGHEST) {
                Expression more = named(left, parts.isEmpty() ? start : left.start());
                if (more != null) {
                    left = more;
                    cursor.height++;
                    continue;
                }
            }
            int operator = infixOperator();
            int precedence = operator == 0 ? 0 : precedence(operator);
            if (precedence == 0 || precedence < least || cursor.endsLine()) {
                break;
            }
            if (chained != 0 && operator != chained) {
                left = new Expression.Operation(profile.sign(chained), chain, start, cursor.lastEnd());
                chained = 0;
                cursor.height++;
            }
            if (cursor.height > Cursor.HIGHEST) {
                parts = parts.isEmpty() ? new ArrayList<>() : parts;
                parts.add(left);
                left = new Expression.Other(List.of(), cursor.start(), cursor.start());
                cursor.height = 0;
            }
            int leftStart = parts.isEmpty() ? start : left.start();
            if (operator == Signs.QUESTION) {
                left = conditional(left, leftStart);
                cursor.height++;
            } else if (isTypeOperator(operator)) {
                left = typeOperation(left, operator, leftStart);
                cursor.height++;
            } else {
                skipOperator(operator);
                Expression right =
                        parser.expressions.expression(Operators.groupsRight(operator) ? precedence : precedence + 1);
                if (isChained(operator) && parts.isEmpty()) {
                    if (chained == 0) {
                        chain = new ArrayList<>(4);
                        chain.add(left);
                        chained = operator;
                    }
                    chain.add(right);
                } else {
                    left = new Expression.Operation(
                            profile.sign(operator), List.of(left, right), leftStart, cursor.lastEnd());
                    cursor.height++;
                }
            }
        }
        if (chained != 0) {
            left = new Expression.Operation(profile.sign(chained), chain, start, cursor.lastEnd());
            cursor.height++;
        }
        left = conditionalWords(left, start, least);
        if (!parts.isEmpty()) {
            parts.add(left);
            cursor.height = Cursor.HIGHEST;
            return new Expression.Other(parts, start, cursor.lastEnd());
        }
        return left;
    }

    /** What goes on with a word behind a value: a choice by it, a call of a method by its bare name; null for nothing. */
    private @Nullable Expression named(Expression left, int start) {
        if (cursor.kind() != Tokens.NAME || cursor.endsLine()) {
            return null;
        }
        Word word = cursor.word();
        if (word == Word.SWITCH && profile.has(Trait.POSTFIX_SWITCH)) {
            return parser.matches.choice(left, start);
        }
        if (word == Word.SWITCH && profile.has(Trait.INFIX_SWITCH) && tokens.opens(cursor.at + 1, '{')) {
            return parser.switches.of(left, start);
        }
        if (word != Word.NONE || !profile.has(Trait.INFIX_CALLS)) {
            return null;
        }
        String name = cursor.name();
        cursor.at++;
        Expression method = new Expression.Member(left, name, start, cursor.lastEnd());
        if (!beginsOperand()) {
            return method;
        }
        boolean grouped = cursor.opens('(');
        int from = cursor.at;
        Expression operand = parser.expressions.expression(ExpressionParser.NAMED + 1);
        List<Expression.Argument> arguments = new ArrayList<>(1);
        if (grouped && operand instanceof Expression.Sequence several) {
            several.elements().forEach(each -> arguments.add(new Expression.Argument(null, each, false)));
        } else {
            boolean isFunction = profile.has(Trait.PLACEHOLDERS)
                    && cursor.at > from + 1
                    && parser.lambdas.holdsPlaceholder(grouped ? from + 1 : from, grouped ? cursor.at - 1 : cursor.at);
            arguments.add(
                    new Expression.Argument(null, isFunction ? LambdaParser.ofPlaceholder(operand) : operand, false));
        }
        return new Expression.Call(method, arguments, false, List.of(), start, Math.max(start, cursor.lastEnd()));
    }

    /** Whether a value begins here, on the same line. */
    private boolean beginsOperand() {
        if (cursor.endsLine()) {
            return false;
        }
        return switch (cursor.kind()) {
            case Tokens.NUMBER, Tokens.STRING, Tokens.PIECE -> true;
            case Tokens.OPEN -> !tokens.has(cursor.at, Tokens.WITHIN_TEXT) && !(cursor.noBlock() && cursor.opens('{'));
            case Tokens.NAME ->
                switch (cursor.word()) {
                    case NONE, NEW, TRUE, FALSE, NOTHING -> true;
                    default -> false;
                };
            default -> false;
        };
    }

    /** Operands of these are kept side by side: long sums are flat. */
    private static boolean isChained(int operator) {
        return operator == Signs.PLUS
                || operator == Signs.DOUBLE_AND
                || operator == Signs.DOUBLE_OR
                || operator == Signs.OR
                || operator == Signs.AND_WORD
                || operator == Signs.OR_WORD;
    }

    private int precedence(int operator) {
        if (operator == Signs.QUESTION) {
            return profile.has(Trait.TERNARY) ? ExpressionParser.CONDITIONAL : 0;
        }
        return profile.infix(operator);
    }

    /** The operator here, of which some are several tokens: what may also close lists of types. */
    private int infixOperator() {
        int operator = cursor.operator();
        if (operator == Signs.MORE && tokens.touches(cursor.at)) {
            int next = tokens.operator(cursor.at + 1);
            if (next == Signs.MORE_OR_SAME) {
                return Signs.RIGHT_ASSIGN;
            }
            if (next == Signs.MORE) {
                if (tokens.touches(cursor.at + 1)) {
                    int third = tokens.operator(cursor.at + 2);
                    if (third == Signs.MORE_OR_SAME) {
                        return Signs.UNSIGNED_RIGHT_ASSIGN;
                    }
                    if (third == Signs.MORE) {
                        return Signs.UNSIGNED_RIGHT;
                    }
                }
                return Signs.RIGHT;
            }
        }
        if (operator == Signs.NOT && tokens.operator(cursor.at + 1) == Signs.IN) {
            return Signs.NOT_IN;
        }
        if (operator == Signs.IS && tokens.operator(cursor.at + 1) == Signs.NOT) {
            return Signs.NOT_IS;
        }
        return operator;
    }

    private void skipOperator(int operator) {
        if (operator == Signs.RIGHT || operator == Signs.RIGHT_ASSIGN) {
            cursor.at += cursor.is(Signs.MORE) ? 2 : 1;
        } else if (operator == Signs.UNSIGNED_RIGHT || operator == Signs.UNSIGNED_RIGHT_ASSIGN) {
            cursor.at += cursor.is(Signs.MORE) ? 3 : 1;
        } else if ((operator == Signs.NOT_IN || operator == Signs.NOT_IS)
                && cursor.kind() == Tokens.NAME
                && (cursor.operator() == Signs.NOT || cursor.operator() == Signs.IS)) {
            cursor.at += 2;
        } else {
            cursor.at++;
        }
    }

    private Expression conditional(Expression condition, int start) {
        cursor.at++;
        int mode = cursor.mode;
        cursor.mode &= ~Cursor.NO_LAMBDA;
        Expression then = cursor.is(Signs.COLON) ? condition : parser.expressions.expression(ExpressionParser.ANY);
        cursor.mode = mode;
        if (!cursor.accept(Signs.COLON)) {
            return new Expression.Other(List.of(condition, then), start, cursor.lastEnd());
        }
        Expression otherwise = parser.expressions.expression(Operators.ASSIGNMENT);
        return new Expression.Operation("?:", List.of(condition, then, otherwise), start, cursor.lastEnd());
    }

    /** {@code a if b else c}. */
    private Expression conditionalWords(Expression then, int start, int least) {
        if (least > ExpressionParser.CONDITIONAL || cursor.word() != Word.IF || !profile.has(Trait.TERNARY_WORDS)) {
            return then;
        }
        cursor.at++;
        Expression condition = parser.expressions.expression(ExpressionParser.CONDITIONAL + 1);
        if (!cursor.accept(Word.ELSE)) {
            return new Expression.Other(List.of(then, condition), start, cursor.lastEnd());
        }
        Expression otherwise = parser.expressions.expression(ExpressionParser.CONDITIONAL);
        cursor.height++;
        return new Expression.Operation("?:", List.of(condition, then, otherwise), start, cursor.lastEnd());
    }

    private boolean isTypeOperator(int operator) {
        if (operator == Signs.SATISFIES
                || operator == Signs.AS
                || operator == Signs.AS_OR_NULL
                || operator == Signs.AS_FORCED) {
            return true;
        }
        boolean typed = profile.has(Trait.TYPE_FIRST) || profile.has(Trait.TYPE_AFTER_COLON);
        return operator == Signs.INSTANCEOF && profile.has(Trait.TYPE_FIRST)
                || (operator == Signs.IS || operator == Signs.NOT_IS) && typed;
    }

    private Expression typeOperation(Expression left, int operator, int start) {
        cursor.at++;
        if (operator == Signs.AS
                && (cursor.is(Signs.QUESTION) || cursor.is(Signs.BANG))
                && tokens.touches(cursor.at - 1)) {
            cursor.at++;
        }
        boolean tests = operator == Signs.INSTANCEOF || operator == Signs.IS || operator == Signs.NOT_IS;
        boolean negated = operator == Signs.NOT_IS || tests && cursor.operator() == Signs.NOT;
        if (tests && cursor.operator() == Signs.NOT) {
            cursor.at++;
        }
        cursor.at = parser.types.skipAnnotations(cursor.at);
        while (cursor.word() == Word.CONSTANT && cursor.profile.has(Trait.TYPE_FIRST)) {
            cursor.at++;
        }
        int from = cursor.at;
        int after = parser.types.after(from);
        if (after < 0) {
            Expression right = parser.expressions.expression(profile.infix(operator) + 1);
            return new Expression.Operation(Operators.text(operator), List.of(left, right), start, cursor.lastEnd());
        }
        cursor.at = after;
        String type = cursor.slice(from, after);
        if (!tests) {
            return new Expression.Operation("cast:" + type, List.of(left), start, cursor.lastEnd());
        }
        Expression.Name of = new Expression.Name(type, tokens.starts[from], cursor.lastEnd());
        Expression test = parser.typePatterns.test(left, of, start);
        return negated ? new Expression.Operation("!", List.of(test), start, test.end()) : test;
    }
}
