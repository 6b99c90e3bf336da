package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through one function, or what stands outside of functions, for an {@link Outline}. Belongs to one thread and one text. */
final class OutlineReading {
    private final Outline outline;
    private final Outline.Unit unit;

    OutlineReading(Outline outline, Outline.Unit unit) {
        this.outline = outline;
        this.unit = unit;
    }

    /** Goes through a function, or through statements that stand in none. */
    void over(List<? extends Statement> statements) {
        Statement.Function function = unit.function;
        if (function == null) {
            statements.forEach(statement -> over(statement, null));
        } else {
            parameters(function.parameters(), new Outline.Binding());
            over(function.body(), null);
        }
    }

    /** @param value what all of it is a part of; null for nothing */
    private void over(List<Statement> statements, Outline.@Nullable Binding value) {
        statements.forEach(statement -> over(statement, value));
    }

    private void over(Statement statement, Outline.@Nullable Binding value) {
        switch (statement) {
            case Statement.Assignment assignment -> {
                Outline.Binding binding = new Outline.Binding();
                if (assignment.value() != null) {
                    over(assignment.value(), binding);
                    mix(binding, value);
                }
                target(assignment.target(), binding);
                unit.bindings.add(binding);
            }
            case Statement.Always always -> over(always.body(), value);
            case Statement.Branch branch -> {
                if (branch.condition() != null) {
                    over(branch.condition(), new Outline.Binding());
                }
                over(branch.then(), value);
                over(branch.otherwise(), value);
            }
            case Statement.Evaluation evaluation ->
                over(evaluation.expression(), value == null ? new Outline.Binding() : value);
            case Statement.Function inner -> {
                outline.within(inner);
                Outline.Binding binding = new Outline.Binding();
                binding.targets().add(2 * number(inner.name()));
                own(number(inner.name()));
                parameters(inner.parameters(), binding);
                over(inner.body(), binding);
                hand(binding, value);
                unit.bindings.add(binding);
            }
            case Statement.Import imported -> {
                outline.take(imported);
                if (imported.member() != null) {
                    name(2 * number(imported.member()), -1);
                }
            }
            case Statement.Loop loop -> {
                if (loop.condition() != null) {
                    over(loop.condition(), new Outline.Binding());
                }
                over(loop.body(), value);
            }
            case Statement.Return returned -> {
                Outline.Binding binding = new Outline.Binding();
                if (returned.value() != null) {
                    over(returned.value(), binding);
                }
                mix(binding, value);
                Statement.Function function = unit.function;
                if (function != null && value == null) {
                    binding.targets().add(2 * number(function.name()) + 1);
                    unit.bindings.add(binding);
                }
            }
            case Statement.Throw thrown -> {
                if (thrown.value() != null) {
                    over(thrown.value(), new Outline.Binding());
                }
            }
            case Statement.Type type -> over(type.members(), value);
        }
    }

    private void parameters(List<Statement.Parameter> parameters, Outline.Binding value) {
        for (Statement.Parameter parameter : parameters) {
            own(number(parameter.name()));
            unit.parameters.add(number(parameter.name()));
            if (parameter.value() != null) {
                Outline.Binding binding = new Outline.Binding();
                over(parameter.value(), binding);
                mix(binding, value);
                binding.targets().add(2 * number(parameter.name()));
                unit.bindings.add(binding);
            }
        }
    }

    private int number(String name) {
        return outline.number(name);
    }

    private void own(int number) {
        if (unit.function != null) {
            unit.own.add(number);
        }
    }

    private void name(int code, int root) {
        unit.named.add(code);
        unit.roots.add(root);
    }

    private void over(Expression expression, Outline.Binding value) {
        switch (expression) {
            case Expression.Name(String name, int _, int _) -> {
                int number = number(name);
                name(2 * number, number);
                value.named().add(2 * number);
            }
            case Expression.Member(Expression of, String name, int _, int _) -> {
                int number = number(name);
                unit.members.add(number);
                name(2 * number + 1, root(of));
                value.named().add(2 * number + 1);
                ofMember(of, value);
            }
            case Expression.Call call -> call(call, value);
            case Expression.Index index -> {
                over(index.of(), value);
                index.at().forEach(at -> over(at, value));
            }
            case Expression.Lambda lambda -> {
                Outline.Binding body = new Outline.Binding();
                parameters(lambda.parameters(), body);
                over(lambda.body(), body);
                hand(body, value);
            }
            case Expression.Mapping mapping ->
                mapping.entries().forEach(entry -> {
                    over(entry.key(), value);
                    int called = value.called().size();
                    int named = value.named().size();
                    over(entry.value(), value);
                    if (entry.key() instanceof Expression.Text(String key, boolean _, int _, int _)) {
                        unit.keyed.add(handed(number(key), value, called, named));
                    }
                });
            case Expression.Operation operation -> operation(operation, value);
            case Expression.Other other -> other.parts().forEach(part -> over(part, value));
            case Expression.Sequence sequence -> sequence.elements().forEach(element -> over(element, value));
            case Expression.Constant _, Expression.Numeral _, Expression.Text _ -> {}
        }
    }

    private void operation(Expression.Operation operation, Outline.Binding value) {
        int called = value.called().size();
        int named = value.named().size();
        List<Expression> operands = operation.operands();
        operands.forEach(operand -> over(operand, value));
        boolean sets = operation.operator().equals("=") || operation.operator().equals(":=");
        if (sets && operands.size() == 2) {
            bind(operands.getFirst(), handed(-1, value, called, named).alone());
        }
        if (operation.operator().equals(Operations.COMPREHENSION)) {
            for (Expression part : operands) {
                if (part instanceof Expression.Operation(String in, List<Expression> through, int _, int _)
                        && in.equals(Operations.IN)
                        && through.size() == 2) {
                    bind(through.getFirst(), handed(-1, value, called, named).alone());
                }
            }
        }
    }

