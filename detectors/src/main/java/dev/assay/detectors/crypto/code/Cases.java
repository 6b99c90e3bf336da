package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What statements are gone through for one by one: a variable or a field that may be one of a few constants or rows of a table, and that
 * they name more than once. What they do then belongs together for each: the mode of one row goes with the name of that row, and what is
 * done where it is one constant is not done where it is another. Belongs to one thread and one text.
 */
final class Cases {
    /** Ways that are gone, all in all where one thing is within another; of more than these nothing is told apart. */
    private static final int MOST = 6;

    private static final Value NOTHING = new Value.Known(Value.Nothing.NOTHING);

    private static final Comparator<Path> LONGEST_FIRST = Comparator.comparingInt(
                    (Path path) -> -path.names().size())
            .thenComparing(path -> String.join(".", path.names()));

    /** What some statements are gone through for. */
    record Subject(Path path, List<Value> each) {}

    private final Traits traits;
    private final Steps steps;
    private final IdentityHashMap<Object, Set<Path>> named = new IdentityHashMap<>();
    private int atOnce = 1;

    Cases(Traits traits, Steps steps) {
        this.traits = traits;
        this.steps = steps;
    }

    /** What a function's body is gone through for as it begins; null for nothing. */
    @Nullable
    Subject of(List<Statement> body, Frame frame) {
        if (!isOpen()) {
            return null;
        }
        for (Path path : named.computeIfAbsent(body, _ -> namedTwice(body))) {
            List<Value> each = each(path.get(frame), frame.state());
            if (!each.isEmpty()) {
                return new Subject(path, each);
            }
        }
        return null;
    }

    /** Each of what is about to be assigned, if what follows is gone through for that one by one; nothing otherwise. */
    List<Value> of(Statement.Assignment assignment, Value value, List<Statement> next, Frame frame) {
        Expression target = assignment.target();
        List<Value> each = !isOpen() || next.isEmpty() ? List.of() : each(value, frame.state());
        boolean isTakenApart = switch (target) {
            case Expression.Sequence names -> names.elements().size() > 1;
            case Expression.Operation(String operator, List<Expression> names, int _, int _) ->
                operator.equals(",") && names.size() > 1;
            default -> false;
        };
        boolean isOne = !each.isEmpty()
                && target instanceof Expression.Name(String name, int _, int _)
                && named.computeIfAbsent(assignment, _ -> namedTwice(next)).contains(new Path(List.of(name)));
        return isOne || isTakenApart ? each : List.of();
    }

    private boolean isOpen() {
        return 2 * atOnce <= MOST && !traits.hasCommands() && steps.hasRoom();
    }

    /** Goes into as many ways. */
    void enter(int ways) {
        atOnce *= ways;
    }

    void leave(int ways) {
        atOnce /= ways;
    }

    /** Each of a few, of which at least two are known; nothing for anything else. What may not be there may be so in each case. */
    private List<Value> each(@Nullable Value value, State state) {
        if (!(value instanceof Value.OneOf(List<Value> all)) || atOnce * all.size() > MOST) {
            return List.of();
        }
        List<Value> each = new ArrayList<>(all);
        each.remove(NOTHING);
        int known = 0;
        for (Value one : each) {
            Instance instance = state.instance(one);
            if (instance != null && (instance.use() != null || instance.fields().isEmpty())) {
                return List.of(); // what it is says nothing of anything else
            }
            known += instance != null || one instanceof Value.Known || one instanceof Value.Named ? 1 : 0;
        }
        if (known < 2) {
            return List.of();
        }
        each.replaceAll(one -> each.size() < all.size() ? Value.either(one, NOTHING) : one);
        return each;
    }

    /** What statements name more than once and do not set, the longest first. */
    private Set<Path> namedTwice(List<Statement> statements) {
        Map<Path, Integer> counts = new HashMap<>();
        Set<@Nullable Path> set = new HashSet<>();
        Set<Expression> called = Collections.newSetFromMap(new IdentityHashMap<>());
        new Walk(
                        statement -> {
                            if (statement instanceof Statement.Assignment assignment) {
                                set.add(Path.of(assignment.target(), traits));
                            }
                        },
                        expression -> {
                            if (expression instanceof Expression.Call call) {
                                called.add(call.callee());
                            }
                            Path path = called.contains(expression) ? null : Path.of(expression, traits);
                            if (path != null) {
                                counts.merge(path, 1, Integer::sum);
                            }
                        })
                .over(statements);
        counts.values().removeIf(count -> count < 2);
        counts.keySet().removeAll(set);
        SortedSet<Path> twice = new TreeSet<>(LONGEST_FIRST);
        twice.addAll(counts.keySet());
        return twice;
    }
}
