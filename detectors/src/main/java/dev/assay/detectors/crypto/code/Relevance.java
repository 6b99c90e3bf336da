package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which functions of a text lead to something that rows know, by the names of what they call: others are only gone through for
 * what they give. Immutable; made in time linear in the text.
 */
final class Relevance {
    /** The last {@link #rank}. */
    static final int SURE = 2;

    /** Words for the object at hand. */
    private static final Set<String> SELF = Set.of("this", "self");

    private final Set<String> called = new HashSet<>();
    private final Set<String> calledAlone = new HashSet<>();
    private final Set<String> relevant = new HashSet<>();
    private final Map<String, List<String>> callers = new HashMap<>();
    private final int[] leading; // where something is called that leads to what rows know, in the order of the text

    /**
     * @param found what of the rows may be in the text at all; null where that is not known
     * @param saysModules whether the text says the modules that it uses, as those of JavaScript do
     */
    Relevance(List<Statement> statements, ApiTable table, Sites.@Nullable Found found, boolean saysModules) {
        SaidModules said = new SaidModules();
        Map<String, List<Integer>> places = new HashMap<>();
        new Walk(
                        statement -> {
                            function(statement);
                            if (saysModules) {
                                said.see(statement);
                            }
                        },
                        expression -> {
                            if (saysModules) {
                                said.see(expression);
                            }
                            String name = expression instanceof Expression.Call call ? name(call) : null;
                            if (name != null) {
                                places.computeIfAbsent(name, _ -> new ArrayList<>(1))
                                        .add(expression.start());
                            }
                        })
                .over(statements);
        Deque<String> open = new ArrayDeque<>();
        for (String name : places.keySet()) {
            boolean mayBeKnown = found != null ? found.has(name) : table.isActive(name);
            if (mayBeKnown && (!saysModules || said.mayMean(name, table))) {
                open.add(name);
            }
        }
        Set<String> leads = new HashSet<>(open);
        while (!open.isEmpty()) {
            for (String caller : callers.getOrDefault(open.remove(), List.of())) {
                if (relevant.add(caller)) {
                    open.add(caller);
                }
            }
        }
        leads.addAll(relevant);
        leading = leads.stream()
                .flatMap(name -> places.getOrDefault(name, List.of()).stream())
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    private void function(Statement statement) {
        if (statement instanceof Statement.Function function) {
            Set<String> names = new HashSet<>();
            new Walk(_ -> {}, expression -> {
                        String name = expression instanceof Expression.Call call ? name(call) : null;
                        if (name != null) {
                            names.add(name);
                        }
                    })
                    .over(function.body());
            for (String name : names) {
                callers.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(function.name());
            }
        }
    }

    /** What is called, by its own name; null if it has none. Says also that it is. */
    private @Nullable String name(Expression.Call call) {
        if (call.callee() instanceof Expression.Name(String name, int _, int _)) {
            called.add(name);
            calledAlone.add(name);
            return name;
        }
        if (call.callee() instanceof Expression.Member(Expression of, String name, int _, int _)) {
            called.add(name);
            if (of instanceof Expression.Name(String self, int _, int _) && SELF.contains(self)) {
                calledAlone.add(name);
            }
            return name;
        }
        return null;
    }

    /** Whether something of this name is called anywhere in the text: a function of that name is gone through from there. */
    boolean isCalled(String function) {
        return called.contains(function);
    }

    /**
     * How sure it is that a function of this name is called in the text, so that those which call it come first: 0 if it is not, 1 if
     * something is called that may be another one's function of the same name.
     */
    int rank(String function) {
        return calledAlone.contains(function) ? SURE : isCalled(function) ? 1 : 0;
    }

    /** Whether a function of this name calls something of one of these names. */
    boolean calls(String function, Set<String> names) {
        return names.stream()
                .anyMatch(name -> callers.getOrDefault(name, List.of()).contains(function));
    }

    /** Whether a function calls something that leads to what rows know. */
    boolean isRelevant(Value.Callable function) {
        return isRelevant(function.body());
    }

    /** Whether statements call something that leads to what rows know. */
    boolean isRelevant(List<Statement> body) {
        if (body.isEmpty()) {
            return false;
        }
        int at = Arrays.binarySearch(leading, body.getFirst().start());
        int first = at < 0 ? -at - 1 : at;
        return first < leading.length && leading[first] < body.getLast().end();
    }

    /** Whether a function of this name leads to what rows know; one without a name always may. */
    boolean isRelevant(String function) {
        return function.isEmpty() || relevant.contains(function);
    }
}
