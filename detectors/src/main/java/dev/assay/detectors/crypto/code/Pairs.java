package dev.assay.detectors.crypto.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps as pairs of a key and a value, which are lists of two elements. Stateless. */
final class Pairs {
    private static final String KEY = "0";
    private static final String VALUE = "1";

    private Pairs() {}

    /** A pair. */
    static Value of(Value key, Value value, State state) {
        Instance pair = new Instance("", state.provenance(value), -1, null);
        pair.set(KEY, key);
        pair.set(VALUE, value);
        return state.add(pair);
    }

    /** A map of pairs, or of keys and values in turn. */
    static Value map(Given given, State state) {
        List<Value> values = new ArrayList<>();
        for (Given.One argument : given.arguments()) {
            if (!argument.isType()) {
                values.add(argument.value());
            }
        }
        Value ofList = values.size() == 1 ? ofList(values.getFirst(), state) : null;
        if (ofList != null) {
            return ofList;
        }
        Instance map = new Instance("", Origin.OUTSIDE, -1, null);
        for (int i = 0; i < values.size(); i++) {
            Instance pair = state.instance(values.get(i));
            if (pair != null && isPair(pair)) {
                put(map, pair.fields().get(KEY), pair.fields().get(VALUE));
            } else if (i + 1 < values.size()) {
                put(map, values.get(i), values.get(++i));
            }
        }
        return state.add(map);
    }

    /** A map of the pairs in a list; null for a list of anything else. */
    static @Nullable Value ofList(Value value, State state) {
        Instance list = state.instance(value);
        if (list == null || list.fields().isEmpty()) {
            return null;
        }
        Instance map = new Instance("", Origin.OUTSIDE, -1, null);
        for (Value each : list.fields().values()) {
            Instance pair = state.instance(each);
            if (pair == null || !isPair(pair)) {
                return null;
            }
            put(map, pair.fields().get(KEY), pair.fields().get(VALUE));
        }
        return state.add(map);
    }

    /** The pairs of a map, in a list. */
    static Value list(Value of, State state) {
        Instance map = state.instance(of);
        return map == null || map.fields().isEmpty() ? Value.OUTSIDE : list(each(map, state), state);
    }

    /** Whether something has its elements under keys rather than in their places. */
    static boolean isMap(Instance instance) {
        if (instance.fields().isEmpty()) {
            return false;
        }
        for (String key : instance.fields().keySet()) {
            if (key.equals(Instance.ANY) || Character.isDigit(key.isEmpty() ? '0' : key.charAt(0))) {
                return false;
            }
        }
        return true;
    }

    private static void put(Instance map, @Nullable Value key, @Nullable Value value) {
        for (Value one : Value.each(key == null ? Value.OUTSIDE : key)) {
            map.set(Members.key(one), value == null ? Value.OUTSIDE : value);
        }
    }

    private static boolean isPair(Instance instance) {
        return instance.fields().size() == 2
                && instance.fields().containsKey(KEY)
                && instance.fields().containsKey(VALUE);
    }

    /** What a method of a map or a pair gives that tells of its keys and values; empty for any other. */
    static Optional<Value> call(Instance instance, String name, State state) {
        return switch (name) {
            case "keySet", "navigableKeySet", "keys", "Keys" ->
                Optional.of(
                        list(instance.fields().keySet().stream().map(Pairs::key).toList(), state));
            case "values", "Values" ->
                Optional.of(list(List.copyOf(instance.fields().values()), state));
            case "entrySet", "entries", "items", "each_pair", "iteritems" ->
                instance.fields().isEmpty() ? Optional.empty() : Optional.of(list(each(instance, state), state));
            case "getKey", "getLeft", "getFirst", "component1" -> part(instance, true);
            case "getValue", "getRight", "getSecond", "component2" -> part(instance, false);
            default -> Optional.empty();
        };
    }

    /** What a member of a pair is; null if it is none, or has none of that name. */
    static @Nullable Value part(Instance pair, String name) {
        if (!isPair(pair)) {
            return null;
        }
        return switch (name) {
            case "first", "left", "key", "Key", "_1", "Item1" -> pair.fields().get(KEY);
            case "second", "right", "value", "Value", "_2", "Item2" ->
                pair.fields().get(VALUE);
            default -> null;
        };
    }

    private static Optional<Value> part(Instance pair, boolean isKey) {
        return isPair(pair) ? Optional.ofNullable(pair.fields().get(isKey ? KEY : VALUE)) : Optional.empty();
    }

    /** The pairs of a map. */
    static List<Value> each(Instance map, State state) {
        List<Value> pairs = new ArrayList<>();
        for (Map.Entry<String, Value> each : map.fields().entrySet()) {
            pairs.add(of(key(each.getKey()), each.getValue(), state));
            if (pairs.size() == Value.MOST) {
                break;
            }
        }
        return pairs;
    }

    private static Value key(String name) {
        if (name.startsWith(Members.OBJECT) && Numbers.of(name.substring(1)) instanceof Value.Known(Long number)) {
            return new Value.Reference(number.intValue());
        }
        return name.equals(Instance.ANY) ? Value.OUTSIDE : Value.of(name);
    }

    private static Value list(List<Value> elements, State state) {
        Instance list = new Instance("", Origin.OUTSIDE, -1, null);
        for (int i = 0; i < elements.size(); i++) {
            list.set(Integer.toString(i), elements.get(i));
        }
        return state.add(list);
    }
}
