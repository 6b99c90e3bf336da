package dev.assay.engine.code;

import java.util.List;

/**
 * Expressions by precedence (V. Pratt, "Top down operator precedence", 1973): {@link PrimaryParser} reads what stands between
 * operators, {@link PostfixParser} what follows it, {@link InfixParser} goes on from there.
 */
final class ExpressionParser {
    /** How strongly operators bind, where the profile has no say: all of them do at least so. */
    static final int ANY = 1;
    /** Methods between two operands that are named by letters. */
    static final int NAMED = 15;
    /** A choice between two values. */
    static final int CONDITIONAL = 20;
    /** An operand by itself: stronger than all operators between two. */
    static final int OPERAND = 200;

    private final Cursor cursor;
    private final Profile profile;
    private final Parser parser;

    ExpressionParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.profile = cursor.profile;
    }

    Expression expression() {
        return expression(ANY);
    }

    /** An expression whose operators bind at least so strongly. Consumes nothing where none begins. */
    Expression expression(int least) {
        int outer = cursor.enter();
        if (outer < 0) {
            return cursor.giveUp();
        }
        int start = cursor.start();
        Expression left = parser.infixes.infix(prefix(start), start, least);
        cursor.leave(outer);
        return left;
    }

    private Expression prefix(int start) {
        int operator = cursor.operator();
        if (operator != 0) {
            int precedence = profile.prefix(operator);
            boolean isInvoking = operator == Signs.AND && profile.has(Trait.SCRIPTS);
            if (precedence != 0 && !isNameHere(operator) && !isInvoking) {
                cursor.at++;
                if (operator == Signs.TRY && (cursor.is(Signs.QUESTION) || cursor.is(Signs.BANG))) {
                    cursor.at++;
                }
                if (operator == Signs.YIELD) {
                    cursor.accept(Word.FROM);
                    cursor.accept(Signs.STAR);
                }
                if (operator == Signs.SIZEOF && cursor.opens('(')) {
                    return parser.postfixes.postfix(parser.primaries.sizeOf(start), start);
                }
                if (profile.has(Trait.TYPE_PATHS)) {
                    cursor.accept(Word.VARIABLE); // a way to something that may change it
                }
                Expression operand = expression(precedence);
                if (operator == Signs.AND && operand instanceof Expression.Mapping && profile.has(Trait.COMPOSITE)) {
                    return operand;
                }
                return new Expression.Operation(
                        profile.sign(operator), List.of(operand), start, Math.max(start, cursor.lastEnd()));
            }
        }
        return parser.postfixes.postfix(parser.primaries.primary(), start);
    }

    /** Whether an operator that is a word is a name in this place. */
    private boolean isNameHere(int operator) {
        return cursor.kind() == Tokens.NAME
                && profile.isSoft(Operators.text(operator))
                && switch (cursor.kind(1)) {
                    case Tokens.NAME, Tokens.STRING, Tokens.NUMBER, Tokens.PIECE -> false;
                    default -> true;
                };
    }
}
