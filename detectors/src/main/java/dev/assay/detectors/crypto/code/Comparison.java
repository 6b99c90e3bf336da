package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A condition that asks whether two things are the same, by an operator or by a method, in whatever language. Immutable.
 *
 * @param equal whether it holds where they are, or where they are not
 */
record Comparison(Expression one, Expression other, boolean equal) {
    private static final Set<String> EQUALS = Set.of("==", "===", "is", "-eq");
    private static final Set<String> UNEQUALS = Set.of("!=", "!==", "is not", "-ne");

    /** Methods that say whether something is what they are given. */
    private static final Set<String> COMPARING = Set.of("equals", "equalsIgnoreCase", "Equals", "contentEquals");

    /** What a condition compares; null if it does something else. */
    static @Nullable Comparison of(Expression condition) {
        return switch (condition) {
            case Expression.Operation(String operator, List<Expression> operands, int _, int _)
            when operands.size() == 2 && (EQUALS.contains(operator) || UNEQUALS.contains(operator)) ->
                new Comparison(operands.getFirst(), operands.getLast(), EQUALS.contains(operator));
            case Expression.Call(
                    Expression.Member(Expression of, String name, int _, int _),
                    List<Expression.Argument> arguments,
                    boolean _,
                    List<Statement> _,
                    int _,
                    int _)
            when COMPARING.contains(name) && arguments.size() == 1 ->
                new Comparison(of, arguments.getFirst().value(), true);
            default -> null;
        };
    }
}
