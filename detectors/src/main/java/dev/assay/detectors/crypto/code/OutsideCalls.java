package dev.assay.detectors.crypto.code;

import dev.assay.engine.fact.ConstantCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls of functions of the same project that are in other texts, each once. Belongs to one thread and one text. */
final class OutsideCalls {
    /** A text with more of them is a table. */
    private static final int MOST_CALLS = 256;

    private static final int MOST_ARGUMENTS = 12;

    private final Names names;
    private final Tellable tellable;
    private final Map<List<String>, ConstantCall> calls = new LinkedHashMap<>();
    private boolean areNoted;

    OutsideCalls(Names names, Tellable tellable) {
        this.names = names;
        this.tellable = tellable;
    }

    void note(String callee, Given given, int offsetBytes, State state) {
        if (!areNoted
                || calls.size() >= MOST_CALLS
                || given.arguments().isEmpty()
                || given.arguments().size() > MOST_ARGUMENTS
                || !names.isCalledElsewhere(callee)) {
            return;
        }
        List<String> key = new ArrayList<>();
        List<String> named = new ArrayList<>(0);
        for (Given.One argument : given.arguments()) {
            if (Given.REST.equals(argument.name())) {
                return; // of which nobody knows what stands where
            }
            String passed = Passed.of(argument.value(), tellable, state);
            if (argument.name() == null) {
                addMembers(Integer.toString(key.size()), argument.value(), named, state);
                key.add(passed);
            } else {
                addMembers(argument.name(), argument.value(), named, state);
                named.add(Passed.named(argument.name(), passed));
            }
        }
        boolean known = key.stream().anyMatch(passed -> !passed.isEmpty()) || !named.isEmpty();
        key.addAll(named);
        if (known && key.size() <= 2 * MOST_ARGUMENTS) {
            ConstantCall call = new ConstantCall(callee, key, offsetBytes);
            key.add(callee);
            calls.putIfAbsent(key, call);
        }
    }

    /** What an object that is handed on has, which a function may ask it for. */
    private void addMembers(String argument, Value value, List<String> to, State state) {
        Instance instance = state.instance(value);
        if (instance == null || instance.isArray() || instance.fields().size() > MOST_ARGUMENTS) {
            return;
        }
        instance.fields().forEach((name, field) -> {
            String passed = Passed.of(field, tellable, state);
            if (!passed.isEmpty()) {
                to.add(Passed.named(argument + "." + name, passed));
            }
        });
    }

    Collection<ConstantCall> all() {
        return calls.values();
    }

    /** From here on they are noted: all that was called before is called once more. */
    void begin() {
        areNoted = true;
    }
}
