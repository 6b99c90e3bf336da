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
    private final Pointers pointers;

    Application(ApiTable table, Traits traits, Uses uses, Pointers pointers) {
        this.table = table;
        this.words = new Words(table, traits.hasBareNames());
        this.uses = uses;
        this.pointers = pointers;
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
    Value named(String path, int offsetBytes, Frame frame) {
        Value value = new Value.Named(path);
        for (ApiRow row : table.of("ref " + path)) {
            Value one = apply(row, path, new Given(null, List.of()), offsetBytes, frame);
            boolean isConstant = row.gives() != null
                    || !row.result().isEmpty() && row.purpose().isEmpty();
            value = isConstant ? one : value;
        }
        return value;
    }

    /** A variable, a field or a key that gets a value, for rows that know what its name says. */
    void named(String name, Value value, int offsetBytes, Frame frame) {
        List<ApiRow> rows = table.ofNamed(name);
        if (!rows.isEmpty()) {
            Given given = new Given(null, List.of(new Given.One(null, value)));
            rows.stream()
                    .filter(row -> counts(row, given, frame.state()))
                    .forEach(row -> apply(row, name, given, offsetBytes, frame));
        }
    }

    /**
     * Calls what is outside of the text.
     *
     * @param callee its full name
     * @return what it gives; null if no row knows it
     */
    @Nullable
    Value call(String callee, Given given, int offsetBytes, Frame frame) {
        List<ApiRow> rows = table.of(callee);
        Value result = null;
        for (ApiRow row : rows) {
            if (!counts(row, given, frame.state())) {
                continue;
            }
            Value one = apply(row, callee, given, offsetBytes, frame);
            result = result == null ? one : Value.either(result, one);
        }
        return result;
    }

    private Value apply(ApiRow row, String callee, Given given, int offsetBytes, Frame frame) {
        State state = frame.state();
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
        fill(row, given, frame);
        if (row.same() != null) {
            Value same = given.get(row.same().argument());
            return same == null ? Value.OUTSIDE : same;
        }
        if (row.gives() != null) {
            return given(row.gives(), given, offsetBytes, frame);
        }
        if (!row.result().isEmpty()) {
            Instance made = new Instance(row.result(), provenance(row, given, state), bits(row, given, state), use);
            if (use == null) {
                row.parameters().forEach((name, selector) -> set(made, name, selector, given, state));
            }
            Value result = state.add(made);
            if (row.into() == null) {
                return result;
            }
            pointers.leave(given.argument(row.into().argument()), result, frame);
            return Value.OUTSIDE;
        }
        return new Value.Data(provenance(row, given, state), bits(row, given, state));
    }

    /** Whether what a row asks of an argument is so, and whether it says anything. */
    private boolean counts(ApiRow row, Given given, State state) {
        if (row.sets().isEmpty() && !hasNeeded(row, given, state)) {
            return false;
        }
        if (row.when().equals(ApiRow.IN_LOOP) && state.loops() == 0) {
            return false;
        }
        for (ApiRow.Asked asked : row.asks()) {
            Value value = given.get(asked.argument().argument(), state);
            if (holds(asked.type(), value, state) != asked.holds()) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(String type, @Nullable Value value, State state) {
        for (Value one : value == null ? List.<Value>of() : Value.each(value)) {
            Instance instance = state.instance(one);
            boolean isFlag = Pointers.isFlags(one, state)
                    && instance != null
                    && instance.fields().values().stream().anyMatch(flag -> isOf(type, flag, state));
            if (isFlag || isOf(type, one, state)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(String type, Value value, State state) {
        Instance instance = state.instance(value);
        return switch (value) {
            case Value.Known(Value.Nothing _) -> false;
            case Value.Known(Object constant) ->
                type.isEmpty()
                        || type.equals(TEXT) && constant instanceof String
                        || constant.toString().equals(type);
            case Value.Named(String path) -> path.startsWith(type);
            default -> (instance == null ? "" : instance.type()).startsWith(type);
        };
    }

    /** What is set of an object that stands for a use says more of that use, and is none by itself. */
    private boolean isUse(ApiRow row, Given given, State state) {
        if (row.purpose().isEmpty()) {
            return false;
        }
        if (!hasNeeded(row, given, state) || !isSingle(row, given, state)) {
            return false;
        }
        Value on = given.get(row.on().argument());
        if (row.sets().isEmpty() || on == null) {
            return true;
        }
        return Value.each(on).stream().allMatch(one -> {
            Instance instance = state.instance(one);
            return instance == null || instance.use() == null;
        });
    }

    /** Whether what must be one thing is no choice that somebody else makes. */
    private static boolean isSingle(ApiRow row, Given given, State state) {
        for (String parameter : row.single()) {
            Selector selector = row.parameters().get(parameter);
            Value value = selector == null ? null : given.get(selector.argument(), state);
            if (value instanceof Value.OneOf) {
                return false;
            }
        }
        return true;
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

    private Value given(Gives gives, Given given, int offsetBytes, Frame frame) {
        State state = frame.state();
        if (gives.what() == Gives.What.TEXT) {
            return Value.of(gives.of().getFirst());
        }
        if (gives.what() == Gives.What.NUMBER) {
            return Numbers.of(gives.of().getFirst());
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
            return gives.what() == Gives.What.ZERO
                    ? state.add(new Instance("", Origin.OUTSIDE, -1, null))
                    : Value.OUTSIDE;
        }
        if (gives.what() == Gives.What.MERGED) {
            return merged(first, given, state);
        }
        return switch (gives.what()) {
            case ZERO -> {
                long bits = first instanceof Value.Known(Long size) ? 8 * size : -1;
                yield state.add(new Instance("byte[]", Origin.ZERO, bits, null));
            }
            case OBJECT -> object(first, offsetBytes, frame);
            case JOINED -> joined(first, given, state);
            case LIST -> list(given, state);
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
                                        ? named(path + "." + member, offsetBytes, frame)
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
            case LENGTH -> {
                Value size = pointers.size(first, frame);
                yield size == null ? Value.OUTSIDE : size;
            }
            case TEXT, NUMBER, MAP, MERGED -> Value.OUTSIDE;
        };
    }

    private static Value list(Given given, State state) {
        Instance list = new Instance(
                "byte[]", allOf(given, state), 8L * given.arguments().size(), null);
        for (int i = 0; i < given.arguments().size(); i++) {
            list.set(Integer.toString(i), given.arguments().get(i).value());
        }
        return state.add(list);
    }

    private Value object(Value type, int offsetBytes, Frame frame) {
        if (!(type instanceof Value.Named(String path))) {
            return Value.OUTSIDE;
        }
        Value made = call("new " + path, new Given(null, List.of()), offsetBytes, frame);
        return made == null ? frame.state().add(new Instance(path, Origin.OUTSIDE, -1, null)) : made;
    }

    /** A new list of a list's elements and those that are given behind it; of bytes, what is made of all of them. */
    private static Value joined(Value first, Given given, State state) {
        Provenance all = null;
        List<Value> elements = new ArrayList<>();
        for (Given.One argument : given.arguments()) {
            Value value = argument.value();
            Provenance one = state.provenance(value);
            boolean isEmpty = state.bits(value) == 0;
            all = all == null ? isEmpty ? null : one : isEmpty ? all : all.with(one);
            Instance instance = value.equals(first) ? state.instance(value) : null;
            if (instance != null) {
                elements.addAll(instance.fields().values());
            } else if (!value.equals(first)) {
                elements.add(value);
            }
        }
        Instance list = new Instance("byte[]", all == null ? Provenance.of(Origin.ZERO) : all, -1, null);
        for (int i = 0; i < elements.size(); i++) {
            list.set(Integer.toString(i), elements.get(i));
        }
        return state.add(list);
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

    private void fill(ApiRow row, Given given, Frame frame) {
        ApiRow.Fill fill = row.fills();
        Value value = fill == null ? null : given.get(fill.argument().argument());
        if (fill == null || value == null) {
            return;
        }
        if (fill.how() == ApiRow.How.MAYBE) {
            frame.state().mayFill(value);
            return;
        }
        Given.One filled = given.argument(fill.argument().argument());
        Provenance with = with(fill, given, frame.state());
        boolean isWithin = filled != null && filled.shape() == Given.Shape.WITHIN;
        boolean isObject = false;
        for (Value one : Value.each(value)) {
            Instance instance = frame.state().mutable(one);
            boolean isPart = fill.how() == ApiRow.How.PART || isWithin || one instanceof Value.Part;
            if (instance != null && isPart) {
                instance.fillPart(with);
            } else if (instance != null) {
                instance.fill(with);
            }
            isObject |= instance != null;
        }
        if (!isObject && filled != null) {
            pointers.leave(filled, new Value.Data(with, -1), frame);
        }
    }

    private static Provenance with(ApiRow.Fill fill, Given given, State state) {
        if (fill.origin() != null) {
            return Provenance.of(fill.origin());
        }
        if (fill.from() == null) {
            Provenance all = null;
            for (Given.One argument : given.arguments()) {
                if (!argument.equals(given.argument(fill.argument().argument())) && !argument.isType()) {
                    Provenance one = state.provenance(argument.value());
                    all = all == null ? one : all.with(one);
                }
            }
            return all == null ? Provenance.OUTSIDE : all;
        }
        Value from = given.get(fill.from().argument());
        return from == null
                ? Provenance.OUTSIDE
                : from.equals(Value.of(0)) ? Provenance.of(Origin.ZERO) : state.provenance(from);
    }

    /** Of what it is given, unless the row says otherwise; of nothing, outside. */
    private static Provenance provenance(ApiRow row, Given given, State state) {
        if (row.origin() != null) {
            return Provenance.of(row.origin());
        }
        return allOf(given, state);
    }

    private static Provenance allOf(Given given, State state) {
        Provenance all = given.self() == null ? null : state.provenance(given.self());
        for (Given.One argument : given.arguments()) {
            Provenance one = state.provenance(argument.value());
            all = argument.isType() ? all : all == null ? one : all.with(one);
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
            if (instance.isArray()) {
                instance.fields()
                        .values()
                        .forEach(element -> Value.each(element).forEach(each -> said(each, said, state)));
            } else {
                said(one, said, state);
            }
        }
        return said;
    }

    private static void said(Value object, Map<String, SortedSet<String>> said, State state) {
        Instance instance = state.instance(object);
        if (instance == null) {
            return;
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
}
