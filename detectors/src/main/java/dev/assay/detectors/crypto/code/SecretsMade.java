package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which functions of a program make a secret, by what they are called and what they set: a seed that is written down there makes the
 * same secret each time, while in a test or a simulation it is what one wants. Immutable; made in time linear in the text, but for
 * functions within functions.
 */
final class SecretsMade {
    private static final int MOST_FUNCTIONS = 10_000;

    /** From the first byte of a function to behind its last. */
    private record Span(int start, int end) {
        boolean holds(int offset) {
            return start <= offset && offset < end;
        }
    }

    private final Predicate<String> isSecret;
    private final List<Span> functions = new ArrayList<>();
    private final List<Integer> secrets = new ArrayList<>(); // where something is set that is called like one

    /** @param isSecret whether something of that name is a secret where it can be guessed */
    SecretsMade(List<Statement> statements, Predicate<String> isSecret) {
        this.isSecret = isSecret;
        new Walk(this::look, this::look).over(statements);
    }

    /** Whether the function around a place, or what stands around all functions, makes one. */
    boolean isAround(int offset) {
        Span around = functionAt(offset);
        return secrets.stream().anyMatch(at -> around == null ? functionAt(at) == null : around.holds(at));
    }

    private @Nullable Span functionAt(int offset) {
        Span innermost = null;
        for (Span function : functions) {
            innermost = function.holds(offset) ? function : innermost; // from the outside in
        }
        return innermost;
    }

    private void look(Statement statement) {
        if (statement instanceof Statement.Function function && functions.size() < MOST_FUNCTIONS) {
            functions.add(new Span(function.start(), function.end()));
            note(function.name(), function.start());
        } else if (statement instanceof Statement.Assignment assignment) {
            note(name(assignment.target()), assignment.start());
        }
    }

    /** What something is added to that is called like a secret. */
    private void look(Expression expression) {
        if (expression instanceof Expression.Call call
                && call.callee() instanceof Expression.Member(Expression of, String name, int _, int _)
                && Containers.CHANGING.contains(name)) {
            note(name(of), call.start());
        }
    }

    private void note(String name, int offset) {
        if (isSecret.test(name)) {
            secrets.add(offset);
        }
    }

    private static String name(Expression expression) {
        return switch (expression) {
            case Expression.Name(String name, int _, int _) -> name;
            case Expression.Member(Expression _, String name, int _, int _) -> name;
            default -> "";
        };
    }
}
