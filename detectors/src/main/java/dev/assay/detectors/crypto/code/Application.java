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
    private static final String ALGORITHM = "algorithm";

    /** What {@code given} calls a constant text. */
    private static final String TEXT = "text";

    private final ApiTable table;
    private final Words words;
    private final Uses uses;

    Application(ApiTable table, Uses uses) {
        this.table = table;
        this.words = new Words(table);
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
    Value named(String path, int offsetBytes, State state) {
        Value value = new Value.Named(path);
        for (ApiRow row : table.of("ref " + path)) {
            Value one = apply(row, path, new Given(null, List.of()), offsetBytes, state);
            value = row.gives() == null ? value : one;
        }
        return value;
    }

    /** A variable, a field or a key that gets a value, for rows that know what its name says. */
    void named(String name, Value value, int offsetBytes, State state) {
        List<ApiRow> rows = table.ofNamed(name);
        if (!rows.isEmpty()) {
            Given given = new Given(null, List.of(new Given.One(null, value)));
            rows.stream()
                    .filter(row -> counts(row, given, state))
                    .forEach(row -> apply(row, name, given, offsetBytes, state));
        }
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
            if (!counts(row, given, state)) {
                continue;
            }
            Value one = apply(row, callee, given, offsetBytes, state);
            result = result == null ? one : Value.either(result, one);
        }
        return result;
    }

    private Value apply(ApiRow row, String callee, Given given, int offsetBytes, State state) {
        Use use = isUse(row, given, state) ? uses.at(row, callee, offsetBytes) : null;
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
        mix(row, given, state);
        if (row.same() != null) {
            Value same = given.get(row.same().argument());
            return same == null ? Value.OUTSIDE : same;
        }
        if (row.gives() != null) {
            return given(row.gives(), given, offsetBytes, state);
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

    /** Whether what a row asks of an argument is so, and whether it says anything. */
    private boolean counts(ApiRow row, Given given, State state) {
        if (row.sets().isEmpty() && !hasNeeded(row, given, state)) {
            return false;
        }
        if (row.given() == null) {
            return true;
        }
        Value value = given.get(row.given().argument(), state);
        if (value == null) {
            return false;
        }
        for (Value one : Value.each(value)) {
            Instance instance = state.instance(one);
            String type = instance != null ? instance.type() : type(one);
            if (type.startsWith(row.givenType())) {
                return true;
            }
        }
        return false;
    }

    private static String type(Value value) {
        return switch (value) {
            case Value.Named(String path) -> path;
            case Value.Known(String _) -> TEXT;
            case Value _ -> "";
        };
    }

    /** What is set of an object that stands for a use says more of that use, and is none by itself. */
    private boolean isUse(ApiRow row, Given given, State state) {
        if (row.purpose().isEmpty()) {
            return false;
        }
        if (!hasNeeded(row, given, state)) {
            return false;
        }
        Value self = given.self();
        if (row.sets().isEmpty() || self == null) {
            return true;
        }
        return Value.each(self).stream().allMatch(one -> {
            Instance instance = state.instance(one);
            return instance == null || instance.use() == null;
        });
    }

    private boolean hasNeeded(ApiRow row, Given given, State state) {
        for (String parameter : row.needs()) {
            Selector selector = row.parameters().get(parameter);
            Collection<String> said = selector == null ? List.of() : words.of(selector, given, state);
            if (said.stream().allMatch(word -> word.equals(Use.UNKNOWN) || Hole.is(word))) {
                return false;
            }
        }
        return true;
    }

    private Value given(Gives gives, Given given, int offsetBytes, State state) {
        if (gives.what() == Gives.What.TEXT) {
            return Value.of(gives.of().getFirst());
        }
        Value first = given.get(List.of(gives.of().getFirst()));
        if (gives.what() == Gives.What.MAP) {
            Instance map = new Instance("", Origin.OUTSIDE, -1, null);
            for (Given.One argument : given.arguments()) {
                if (argument.name() != null) {
                    map.set(argument.name(), argument.value());
                }
            }
            Instance before = first == null ? null : state.instance(first);
            if (before != null) {
                before.fields().forEach(map.fields()::putIfAbsent);
            }
            return state.add(map);
        }
        if (first == null) {
            return Value.OUTSIDE;
        }
        if (gives.what() == Gives.What.MERGED) {
            return merged(first, given, state);
        }
        return switch (gives.what()) {
            case MODULE -> first instanceof Value.Known(String name) ? new Value.Named(name) : Value.OUTSIDE;
            case MEMBER -> {
                Value name = given.get(List.of(gives.of().getLast()));
                List<Value> all = new ArrayList<>(1);
                for (Value each : Value.each(name == null ? Value.OUTSIDE : name)) {
                    String member = each instanceof Value.Known(String text) ? text : Gives.ANY;
                    for (Value of : Value.each(first)) {
                        Instance instance = state.instance(of);
                        Value field = instance == null ? null : instance.field(member);
                        all.add(
                                of instanceof Value.Named(String path)
                                        ? named(path + "." + member, offsetBytes, state)
                                        : field == null ? Value.OUTSIDE : field);
                    }
                }
                yield Value.any(all);
            }
            case BYTES -> {
                List<Value> all = new ArrayList<>(1);
                for (Value one : Value.each(first)) {
                    boolean isSize = one instanceof Value.Known(Long _);
                    long bits = one instanceof Value.Known(Long size) ? 8 * size : -1;
                    Origin origin = bits == 0 ? Origin.OUTSIDE : Origin.ZERO; // nothing is no constant
                    all.add(isSize ? state.add(new Instance("byte[]", origin, bits, null)) : one);
                }
                yield Value.any(all);
            }
            case ELEMENT -> {
                List<Value> all = new ArrayList<>();
                for (Value one : Value.each(first)) {
                    Instance instance = state.instance(one);
                    all.addAll(
                            instance == null || instance.fields().isEmpty()
                                    ? List.of(Value.OUTSIDE)
                                    : instance.fields().values());
                }
                yield Value.any(all);
            }
            case TEXT, MAP, MERGED -> Value.OUTSIDE;
        };
    }

    private static Value merged(Value first, Given given, State state) {
        Instance into = state.mutable(first);
        if (into != null) {
            for (Given.One argument : given.arguments()) {
                Instance from = state.instance(argument.value());
                if (from != null && from != into) {
                    from.fields().forEach(into::set);
                }
            }
        }
        return first;
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

    private static void mix(ApiRow row, Given given, State state) {
        Selector mixes = row.mixes();
        Selector mixesIn = row.mixesIn();
        Value mixed = mixes == null ? null : given.get(mixes.argument());
        Value with = mixesIn == null ? null : given.get(mixesIn.argument());
        if (mixed != null && with != null) {
            for (Value one : Value.each(mixed)) {
                Instance instance = state.mutable(one);
                if (instance != null) {
                    instance.mix(state.provenance(with));
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

    private long bits(ApiRow row, Given given, State state) {
        Selector bits = row.parameters().get("bits");
        return bits == null ? -1 : number(words.of(bits, given, state));
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
            case OF -> {
                Selector algorithm = use.row().parameters().get(ALGORITHM);
                boolean isSaid = !name.equals(ALGORITHM) && algorithm != null && algorithm.as() == Selector.As.CONSTANT;
                of(selector, given, state).forEach((each, values) -> {
                    if (!isSaid || !each.equals(ALGORITHM)) {
                        use.add(each, values);
                    }
                });
            }
            case TRANSFORMATION -> transformation(use, words.of(selector, given, state));
            default -> {
                Collection<String> said = words.of(selector, given, state);
                if (!said.isEmpty()) {
                    use.add(name, said);
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
            Collection<String> said = words.of(selector, given, state);
            if (!said.isEmpty()) {
                say(instance, name, said);
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
        Value value = given.get(selector.argument(), state);
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
                use.take();
                use.parameters()
                        .forEach((name, words) ->
                                said.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(words));
            }
        }
        return said;
    }
}
