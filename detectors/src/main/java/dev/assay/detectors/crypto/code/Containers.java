package dev.assay.detectors.crypto.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Methods that every language's lists and maps have under one of a few names. Stateless. */
final class Containers {
    private static final int MOST_CHARACTERS = 4096;

    private Containers() {}

    /** What a method of a list or map gives, and what it changes; empty if it is none of those that are known. */
    static Optional<Value> call(Value object, Instance instance, String name, List<Given.One> arguments, State state) {
        return switch (name) {
            case "put", "set", "insert", "setProperty" -> {
                if (arguments.size() != 2) {
                    yield Optional.empty();
                }
                set(object, Members.key(arguments.get(0).value()), arguments.get(1), state);
                mix(object, arguments.get(0), state); // of an array, those are the bytes, and the other is a place
                yield Optional.of(isBuilder(instance) ? object : Value.OUTSIDE);
            }
            case "add", "append", "push", "push_back" -> {
                if (arguments.size() != 1) {
                    yield Optional.empty();
                }
                set(object, Integer.toString(instance.fields().size()), arguments.getFirst(), state);
                boolean isItself =
                        name.equals("append") || isBuilder(instance); // what puts texts together gives itself
                yield Optional.of(isItself ? object : Value.OUTSIDE);
            }
            case "get", "getOrDefault", "at", "getProperty", "fetch", "dig" -> {
                if (arguments.isEmpty()) {
                    yield Optional.empty();
                }
                Value found = found(instance, arguments.getFirst().value());
                if (found != null && name.equals("getOrDefault") && arguments.size() == 2) {
                    found = Value.either(found, arguments.getLast().value());
                }
                yield Optional.ofNullable(found);
            }
            case "join" -> {
                Value sign = arguments.isEmpty()
                        ? Value.of(",")
                        : arguments.getFirst().value();
                yield Optional.of(
                        sign instanceof Value.Known(String text)
                                ? joined(instance, text, state)
                                : new Value.Data(instance.provenance(), -1));
            }
            case "freeze", "to_a", "to_h" -> Optional.of(object);
            case "clone", "copy", "toArray" -> Optional.of(state.add(instance.alone()));
            case "toString" ->
                Optional.of(
                        instance.text() == null
                                ? new Value.Data(instance.provenance(), instance.bits())
                                : Value.of(instance.text()));
            default -> Pairs.call(instance, name, state);
        };
    }

    private static boolean isBuilder(Instance instance) {
        return instance.type().endsWith("Builder");
    }

    /** What stands under a key; any of what there is where nobody knows the key. */
    private static @Nullable Value found(Instance map, Value key) {
        List<Value> all = new ArrayList<>(1);
        for (Value one : Value.each(key)) {
            String name = Members.key(one);
            Value found = map.field(name);
            if (found != null) {
                all.add(found);
            } else if (name.equals(Instance.ANY)) {
                all.addAll(map.fields().values());
            }
        }
        return all.isEmpty() ? null : Value.any(all);
    }

    /** The elements' texts with a sign between them, where all are known. */
    static Value joined(Instance instance, String sign, State state) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < instance.fields().size(); i++) {
            Value element = instance.fields().get(Integer.toString(i));
            Object constant = element == null ? null : state.constant(element);
            if (constant == null || all.length() > MOST_CHARACTERS) {
                return new Value.Data(instance.provenance(), -1);
            }
            all.append(i == 0 ? "" : sign).append(constant);
        }
        return all.isEmpty() ? new Value.Data(instance.provenance(), -1) : Value.of(all.toString());
    }

    private static void mix(Value object, Given.One bytes, State state) {
        Instance instance = state.instance(bytes.value()) == null ? null : state.mutable(object);
        if (instance != null) {
            instance.fillPart(state.provenance(bytes.value()));
        }
    }

    private static void set(Value object, String key, Given.One value, State state) {
        Instance instance = state.mutable(object);
        if (instance != null) {
            instance.set(key, value.value());
            instance.fillPart(state.provenance(value.value()));
        }
    }
}
