package dev.assay.detectors.manifest.python;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Expression.Argument;
import dev.assay.engine.code.Expression.Call;
import dev.assay.engine.code.Expression.Entry;
import dev.assay.engine.code.Expression.Index;
import dev.assay.engine.code.Expression.Mapping;
import dev.assay.engine.code.Expression.Member;
import dev.assay.engine.code.Expression.Name;
import dev.assay.engine.code.Expression.Sequence;
import dev.assay.engine.code.Expression.Text;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the names of a program of Python stand for, wherever in it they are given something: ways that exclude one another and functions that nobody
 * calls count as well, since which of them is taken is not worked out. Belongs to one thread.
 */
final class ProgramNames {
    private static final int MOST_PARTS = 5;

    private final Map<String, List<Expression>> values = new HashMap<>();
    private final Map<String, List<Entry>> entries = new HashMap<>();
    private final Map<String, Statement.Function> functions = new HashMap<>();
    private final IdentityHashMap<Statement.Function, List<Expression>> returned = new IdentityHashMap<>();
    private final Consumer<Call> calls;

    /** @param calls told of each call, in the order of the text */
    ProgramNames(List<Statement> program, Consumer<Call> calls) {
        this.calls = calls;
        program.forEach(this::statement);
    }

    /** A name, or a field of what a name stands for, as it is written: {@code a.b}; empty for anything else. */
    static String name(Expression expression) {
        List<String> parts = new ArrayList<>(1);
        Expression at = expression;
        while (at instanceof Member member && parts.size() < MOST_PARTS) {
            parts.add(member.name());
            at = member.of();
        }
        if (!(at instanceof Name name)) {
            return "";
        }
        parts.add(name.name());
        return String.join(".", parts.reversed());
    }

    /** What a name is given as a whole. */
    List<Expression> values(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** What is put under keys of what a name stands for. */
    List<Entry> entries(String name) {
        return entries.getOrDefault(name, List.of());
    }

    /** The function of a name; null if the program has none. */
    Statement.@Nullable Function function(String name) {
        return functions.get(name);
    }

    /** What a function may give back. */
    List<Expression> returned(Statement.Function function) {
        return returned.computeIfAbsent(function, of -> {
            List<Expression> all = new ArrayList<>();
            returned(of.body(), all);
            return all;
        });
    }

    private static void returned(List<Statement> statements, List<Expression> all) {
        for (Statement each : statements) {
            if (each instanceof Statement.Return given && given.value() != null) {
                all.add(given.value());
            } else if (!(each instanceof Statement.Function || each instanceof Statement.Type)) {
                returned(within(each), all);
            }
        }
    }

    /** The statements of which one is made; those of its branches one behind the other. */
    static List<Statement> within(Statement statement) {
        return switch (statement) {
            case Statement.Branch branch -> {
                List<Statement> both = new ArrayList<>(branch.then());
                both.addAll(branch.otherwise());
                yield both;
            }
            case Statement.Loop loop -> loop.body();
            case Statement.Always always -> always.body();
            case Statement.Function function -> function.body();
            case Statement.Type type -> type.members();
            case Statement.Import _,
                    Statement.Assignment _,
                    Statement.Evaluation _,
                    Statement.Return _,
                    Statement.Throw _ -> List.of();
        };
    }

    /** The expressions that a statement has itself. */
    static List<Expression> of(Statement statement) {
        Expression value = switch (statement) {
            case Statement.Assignment assignment -> assignment.value();
            case Statement.Evaluation evaluation -> evaluation.expression();
            case Statement.Return given -> given.value();
            case Statement.Throw thrown -> thrown.value();
            case Statement.Branch branch -> branch.condition();
            case Statement.Loop loop -> loop.condition();
            case Statement.Import _, Statement.Always _, Statement.Function _, Statement.Type _ -> null;
        };
        return value == null ? List.of() : List.of(value);
    }

    /** The expressions of which one is made. */
    static List<Expression> within(Expression expression) {
        return switch (expression) {
            case Text _, Expression.Numeral _, Expression.Constant _, Name _, Expression.Lambda _ -> List.of();
            case Member member -> List.of(member.of());
            case Index index -> {
                List<Expression> all = new ArrayList<>(index.at());
                all.add(index.of());
                yield all;
            }
            case Call call -> {
                List<Expression> all = new ArrayList<>(List.of(call.callee()));
                call.arguments().forEach(each -> all.add(each.value()));
                yield all;
            }
            case Expression.Operation operation -> operation.operands();
            case Sequence sequence -> sequence.elements();
            case Mapping mapping -> {
                List<Expression> all = new ArrayList<>();
                mapping.entries().forEach(each -> {
                    all.add(each.key());
                    all.add(each.value());
                });
                yield all;
            }
            case Expression.Other other -> other.parts();
        };
    }

    private void statement(Statement statement) {
        if (statement instanceof Statement.Function function) {
            functions.put(function.name(), function);
        } else if (statement instanceof Statement.Assignment assignment && assignment.value() != null) {
            assigned(assignment.target(), assignment.value());
        }
        of(statement).forEach(this::expression);
        within(statement).forEach(this::statement);
    }

    private void assigned(Expression target, Expression value) {
        String name = name(target);
        if (!name.isEmpty()) {
            add(values, name, value);
        } else if (target instanceof Index index && index.at().size() == 1) {
            add(entries, name(index.of()), new Entry(index.at().getFirst(), value));
        }
    }

    private void expression(Expression expression) {
        if (expression instanceof Call call) {
            calls.accept(call);
            if (call.callee() instanceof Member member) {
                changed(member, call.arguments());
            }
        }
        within(expression).forEach(this::expression);
    }

    /** {@code name.append(x)} and {@code name["key"].append(x)} give what was there one more. */
    private void changed(Member member, List<Argument> arguments) {
        if (arguments.isEmpty()) {
            return;
        }
        Expression last = arguments.getLast().value();
        switch (member.name()) {
            case "append", "add", "insert" ->
                assigned(member.of(), new Sequence("", List.of(last), last.start(), last.end()));
            case "extend", "update" -> assigned(member.of(), last);
            case "setdefault" -> {
                if (arguments.size() > 1) {
                    add(
                            entries,
                            name(member.of()),
                            new Entry(arguments.getFirst().value(), last));
                }
            }
            default -> {}
        }
    }

    private static <T> void add(Map<String, List<T>> to, String name, T value) {
        if (!name.isEmpty()) {
            to.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
        }
    }
}
