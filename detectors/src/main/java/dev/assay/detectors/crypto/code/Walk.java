package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.List;
import java.util.function.Consumer;

/** Shows everything in a tree, from the outside in. Stateless apart from whom it tells. */
final class Walk {
    private final Consumer<Statement> statements;
    private final Consumer<Expression> expressions;

    Walk(Consumer<Statement> statements, Consumer<Expression> expressions) {
        this.statements = statements;
        this.expressions = expressions;
    }

    void over(List<Statement> all) {
        for (Statement statement : all) {
            over(statement);
        }
    }

    private void over(Statement statement) {
        statements.accept(statement);
        switch (statement) {
            case Statement.Assignment assignment -> {
                over(assignment.target());
                if (assignment.value() != null) {
                    over(assignment.value());
                }
            }
            case Statement.Always always -> over(always.body());
            case Statement.Branch branch -> {
                if (branch.condition() != null) {
                    over(branch.condition());
                }
                over(branch.then());
                over(branch.otherwise());
            }
            case Statement.Evaluation evaluation -> over(evaluation.expression());
            case Statement.Function function -> over(function.body());
            case Statement.Import _ -> {}
            case Statement.Loop loop -> {
                if (loop.condition() != null) {
                    over(loop.condition());
                }
                over(loop.body());
            }
            case Statement.Return returned -> {
                if (returned.value() != null) {
                    over(returned.value());
                }
            }
            case Statement.Throw thrown -> {
                if (thrown.value() != null) {
                    over(thrown.value());
                }
            }
            case Statement.Type type -> over(type.members());
        }
    }

    void over(Expression expression) {
        expressions.accept(expression);
        if (expression instanceof Expression.Name || expression instanceof Expression.Text) {
            return; // most are: seen before a switch over all types has to
        }
        switch (expression) {
            case Expression.Member member -> over(member.of());
            case Expression.Call call -> {
                over(call.callee());
                for (Expression.Argument argument : call.arguments()) {
                    over(argument.value());
                }
                over(call.body());
            }
            case Expression.Index index -> {
                over(index.of());
                each(index.at());
            }
            case Expression.Lambda lambda -> over(lambda.body());
            case Expression.Mapping mapping -> {
                for (Expression.Entry entry : mapping.entries()) {
                    over(entry.key());
                    over(entry.value());
                }
            }
            case Expression.Operation operation -> each(operation.operands());
            case Expression.Other other -> each(other.parts());
            case Expression.Sequence sequence -> each(sequence.elements());
            case Expression.Constant _, Expression.Name _, Expression.Numeral _, Expression.Text _ -> {}
        }
    }

    private void each(List<Expression> all) {
        for (Expression expression : all) {
            over(expression);
        }
    }
}
