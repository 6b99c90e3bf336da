package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which functions of a text lead to something that rows know, by the names of what they call: others are only gone through for
 * what they give. Immutable; made in time linear in the text.
 */
final class Relevance {
    private final Set<String> called = new HashSet<>();
    private final Set<String> relevant = new HashSet<>();
    private final Map<String, List<String>> callers = new HashMap<>();

    Relevance(List<Statement> statements, ApiTable table) {
        new Walk(statement -> function(statement), expression -> called.addAll(names(expression))).over(statements);
        Deque<String> open = new ArrayDeque<>();
        for (String name : callers.keySet()) {
            if (table.isActive(name)) {
                open.add(name);
            }
        }
        while (!open.isEmpty()) {
            for (String caller : callers.getOrDefault(open.remove(), List.of())) {
                if (relevant.add(caller)) {
                    open.add(caller);
                }
            }
        }
    }

    private void function(Statement statement) {
        if (statement instanceof Statement.Function function) {
            Set<String> names = new HashSet<>();
            new Walk(_ -> {}, expression -> names.addAll(names(expression))).over(function.body());
            for (String name : names) {
                callers.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(function.name());
            }
        }
    }

    private static List<String> names(Expression expression) {
        return expression instanceof Expression.Call call
                ? switch (call.callee()) {
                    case Expression.Name(String name, int _, int _) -> List.of(name);
                    case Expression.Member(Expression _, String name, int _, int _) -> List.of(name);
                    case Expression _ -> List.of();
                }
                : List.of();
    }

    /** Whether something of this name is called anywhere in the text: a function of that name is gone through from there. */
    boolean isCalled(String function) {
        return called.contains(function);
    }

    /** Whether a function of this name calls something of one of these names. */
    boolean calls(String function, Set<String> names) {
        return names.stream()
                .anyMatch(name -> callers.getOrDefault(name, List.of()).contains(function));
    }

    /** Whether a function of this name leads to what rows know; one without a name always may. */
    boolean isRelevant(String function) {
        return function.isEmpty() || relevant.contains(function);
    }
}
