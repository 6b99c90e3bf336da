package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions as values, with what is around them. Belongs to one thread and one text. */
final class Closures {
    private final IdentityHashMap<Statement.Function, Variables> surroundings = new IdentityHashMap<>();

    private final Map<Integer, Value.Callable> constructors = new HashMap<>(); // by the places where they are named

    private static final Variables NONE = new Variables(); // nobody sets any of them

    private final Evaluation evaluation;
    private final Program program;

    Closures(Evaluation evaluation, Program program) {
        this.evaluation = evaluation;
        this.program = program;
    }

    /** A function without a name; a type without one, where it has nothing else in it. */
    Value lambda(Expression.Lambda lambda, Frame frame) {
        if (lambda.body().size() == 1 && lambda.body().getFirst() instanceof Statement.Type type) {
            return new Value.Named(program.path(type));
        }
        Statement.Function method = program.method(lambda);
        if (method == null) {
            return closure("", lambda.parameters(), lambda.body(), frame);
        }
        surround(List.of(method), frame);
        return bound(method, null);
    }

    /** The function that makes an object of a type of what it is given, as {@code T::new}. */
    Value constructor(String path, int offsetBytes, Frame frame) {
        Value.Callable known = constructors.get(offsetBytes);
        if (known == null) {
            Expression given = new Expression.Name(Given.REST, offsetBytes, offsetBytes);
            Expression made = new Expression.Call(
                    new Expression.Name(path, offsetBytes, offsetBytes),
                    List.of(new Expression.Argument(null, given, true)),
                    true,
                    List.of(),
                    offsetBytes,
                    offsetBytes);
            known = new Value.Callable(
                    "",
                    List.of(new Statement.Parameter(Given.REST, "", null)),
                    List.of(new Statement.Return(made, offsetBytes, offsetBytes)),
                    null,
                    NONE);
            constructors.put(offsetBytes, known);
        }
        evaluation.functions().pend(known, frame);
        return known;
    }

    /** Notes what is around functions of types, where those stand within a function. */
    void surround(List<? extends Statement> members, Frame frame) {
        if (frame.depth() == 0) {
            return;
        }
        Variables variables = frame.state().variables();
        for (Statement member : members) {
            if (member instanceof Statement.Function function) {
                surroundings.put(function, variables);
            }
        }
    }

    /** A function of the outermost level or of a type, with what is around it. */
    Value.Callable bound(Statement.Function function, @Nullable Value self) {
        return new Value.Callable(
                function.name(),
                function.parameters(),
                function.body(),
                self,
                surroundings.getOrDefault(function, NONE));
    }

    /** A function within another one sees the variables around it. */
    Value closure(Statement.Function function, Frame frame) {
        return closure(function.name(), function.parameters(), function.body(), frame);
    }

    private Value closure(String name, List<Statement.Parameter> parameters, List<Statement> body, Frame frame) {
        Value.Callable closure = new Value.Callable(
                name, parameters, body, frame.self(), frame.state().variables());
        evaluation.functions().pend(closure, frame);
        return closure;
    }

    /** A function of the outermost level or of a type. */
    static Value.Callable of(Statement.Function function, @Nullable Value self) {
        return new Value.Callable(function.name(), function.parameters(), function.body(), self, NONE);
    }
}
