package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Types that are put together of functions: {@code function A() {...}} makes objects, and {@code A.prototype.f = function () {...}} is
 * a method of theirs. Belongs to one thread.
 */
final class Prototypes {
    private static final String PROTOTYPE = "prototype";

    private final Map<String, List<Statement>> members = new LinkedHashMap<>();
    private final Map<String, Statement.Function> makers = new HashMap<>();
    private final IdentityHashMap<Expression.Lambda, Statement.Function> methods = new IdentityHashMap<>();

    /** Looks at one statement, as a walk over a text comes by it. */
    void see(Statement statement) {
        switch (statement) {
            case Statement.Function function -> makers.putIfAbsent(function.name(), function);
            case Statement.Assignment assignment -> see(assignment);
            case Statement.Branch _,
                    Statement.Evaluation _,
                    Statement.Always _,
                    Statement.Import _,
                    Statement.Loop _,
                    Statement.Return _,
                    Statement.Throw _,
                    Statement.Type _ -> {}
        }
    }

    private void see(Statement.Assignment assignment) {
        Expression value = assignment.value();
        if (!(assignment.target() instanceof Expression.Member(Expression of, String name, int _, int _))) {
            return;
        }
        if (of instanceof Expression.Member(Expression.Name type, String prototype, int _, int _)
                && prototype.equals(PROTOTYPE)
                && value instanceof Expression.Lambda lambda) {
            add(type.name(), name, lambda);
        } else if (of instanceof Expression.Name type
                && name.equals(PROTOTYPE)
                && value instanceof Expression.Mapping mapping) {
            for (Expression.Entry entry : mapping.entries()) {
                if (entry.key() instanceof Expression.Text key && entry.value() instanceof Expression.Lambda lambda) {
                    add(type.name(), key.value(), lambda);
                }
            }
        }
    }

    private void add(String type, String name, Expression.Lambda lambda) {
        Statement.Function method = new Statement.Function(
                name, lambda.parameters(), lambda.body(), List.of(), lambda.start(), lambda.end());
        methods.put(lambda, method);
        members.computeIfAbsent(type, _ -> new ArrayList<>()).add(method);
    }

    /** The types, each with the function that makes its objects among its methods. */
    List<Statement.Type> types() {
        List<Statement.Type> types = new ArrayList<>();
        members.forEach((name, functions) -> {
            List<Statement> all = new ArrayList<>(functions);
            Statement.Function maker = makers.get(name);
            if (maker != null) {
                all.add(maker);
            }
            types.add(new Statement.Type(
                    name, List.of(), all, all.getFirst().start(), all.getFirst().end()));
        });
        return types;
    }

    /** Each function without a name that is a method. */
    IdentityHashMap<Expression.Lambda, Statement.Function> methods() {
        return methods;
    }
}
