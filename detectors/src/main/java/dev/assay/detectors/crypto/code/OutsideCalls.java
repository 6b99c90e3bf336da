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
    private final Callers callers;
    private final ApiTable table;
    private final Map<List<String>, ConstantCall> calls = new LinkedHashMap<>();

    OutsideCalls(Names names, Callers callers, ApiTable table) {
        this.table = table;
        this.names = names;
        this.callers = callers;
    }

    /** Whether any is noted. */
    boolean are() {
        return names.hasPackages();
    }

    void note(String callee, Given given, int offsetBytes, State state) {
        if (calls.size() >= MOST_CALLS
                || !names.isOwn(callee)
                || given.arguments().size() > MOST_ARGUMENTS) {
            return;
        }
        List<String> key = new ArrayList<>();
        boolean known = false;
        for (Given.One argument : given.arguments()) {
            String passed = Passed.of(argument.value(), callers, table, state);
            known |= !passed.isEmpty();
            key.add(passed);
        }
        if (known) {
            ConstantCall call = new ConstantCall(callee, key, offsetBytes);
            key.add(callee);
            calls.putIfAbsent(key, call);
        }
    }

    Collection<ConstantCall> all() {
        return calls.values();
    }

    void clear() {
        calls.clear();
    }
}
