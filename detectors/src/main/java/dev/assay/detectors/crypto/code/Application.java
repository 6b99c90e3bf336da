package dev.assay.detectors.crypto.code;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Applies the rows of an API to calls: notes uses, and says what calls give and change. Belongs to one thread and one text. */
final class Application {
    /** What {@code given} calls a constant text. */
    private static final String TEXT = "text";

    /** A constant text without characters. */
    private static final String EMPTY = "empty";

    /** And a constant number. */
    private static final String NUMBER = "number";

    /** By which rows of names ask whether it is an element that gets a value. */
    private static final String ELEMENT = "[]";

    private static final String DERIVATION = "kdf";
    private static final String KEY_BITS = "keyBits";

    private final ApiTable table;
    private final Words words;
    private final Uses uses;
    private final Pointers pointers;
    private final Parameters parameters;
    private final Fills fills;
    // What was looked up, by what it is of: the same few names come again and again.
    private final Map<String, List<ApiRow>> rows = new HashMap<>();
    private final Map<String, List<ApiRow>> references = new HashMap<>();
    private final Map<String, List<ApiRow>> rowsOfNamed = new HashMap<>();
    private final Map<String, Boolean> knownIn = new HashMap<>();
    private final Results results;
    private final KeyFiles files = new KeyFiles();
    private final BlockByBlock blocks = new BlockByBlock();

    Application(ApiTable table, Traits traits, Uses uses, Pointers pointers) {
        this.table = table;
        this.words = new Words(table, traits.hasBareNames());
        this.uses = uses;
        this.pointers = pointers;
        this.parameters = new Parameters(words, files);
        this.fills = new Fills(pointers);
        this.results = new Results(this, pointers);
    }

    /** The rows. */
    ApiTable table() {
        return table;
    }

    /** Whether a row is of this type or function. */
    boolean knows(String path) {
        return table.knows(path);
    }

    /** The rows of a callee. */
    List<ApiRow> rows(String callee) {
        return kept(rows, callee, table::of);
    }

    /** The rows of something that is named and not called. */
    List<ApiRow> references(String path) {
        return kept(references, path, table::ofReference);
    }

    private static List<ApiRow> kept(
            Map<String, List<ApiRow>> known, String name, Function<String, List<ApiRow>> found) {
        List<ApiRow> rows = known.get(name);
        if (rows == null) {
            rows = found.apply(name);
            known.put(name, rows);
        }
        return rows;
    }

    /** Whether rows are of a method of this name, whatever it is of. */
    boolean hasMethod(String name) {
        return table.hasMethod(name);
    }

    /** Something of another module that is named: a use by itself, for rows that know it so. */
    Value named(String path, int offsetBytes, Frame frame) {
        Value value = new Value.Named(path);
        for (ApiRow row : references(path)) {
            Value one = apply(row, path, new Given(null, List.of()), offsetBytes, frame);
            boolean isConstant = row.gives() != null
                    || !row.result().isEmpty() && row.purpose().isEmpty();
            value = isConstant ? one : value;
        }
        return value;
    }

    /** Whether rows know what something of this name says that gets a value. */
    boolean hasNamed(String name) {
        return !ofNamed(name).isEmpty();
    }

    private List<ApiRow> ofNamed(String name) {
        if (!table.hasNamed()) {
            return List.of();
        }
        return kept(rowsOfNamed, name, table::ofNamed);
    }

    /** Whether a name said something between these places. */
    boolean hasNamed(int from, int to) {
        return table.hasNamed() && uses.anyBetween(from, to, ApiRow::isNamed);
    }

    /** Whether rows may be of something in this module, or of a member of such a type. */
    boolean knowsIn(String path) {
        Boolean known = knownIn.get(path);
        if (known == null) {
            known = table.knowsIn(path);
            knownIn.put(path, known);
        }
        return known;
    }

    /** Whether rows are of a property of this name that is set, whatever it is of. */
    boolean hasProperty(String name) {
        return table.hasProperty(name);
    }

    /** A variable, a field or a key that gets a value, for rows that know what its name says. */
    void named(String name, Value value, int offsetBytes, Frame frame) {
        named(name, List.of(new Given.One(null, value)), offsetBytes, frame);
    }

    /** An array of such a name an element of which gets a value: the argument {@code []} as well. */
    void element(String name, Value value, int offsetBytes, Frame frame) {
        named(name, List.of(new Given.One(null, value), new Given.One(ELEMENT, value)), offsetBytes, frame);
    }

