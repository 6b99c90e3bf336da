package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Variables and members that count: what something is added to or taken from where it stands. A number that such a one holds is another
 * one each time, so that it is no constant, whatever it begins with. Belongs to one thread.
 */
final class Counted {
    private static final Set<String> STEPS = Set.of("++", "--");
    private static final Set<String> ADDING = Set.of("+=", "-=");
    private static final Set<String> SUMS = Set.of("+", "-");

    private final Set<String> names = new HashSet<>();
    private final Set<String> anew = new HashSet<>();

    /** Those that count in some statements, but for what these set anew. */
    static Set<String> in(List<Statement> statements) {
        Counted counted = new Counted();
        new Walk(counted::see, counted::see).over(statements);
        counted.names.removeAll(counted.anew);
        return counted.names;
    }

    void see(Statement statement) {
        if (statement instanceof Statement.Assignment assignment) {
            String name = name(assignment.target());
            if (ADDING.contains(assignment.operator()) || isSum(assignment, name)) {
                add(name);
            } else {
                anew.add(name);
            }
        }
    }

    void see(Expression expression) {
        if (expression instanceof Expression.Operation(String operator, List<Expression> operands, int _, int _)
                && operands.size() == 1
                && STEPS.contains(operator)) {
            add(name(operands.getFirst()));
        }
    }

    /** The names of all that were seen, whatever is set anew elsewhere. */
    Set<String> names() {
        return names;
    }

    private void add(String name) {
        if (!name.isEmpty()) {
            names.add(name);
        }
    }

    /** Whether it is set to itself and something more. */
    private static boolean isSum(Statement.Assignment assignment, String name) {
        return assignment.value() instanceof Expression.Operation(String sum, List<Expression> operands, int _, int _)
                && SUMS.contains(sum)
                && operands.size() == 2
                && !name.isEmpty()
                && name.equals(name(operands.getFirst()));
    }

    private static String name(Expression expression) {
        return switch (expression) {
            case Expression.Name(String name, int _, int _) -> name;
            case Expression.Member(Expression _, String name, int _, int _) -> name;
            case Expression _ -> "";
        };
    }

    /** A number that counts is not known; anything else is what it is. */
    static Value of(Value value) {
        if (value instanceof Value.Known(Long _)) {
            return Value.OUTSIDE;
        }
        return value instanceof Value.OneOf(List<Value> each)
                ? Value.any(each.stream().map(Counted::of).toList())
                : value;
    }
}
