package dev.assay.detectors.crypto.code;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.text.Parts;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * On which ways a use is reached, by what callers in other texts give: each of several ways is enough. Belongs to one thread.
 *
 * @param use without what says that
 */
record Guards(CryptoUse use, List<List<Guard>> ways, Elsewhere elsewhere) {
    static Guards of(CryptoUse open, Elsewhere elsewhere) {
        String when = open.parameters().get(Use.WHEN);
        if (when == null) {
            return new Guards(open, List.of(), elsewhere);
        }
        SortedMap<String, String> parameters = new TreeMap<>(open.parameters());
        parameters.remove(Use.WHEN);
        CryptoUse use = new CryptoUse(
                open.kind(),
                open.algorithm(),
                open.purpose(),
                parameters,
                open.source(),
                open.via(),
                open.offsetBytes(),
                open.line(),
                open.column());
        return new Guards(use, Parts.of(when, '|').stream().map(Guard::read).toList(), elsewhere);
    }

    /** The functions whose callers decide. */
    Set<String> functions() {
        Set<String> all = new TreeSet<>();
        ways.forEach(way -> way.forEach(guard -> all.add(guard.hole().name())));
        return all;
    }

    /** Whether it is only reached where a function is called in another text. */
    boolean needCaller() {
        return !ways.isEmpty() && ways.stream().allMatch(way -> way.stream().anyMatch(Guard::isCall));
    }

    /** Whether some caller gives something that decides: of the others nobody knows that there are any. */
    boolean areAskedBy(List<Elsewhere.Call> calls) {
        return needCaller()
                || calls.stream()
                        .anyMatch(call ->
                                ways.stream().anyMatch(way -> way.stream().anyMatch(guard -> isKnown(guard, call))));
    }

    private boolean isKnown(Guard guard, Elsewhere.Call call) {
        if (guard.isCall()) {
            return false; // which decides nothing for others
        }
        SortedSet<String> given = given(guard, call);
        return !given.isEmpty() && !given.contains(Use.UNKNOWN);
    }

    private SortedSet<String> given(Guard guard, Elsewhere.Call call) {
        SortedSet<String> given = new TreeSet<>();
        elsewhere.given(guard.hole(), call, given);
        return given;
    }

    /** Whether this call may lead there. */
    boolean mayHold(Elsewhere.Call call) {
        return ways.isEmpty() || ways.stream().anyMatch(way -> way.stream().allMatch(guard -> mayHold(guard, call)));
    }

    private boolean mayHold(Guard guard, Elsewhere.Call call) {
        if (!call.gives(guard.hole())) {
            return guard.mayHoldWithout();
        }
        SortedSet<String> given = given(guard, call);
        return given.isEmpty() || guard.mayHold(given);
    }

    /** Whether a call may that gives nothing which decides. */
    boolean mayHoldWithout() {
        return ways.isEmpty()
                || ways.stream()
                        .anyMatch(way -> way.stream()
                                .allMatch(guard -> !guard.otherwise().isEmpty() && guard.mayHoldWithout()));
    }
}
