package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names of all that a text calls: a function of the text with such a name is gone through from there. */
final class CalledNames {
    private final Set<String> names = new HashSet<>();

    Set<String> of(List<Statement> statements) {
        statements.forEach(this::look);
        return names;
    }

    private void look(Statement statement) {
        switch (statement) {
            case Statement.Assignment assignment -> {
                look(assignment.target());
                if (assignment.value() != null) {
                    look(assignment.value());
                }
            }
            case Statement.Branch branch -> {
                if (branch.condition() != null) {
                    look(branch.condition());
                }
                branch.then().forEach(this::look);
                branch.otherwise().forEach(this::look);
            }
            case Statement.Evaluation evaluation -> look(evaluation.expression());
            case Statement.Function function -> function.body().forEach(this::look);
            case Statement.Import _ -> {}
            case Statement.Loop loop -> {
                if (loop.condition() != null) {
                    look(loop.condition());
                }
                loop.body().forEach(this::look);
            }
            case Statement.Return returned -> {
                if (returned.value() != null) {
                    look(returned.value());
                }
            }
            case Statement.Throw thrown -> {
                if (thrown.value() != null) {
                    look(thrown.value());
                }
            }
            case Statement.Type type -> type.members().forEach(this::look);
        }
    }

    private void look(Expression expression) {
        switch (expression) {
            case Expression.Call call -> {
                switch (call.callee()) {
                    case Expression.Name(String name, int _, int _) -> names.add(name);
                    case Expression.Member(Expression of, String name, int _, int _) -> {
                        names.add(name);
                        look(of);
                    }
                    case Expression other -> look(other);
                }
                call.arguments().forEach(argument -> look(argument.value()));
                call.body().forEach(this::look);
            }
            case Expression.Index index -> {
                look(index.of());
                index.at().forEach(this::look);
            }
            case Expression.Lambda lambda -> lambda.body().forEach(this::look);
            case Expression.Mapping mapping -> mapping.entries().forEach(entry -> look(entry.value()));
            case Expression.Member member -> look(member.of());
            case Expression.Operation operation -> operation.operands().forEach(this::look);
            case Expression.Other other -> other.parts().forEach(this::look);
            case Expression.Sequence sequence -> sequence.elements().forEach(this::look);
            case Expression.Constant _, Expression.Name _, Expression.Numeral _, Expression.Text _ -> {}
        }
    }
}