    private void bind(Expression target, Outline.Binding value) {
        target(target, value);
        unit.bindings.add(value);
    }

    private Outline.Handed handed(int to, Outline.Binding all, int called, int named) {
        return new Outline.Handed(
                to, all, called, all.called().size(), named, all.named().size());
    }

    /** What a member is of; the name of a module says nothing by itself. */
    private void ofMember(Expression of, Outline.Binding value) {
        if (!(of instanceof Expression.Name(String name, int _, int _) && outline.isModule(number(name)))) {
            over(of, value);
        }
    }

    private int root(Expression of) {
        Expression at = of;
        while (at instanceof Expression.Member(Expression within, String _, int _, int _)) {
            at = within;
        }
        return at instanceof Expression.Name(String name, int _, int _) ? number(name) : -1;
    }

    private void call(Expression.Call call, Outline.Binding value) {
        int callee = -1;
        switch (call.callee()) {
            case Expression.Name(String name, int _, int _) -> {
                callee = 2 * number(name);
                if (isType(name)) {
                    callMembers(outline.constructors());
                }
            }
            case Expression.Member(Expression of, String name, int _, int _) -> {
                callee = 2 * number(name) + 1;
                unit.members.add(number(name));
                ofMember(of, value);
            }
            case Expression other -> over(other, value);
        }
        int called = value.called().size();
        int named = value.named().size();
        for (Expression.Argument argument : call.arguments()) {
            over(argument.value(), value);
            if (callee >= 0
                    && argument.value() instanceof Expression.Text(String text, boolean _, int _, int _)
                    && outline.isByName(callee >> 1)) {
                name(2 * number(text) + 1, -1);
                value.named().add(2 * number(text) + 1);
            }
        }
        over(call.body(), value);
        if (!call.arguments().isEmpty()) {
            Outline.Handed arguments = handed(callee, value, called, named);
            unit.handed.add(arguments);
            if (call.callee() instanceof Expression.Member(Expression of, String name, int _, int _)
                    && Containers.CHANGING.contains(name)) {
                Outline.Binding into = arguments.alone();
                element(of, into);
                unit.bindings.add(into);
            }
        }
        callMembers(outline.runBy());
        for (int i = 0; i < outline.runBy().size(); i++) { // it may be an object
            unit.handed.add(handed(2 * outline.runBy().get(i) + 1, value, called, named));
        }
        if (callee >= 0) {
            unit.called.add(callee);
            value.called().add(callee);
        }
    }

    private void callMembers(Codes numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            unit.called.add(2 * numbers.get(i) + 1);
        }
    }

    /** Whether it is the type that its function is of. */
    private boolean isType(String name) {
        Statement.Function function = unit.function;
        return function != null
                && !function.parameters().isEmpty()
                && function.modifiers().contains("@classmethod")
                && function.parameters().getFirst().name().equals(name);
    }

    private void target(Expression target, Outline.Binding binding) {
        switch (target) {
            case Expression.Name(String name, int _, int _) -> {
                own(number(name));
                binding.targets().add(2 * number(name));
            }
            case Expression.Member(Expression of, String name, int _, int _) -> {
                unit.written.add(number(name));
                binding.targets().add(2 * number(name) + 1);
                ofMember(of, new Outline.Binding());
            }
            case Expression.Index(Expression of, List<Expression> at, int _, int _) -> {
                at.forEach(each -> {
                    over(each, new Outline.Binding());
                    if (each instanceof Expression.Text(String key, boolean _, int _, int _)) {
                        name(2 * number(key) + 1, -1);
                    }
                });
                element(of, binding);
            }
            case Expression.Sequence sequence -> sequence.elements().forEach(each -> target(each, binding));
            case Expression.Mapping mapping -> mapping.entries().forEach(each -> target(each.value(), binding));
            case Expression.Operation operation -> operation.operands().forEach(each -> target(each, binding));
            case Expression.Call call -> call.arguments().forEach(each -> target(each.value(), binding));
            case Expression.Constant _,
                    Expression.Lambda _,
                    Expression.Numeral _,
                    Expression.Other _,
                    Expression.Text _ -> over(target, new Outline.Binding());
        }
    }

    /** What gets an element, or a part of whose elements does. */
    private void element(Expression of, Outline.Binding binding) {
        switch (of) {
            case Expression.Name(String name, int _, int _) -> {
                binding.targets().add(2 * number(name));
                unit.changed.add(2 * number(name));
            }
            case Expression.Member(Expression whole, String name, int _, int _) -> {
                binding.targets().add(2 * number(name) + 1);
                unit.changed.add(2 * number(name) + 1);
                unit.members.add(number(name));
                ofMember(whole, new Outline.Binding());
            }
            case Expression.Index index -> {
                index.at().forEach(each -> over(each, new Outline.Binding()));
                element(index.of(), binding);
            }
            case Expression other -> {
                Outline.Binding whole = new Outline.Binding();
                over(other, whole);
                for (int i = 0; i < whole.named().size(); i++) {
                    binding.targets().add(whole.named().get(i));
                    unit.changed.add(whole.named().get(i));
                }
            }
        }
    }

    private static void mix(Outline.Binding part, Outline.@Nullable Binding whole) {
        if (whole != null) {
            part.called().addTo(whole.called());
            part.named().addTo(whole.named());
        }
    }

    /** A function is called later: what it calls is handed on with it. */
    private static void hand(Outline.Binding function, Outline.@Nullable Binding whole) {
        if (whole != null) {
            function.named().addTo(whole.named());
            function.called().addTo(whole.named());
        }
    }
}
