package dev.assay.detectors.crypto.code;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Applies the rows of an API to calls: notes uses, and says what calls give and change. Belongs to one thread and one text. */
final class Application {
    private final ApiTable table;
    private final Uses uses;

    Application(ApiTable table, Uses uses) {
        this.table = table;
        this.uses = uses;
    }

    /** Whether a row is of this type or function. */
    boolean knows(String path) {
        return table.knows(path);
    }

    /** The rows of a callee. */
    List<ApiRow> rows(String callee) {
        return table.of(callee);
    }

    /** Something of another module that is named: a use by itself, for rows that know it so. */
    Value.Named named(String path, int offsetBytes, State state) {
        for (ApiRow row : table.of("ref " + path)) {
            apply(row, path, new Given(null, List.of()), offsetBytes, state);
        }
        return new Value.Named(path);
    }

    /**
     * Calls what is outside of the text.
     *
     * @param callee its full name
     * @return what it gives; null if no row knows it
     */
    @Nullable
    Value call(String callee, Given given, int offsetBytes, State state) {
        List<ApiRow> rows = table.of(callee);
        Value result = null;
        for (ApiRow row : rows) {
            Value one = apply(row, callee, given, offsetBytes, state);
            result = result == null ? one : Value.either(result, one);
        }
        return result;
    }

    private Value apply(ApiRow row, String callee, Given given, int offsetBytes, State state) {
        Use use = row.purpose().isEmpty() ? null : uses.at(row, callee, offsetBytes);
        if (use != null) {
            row.parameters().forEach((name, selector) -> add(use, name, selector, given, state));
        }
        Value on = given.get(row.on().argument());
        for (Value self : Value.each(on == null ? Value.OUTSIDE : on)) {
            Instance instance = row.sets().isEmpty() && row.settles().isEmpty() ? null : state.mutable(self);
            if (instance != null) {
                settle(row, instance);
                row.sets().forEach((name, selector) -> set(instance, name, selector, given, state));
            }
        }
        fill(row, given, state);
        if (row.same() != null) {
            Value same = given.get(row.same().argument());
            return same == null ? Value.OUTSIDE : same;
        }
        if (!row.result().isEmpty()) {
            Instance made = new Instance(row.result(), provenance(row, given, state), bits(row, given, state), use);
            if (use == null) {
                row.parameters().forEach((name, selector) -> set(made, name, selector, given, state));
            }
            return state.add(made);
        }
        return new Value.Data(provenance(row, given, state), bits(row, given, state));
    }

    /** What is settled by one call holds whatever stood there before. */
    private static void settle(ApiRow row, Instance instance) {
        Use use = instance.use();
        if (use != null) {
            row.settles().forEach(use::settle);
        }
    }

    private void fill(ApiRow row, Given given, State state) {
        Selector fills = row.fills();
        Origin with = row.fillsWith();
        Value filled = fills == null ? null : given.get(fills.argument());
        if (filled != null && with != null) {
            for (Value one : Value.each(filled)) {
                Instance instance = state.mutable(one);
                if (instance != null) {
                    instance.fill(Provenance.of(with));
                }
            }
        }
    }

    /** Of what it is given, unless the row says otherwise; of nothing, outside. */
    private static Provenance provenance(ApiRow row, Given given, State state) {
        if (row.origin() != null) {
            return Provenance.of(row.origin());
        }
        Provenance all = null;
        if (given.self() != null) {
            all = state.provenance(given.self());
        }
        for (Given.One argument : given.arguments()) {
            Provenance one = state.provenance(argument.value());
            all = all == null ? one : all.with(one);
        }
        return all == null ? Provenance.OUTSIDE : all;
    }

    private static long bits(ApiRow row, Given given, State state) {
        Selector bits = row.parameters().get("bits");
        return bits == null ? -1 : number(Words.of(bits, given, state));
    }

    private static long number(Collection<String> words) {
        try {
            return words.size() == 1 ? Long.parseLong(words.iterator().next()) : -1;
        } catch (NumberFormatException e) {
            return -1; // not known
        }
    }

    private void add(Use use, String name, Selector selector, Given given, State state) {
        if (name.equals("bits")) {
            return; // of what it gives
        }
        switch (selector.as()) {
            case OF -> of(selector, given, state).forEach((each, values) -> use.add(each, values));
            case TRANSFORMATION -> transformation(use, Words.of(selector, given, state));
            default -> {
                Collection<String> words = Words.of(selector, given, state);
                if (!words.isEmpty()) {
                    use.add(name, words);
                }
            }
        }
    }

    /** Each name is split for itself, so that a mode stays with its cipher wherever there is one. */
    private static void transformation(Use use, Collection<String> words) {
        for (String word : words) {
            Transformation.split(word, (part, text) -> use.add(part, List.of(text)));
        }
    }

    /** Says something of an object, and of the use that it stands for. */
    private void set(Instance instance, String name, Selector selector, Given given, State state) {
        if (selector.as() == Selector.As.OF) {
            of(selector, given, state).forEach((each, values) -> say(instance, each, values));
        } else {
            Collection<String> words = Words.of(selector, given, state);
            if (!words.isEmpty()) {
                say(instance, name, words);
            }
        }
    }

    private static void say(Instance instance, String name, Collection<String> words) {
        Use use = instance.use();
        if (use != null) {
            use.add(name, words);
        }
        instance.said().merge(name, new TreeSet<>(words), (one, other) -> {
            one.addAll(other);
            return one;
        });
    }

    private static Map<String, SortedSet<String>> of(Selector selector, Given given, State state) {
        Map<String, SortedSet<String>> said = new java.util.TreeMap<>();
        Value value = given.get(selector.argument());
        for (Value one : value == null ? List.<Value>of() : Value.each(value)) {
            Instance instance = state.instance(one);
            if (instance == null) {
                continue;
            }
            instance.said()
                    .forEach((name, words) ->
                            said.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(words));
            Use use = instance.use();
            if (use != null) {
                use.parameters()
                        .forEach((name, words) ->
                                said.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(words));
            }
        }
        return said;
    }
}
