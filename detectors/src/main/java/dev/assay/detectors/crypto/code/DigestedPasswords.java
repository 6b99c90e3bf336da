package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a program has a digest made of a password, by what that is called: {@code md5($pw)}, {@code digest.update(password.getBytes())}.
 * Immutable; made in time linear in the text.
 */
final class DigestedPasswords {
    /** In {@code names-around.tsv}, what a word says of a name that ends with it. */
    static final String PASSWORD = "password";

    /** Functions that only give the same text in another shape. */
    private static final Set<String> SHAPES = Set.of(
            "String", "GetBytes", "getBytes", "from", "bytes", "bytearray", "str", "string", "byte", "Data", "Array");

    private static final int MOST_DEEP = 8;

    /** From the first byte to behind the last one. */
    private record Span(int start, int end) {
        boolean holds(int offset) {
            return start <= offset && offset < end;
        }
    }

    private final NamesAround.Words words;
    private final Set<Integer> slow;
    private final List<Span> slowly = new ArrayList<>(0);
    private final Set<Integer> calls = new HashSet<>();
    private final List<Span> made = new ArrayList<>();
    private final Map<String, List<Span>> values = new HashMap<>(); // of variables and members
    private final Map<String, List<Integer>> given = new HashMap<>(); // to what is called so
    private final List<Span> functions = new ArrayList<>();

    /** @param slow where functions are called that are made for passwords: what these are given beside may be quick to make */
    DigestedPasswords(List<Statement> statements, NamesAround.Words words, Set<Integer> slow) {
        this.words = words;
        this.slow = slow;
        new Walk(this::look, this::look).over(statements);
        given.forEach((name, places) -> places.forEach(at -> made.addAll(valuesOf(name, at))));
    }

    /** Whether a digest that is made here is of a password. */
    boolean isOfPassword(int offset) {
        return (calls.contains(offset) || made.stream().anyMatch(span -> span.holds(offset)))
                && slowly.stream().noneMatch(span -> span.holds(offset));
    }

    /** What a name has at a place: what the function there gives it, or else any other one. */
    private List<Span> valuesOf(String name, int at) {
        List<Span> all = values.getOrDefault(name, List.of());
        Span around = functionAt(at);
        List<Span> own = around == null
                ? List.of()
                : all.stream().filter(span -> around.holds(span.start())).toList();
        return own.isEmpty() ? all : own;
    }

    private @Nullable Span functionAt(int at) {
        Span innermost = null;
        for (Span function : functions) {
            innermost = function.holds(at) ? function : innermost; // from the outside in
        }
        return innermost;
    }

    private void look(Statement statement) {
        if (statement instanceof Statement.Function function) {
            functions.add(new Span(function.start(), function.end()));
        } else if (statement instanceof Statement.Assignment assignment && assignment.value() != null) {
            String name = name(assignment.target());
            if (!name.isEmpty()) {
                Expression value = assignment.value();
                values.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(new Span(value.start(), value.end()));
            }
        }
    }

    private void look(Expression expression) {
        if (expression instanceof Expression.Call outer && slow.contains(outer.start())) {
            slowly.add(new Span(outer.start(), outer.end()));
        }
        if (!(expression instanceof Expression.Call call)
                || call.arguments().stream().noneMatch(argument -> isPassword(argument.value(), 0))) {
            return;
        }
        calls.add(call.start());
        if (call.callee() instanceof Expression.Member member
                && !name(member.of()).isEmpty()) {
            given.computeIfAbsent(name(member.of()), _ -> new ArrayList<>(1)).add(call.start());
        }
    }

    /** Whether it is a password, by its name, or that in another shape or with something beside it. */
    private boolean isPassword(Expression expression, int depth) {
        if (depth > MOST_DEEP) {
            return false;
        }
        return switch (expression) {
            case Expression.Name(String name, int _, int _) -> isPassword(name);
            case Expression.Member(Expression _, String name, int _, int _) -> isPassword(name);
            case Expression.Operation operation ->
                operation.operands().stream().anyMatch(operand -> isPassword(operand, depth + 1));
            case Expression.Call call ->
                SHAPES.contains(name(call.callee()))
                                && call.arguments().stream()
                                        .anyMatch(argument -> isPassword(argument.value(), depth + 1))
                        || call.callee() instanceof Expression.Member member && isPassword(member.of(), depth + 1);
            default -> false;
        };
    }

    private boolean isPassword(String name) {
        return words.last(name).equals(PASSWORD);
    }

    private static String name(Expression expression) {
        return switch (expression) {
            case Expression.Name(String name, int _, int _) -> name;
            case Expression.Member(Expression _, String name, int _, int _) -> name;
            default -> "";
        };
    }
}
