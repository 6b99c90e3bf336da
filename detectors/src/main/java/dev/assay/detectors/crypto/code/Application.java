package dev.assay.detectors.crypto.code;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Applies the rows of an API to calls: notes uses, and says what calls give and change. Belongs to one thread and one text. */
final class Application {
    /** What a cipher's name may say behind it, in this order. */
    private static final List<String> TRANSFORMATION = List.of("algorithm", "mode", "padding");

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
        for (Value self : Value.each(given.self() == null ? Value.OUTSIDE : given.self())) {
            Instance instance = state.instance(self);
            if (instance != null) {
                row.sets().forEach((name, selector) -> set(instance, name, selector, given, state));
            }
        }
        fill(row, given, state);
        if (row.same() != null) {
            Value same = given.get(row.same().argument());
            return same == null ? Value.OUTSIDE : same;
        }
        if (!row.result().isEmpty()) {
            Instance made = new Instance(row.result(), origin(row, given, state), bits(row, given, state), use);
            if (use == null) {
                row.parameters().forEach((name, selector) -> set(made, name, selector, given, state));
            }
            return state.add(made);
        }
        return new Value.Data(origin(row, given, state), bits(row, given, state));
    }

    private void fill(ApiRow row, Given given, State state) {
        Selector fills = row.fills();
        Origin with = row.fillsWith();
        Value filled = fills == null ? null : given.get(fills.argument());
        if (filled != null && with != null) {
            for (Value one : Value.each(filled)) {
                Instance instance = state.instance(one);
                if (instance != null) {
                    instance.fill(with);
                }
            }
        }
    }

    /** Of what it is given, unless the row says otherwise; of nothing, outside. */
    private static Origin origin(ApiRow row, Given given, State state) {
        if (row.origin() != null) {
            return row.origin();
        }
        Origin origin = null;
        if (given.self() != null) {
            origin = state.origin(given.self());
        }
        for (Given.One argument : given.arguments()) {
            Origin one = state.origin(argument.value());
            origin = origin == null ? one : origin.with(one);
        }
        return origin == null ? Origin.OUTSIDE : origin;
    }

    private static long bits(ApiRow row, Given given, State state) {
        Selector bits = row.parameters().get("bits");
        return bits == null ? -1 : number(words(bits, given, state));
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
            case TRANSFORMATION -> transformation(use, words(selector, given, state));
            default -> {
                Collection<String> words = words(selector, given, state);
                if (!words.isEmpty()) {
                    use.add(name, words);
                }
            }
        }
    }

    /** Each name is split for itself, so that a mode stays with its cipher wherever there is one. */
    private static void transformation(Use use, Collection<String> words) {
        for (String word : words) {
            String[] parts = word.split("/", -1);
            for (int i = 0; i < Math.min(parts.length, TRANSFORMATION.size()); i++) {
                use.add(TRANSFORMATION.get(i), List.of(parts[i].strip()));
            }
            if (parts.length == 1 && !word.equals(Use.UNKNOWN)) {
                use.add("mode", List.of("default"));
            }
        }
    }

    /** Says something of an object, and of the use that it stands for. */
    private void set(Instance instance, String name, Selector selector, Given given, State state) {
        if (selector.as() == Selector.As.OF) {
            of(selector, given, state).forEach((each, values) -> say(instance, each, values));
        } else {
            Collection<String> words = words(selector, given, state);
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
            instance.said().forEach((name, words) -> said.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(words));
            Use use = instance.use();
            if (use != null) {
                use.parameters()
                        .forEach((name, words) -> said.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(words));
            }
        }
        return said;
    }

    /** What a selector takes from a call, each that it may be; nothing if the call does not give it. */
    private static Collection<String> words(Selector selector, Given given, State state) {
        if (selector.as() == Selector.As.CONSTANT) {
            return selector.argument();
        }
        Value value = given.get(selector.argument());
        if (value == null) {
            return selector.otherwise().isEmpty() ? List.of() : List.of(selector.otherwise());
        }
        List<String> words = new ArrayList<>(1);
        for (Value one : Value.each(value)) {
            words.add(
                    switch (selector.as()) {
                        case ORIGIN -> state.origin(one).word();
                        case BITS -> bits(state.bits(one));
                        case BYTES -> one instanceof Value.Known(Long number) ? Long.toString(8 * number) : Use.UNKNOWN;
                        default -> word(one, state);
                    });
        }
        return words;
    }

    private static String bits(long bits) {
        return bits < 0 ? Use.UNKNOWN : Long.toString(bits);
    }

    private static String word(Value value, State state) {
        return switch (value) {
            case Value.Known(Object constant) -> String.valueOf(constant);
            case Value.Named(String path) -> path.substring(path.lastIndexOf('.') + 1);
            case Value.Input(String name) -> "${" + name + "}";
            case Value.Reference _ -> {
                Instance instance = state.instance(value);
                SortedSet<String> said = instance == null ? null : instance.said().get("algorithm");
                yield said == null || said.size() != 1 ? Use.UNKNOWN : said.first();
            }
            case Value.Data _, Value.Callable _, Value.OneOf _ -> Use.UNKNOWN;
        };
    }
}
