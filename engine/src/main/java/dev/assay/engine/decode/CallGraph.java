package dev.assay.engine.decode;

import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Printable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which functions of a file call which, to find one that calls itself: whoever expands it never ends. Bounded by a number
 * of calls, beyond which none are kept; belongs to one decoding. Finding a cycle takes time linear in the calls.
 */
public final class CallGraph {
    private static final int MOST_CALLS = 50_000;
    private static final int MOST_NAME = 200;
    private static final int MOST_SHOWN = 120;

    private final Map<String, Set<String>> callees = new HashMap<>();
    private int calls;
    private boolean full;

    /** A name as it is kept here: names that differ only behind a length that none has are the same. */
    public static String name(String function) {
        return function.length() <= MOST_NAME ? function : function.substring(0, MOST_NAME);
    }

    /** Says that the file defines a function. */
    public void define(String function) {
        if (fits()) {
            callees.computeIfAbsent(name(function), _ -> new HashSet<>());
        }
    }

    /** Says that a function of the file names another, which need not be one of the file. */
    public void call(String function, String callee) {
        Set<String> known = callees.get(name(function));
        if (known != null && !known.contains(name(callee)) && fits()) {
            known.add(name(callee));
        }
    }

    private boolean fits() {
        full |= calls == MOST_CALLS;
        calls += full ? 0 : 1;
        return !full;
    }

    /** Says what was found: a function that leads back to itself, and whether there were more calls than are kept. */
    public void report(Anomalies anomalies, Sink out) {
        recursive()
                .ifPresent(name -> anomalies.add(
                        "recursive-function",
                        -1,
                        () -> "the function '" + Printable.of(name, MOST_SHOWN) + "' leads back to itself"));
        if (full) {
            out.gap(GapKind.LIMIT, -1, "more than " + MOST_CALLS + " calls between its functions", -1);
        }
    }

    /** A function that leads back to itself, if there is one. */
    public Optional<String> recursive() {
        Set<String> done = new HashSet<>();
        List<String> functions = new ArrayList<>(callees.keySet());
        functions.sort(null); // the same one in every run
        for (String function : functions) {
            Optional<String> found = done.contains(function) ? Optional.empty() : recursive(function, done);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private record Step(String function, Iterator<String> left) {}

    /** Depth first, without recursion of our own: the depth is the file's to choose. */
    private Optional<String> recursive(String root, Set<String> done) {
        ArrayDeque<Step> open = new ArrayDeque<>();
        Set<String> onPath = new HashSet<>();
        enter(root, open, onPath);
        while (!open.isEmpty()) {
            Step step = open.getLast();
            if (!step.left().hasNext()) {
                open.removeLast();
                onPath.remove(step.function());
                done.add(step.function());
                continue;
            }
            String callee = step.left().next();
            if (onPath.contains(callee)) {
                return Optional.of(callee);
            }
            if (!done.contains(callee) && callees.containsKey(callee)) {
                enter(callee, open, onPath);
            }
        }
        return Optional.empty();
    }

    private void enter(String function, ArrayDeque<Step> open, Set<String> onPath) {
        Set<String> next = callees.getOrDefault(function, Set.of());
        open.add(new Step(function, next.stream().sorted().iterator()));
        onPath.add(function);
    }
}