    private void named(String name, List<Given.One> values, int offsetBytes, Frame frame) {
        List<ApiRow> rows = ofNamed(name);
        if (!rows.isEmpty()) {
            Given given = new Given(null, values);
            rows.stream()
                    .filter(row -> counts(row, given, offsetBytes, frame.state()))
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
        return call(rows(callee), callee, given, offsetBytes, frame);
    }

    /** The same by the rows of another table. */
    @Nullable
    Value call(List<ApiRow> rows, String callee, Given given, int offsetBytes, Frame frame) {
        Value result = null;
        for (ApiRow row : rows) {
            if (!counts(row, given, offsetBytes, frame.state())) {
                continue;
            }
            Value one = applyToEach(row, callee, given, offsetBytes, frame);
            result = result == null ? one : Value.either(result, one);
        }
        return result;
    }

    /** What an argument says of a use that may be one of several objects, each of them says on a way of its own. */
    private Value applyToEach(ApiRow row, String callee, Given given, int offsetBytes, Frame frame) {
        Value several = row.purpose().isEmpty() ? null : saying(row, given, frame.state());
        if (several == null) {
            return apply(row, callee, given, offsetBytes, frame); // as a rule
        }
        List<Value> all = new ArrayList<>(2);
        for (Value one : Value.each(several)) {
            all.add(apply(row, callee, given.with(several, one), offsetBytes, frame));
        }
        return Value.any(all);
    }

    /** An argument that says what is used and may be one of several objects; null for none. */
    private static @Nullable Value saying(ApiRow row, Given given, State state) {
        for (Selector selector : row.parameters().values()) {
            Value value = selector.as() == Selector.As.OF ? given.get(selector.argument()) : null;
            if (value instanceof Value.OneOf(List<Value> each)
                    && each.stream().allMatch(one -> state.instance(one) != null)) {
                return value;
            }
        }
        return null;
    }

    private Value apply(ApiRow row, String callee, Given given, int offsetBytes, Frame frame) {
        State state = frame.state();
        Use use = isUse(row, given, state) ? uses.at(row, callee, offsetBytes) : null;
        if (use != null) {
            use.guard(state.guards());
            row.parameters().forEach((name, selector) -> parameters.add(use, name, selector, given, state));
            if (row.into() != null && row.result().isEmpty() && row.gives() == null) {
                files.keep(given.get(row.into().argument()), use);
            }
        }
        Value on = given.get(row.on().argument());
        for (Value self : Value.each(on == null ? Value.OUTSIDE : on)) {
            Instance instance = row.sets().isEmpty() && row.settles().isEmpty() ? null : state.mutable(self);
            if (instance != null) {
                Parameters.settle(row, instance);
                row.sets().forEach((name, selector) -> parameters.set(row, instance, name, selector, given, state));
            }
        }
        fills.fill(row, given, frame);
        if (row.same() != null) {
            Value same = given.get(row.same().argument());
            return same == null ? Value.OUTSIDE : same;
        }
        if (row.gives() != null) {
            Value result = results.of(row.gives(), given, offsetBytes, frame);
            if (row.into() == null) {
                return result;
            }
            pointers.leave(given.argument(row.into().argument()), result, frame);
            return Value.OUTSIDE;
        }
        if (!row.result().isEmpty()) {
            Instance made = new Instance(row.result(), provenance(row, given, state), bits(row, given, state), use);
            if (use == null) {
                row.parameters().forEach((name, selector) -> parameters.set(row, made, name, selector, given, state));
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
    private boolean counts(ApiRow row, Given given, int offsetBytes, State state) {
        if (row.sets().isEmpty() && !hasNeeded(row, given, state)) {
            return false;
        }
        if (row.when().equals(ApiRow.IN_LOOP) && !blocks.isOf(offsetBytes, state.loops())) {
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
                        || type.equals(EMPTY) && constant.equals("")
                        || type.equals(TEXT) && constant instanceof String
                        || type.equals(NUMBER) && constant instanceof Long
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

    /** Whether it says something, or is a constant of another text that may. */
    private static boolean mayBeKnown(String word) {
        Hole hole = Hole.read(word);
        return hole == null ? !word.equals(Use.UNKNOWN) : hole.isConstant();
    }

    private boolean hasNeeded(ApiRow row, Given given, State state) {
        for (String parameter : row.needs()) {
            Selector selector = row.parameters().get(parameter);
            Collection<String> said = selector == null ? List.of() : words.of(selector, given, state);
            if (said.stream().noneMatch(Application::mayBeKnown)) {
                return false;
            }
        }
        return true;
    }

    /** Of what it is given, unless the row says otherwise; of nothing, outside. */
    private static Provenance provenance(ApiRow row, Given given, State state) {
        if (row.origin() != null) {
            return Provenance.of(row.origin());
        }
        Provenance all = given.provenance(state);
        return row.isBinary() || row.purpose().equals(DERIVATION)
                ? new Provenance(all.origin(), false, all.input())
                : all;
    }

    /** How many bits it gives: what a row says, or how long the key is that it derives. */
    private long bits(ApiRow row, Given given, State state) {
        Selector bits = row.parameters().get("bits");
        if (bits == null && row.purpose().equals(DERIVATION) && row.result().isEmpty()) {
            bits = row.parameters().get(KEY_BITS);
        }
        if (bits != null && bits.as() == Selector.As.OF) {
            return number(Parameters.said(given.get(bits.argument(), state), KEY_BITS, state));
        }
        return bits == null ? -1 : number(words.of(bits, given, state));
    }

    private static long number(Collection<String> words) {
        try {
            return words.size() == 1 ? Long.parseLong(words.iterator().next()) : -1;
        } catch (NumberFormatException e) {
            return -1; // not known
        }
    }
}
