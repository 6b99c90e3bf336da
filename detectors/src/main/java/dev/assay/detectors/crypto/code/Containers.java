package dev.assay.detectors.crypto.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Methods that every language's lists and maps have under one of a few names. Stateless. */
final class Containers {
    /** Methods that put something into what they are of. */
    static final Set<String> CHANGING = Set.of(
            "put",
            "set",
            "insert",
            "setProperty",
            "add",
            "Add",
            "append",
            "Append",
            "push",
            "push_back",
            "setdefault",
            "putIfAbsent",
            "computeIfAbsent",
            "update",
            "putAll",
            "merge",
            "addAll",
            "extend",
            "AddRange");

    private Containers() {}

    /** What a method of a list or map gives, and what it changes; empty if it is none of those that are known. */
    static Optional<Value> call(Value object, Instance instance, String name, List<Given.One> arguments, State state) {
        return switch (name) {
            case "put", "set", "Set", "insert", "setProperty" -> {
                if (arguments.size() != 2) {
                    yield Optional.empty();
                }
                set(object, Members.key(arguments.get(0).value()), arguments.get(1), state);
                mix(object, arguments.get(0), state); // of an array, those are the bytes, and the other is a place
                yield Optional.of(isBuilder(instance) ? object : Value.OUTSIDE);
            }
            case "add", "Add", "append", "push", "push_back", "Append" -> {
                if (arguments.size() != 1) {
                    yield Optional.empty();
                }
                set(object, Integer.toString(instance.fields().size()), arguments.getFirst(), state);
                boolean isItself =
                        name.equalsIgnoreCase("append") || isBuilder(instance); // what puts texts together gives itself
                yield Optional.of(isItself ? object : Value.OUTSIDE);
            }
            case "get", "getOrDefault", "at", "getProperty", "fetch", "dig", "getValue", "getOrElse" -> {
                if (arguments.isEmpty()) {
                    yield Pairs.call(instance, name, state);
                }
                Value key = arguments.getFirst().value();
                Value found = found(instance, key);
                Value otherwise = arguments.size() == 2 ? arguments.getLast().value() : null;
                boolean isConstant = otherwise instanceof Value.Known || otherwise instanceof Value.Named;
                if (found == null && otherwise != null && isConstant) {
                    found = instance.isGiven() ? Value.either(otherwise, Value.OUTSIDE) : otherwise;
                } else if (found != null && otherwise != null && (isConstant || name.equals("getOrDefault"))) {
                    found = instance.fields().get(Members.key(key)) == null ? Value.either(found, otherwise) : found;
                }
                yield Optional.ofNullable(found);
            }
            case "find" -> {
                Value key = arguments.size() == 1 ? arguments.getFirst().value() : Value.OUTSIDE;
                boolean isKey = arguments.size() == 1 && instance.type().isEmpty() && !(key instanceof Value.Callable);
                Value found = isKey ? found(instance, key) : null;
                yield found == null
                        ? Optional.empty()
                        : Optional.of(Pairs.of(key, found, state)); // what is there, with its key
            }
            case "setdefault", "putIfAbsent", "computeIfAbsent" -> {
                if (arguments.size() != 2) {
                    yield Optional.empty();
                }
                String key = Members.key(arguments.get(0).value());
                if (instance.fields().get(key) == null && !(arguments.get(1).value() instanceof Value.Callable)) {
                    set(object, key, arguments.get(1), state);
                }
                Instance changed = state.instance(object);
                yield Optional.ofNullable(
                        changed == null ? null : changed.fields().get(key));
            }
            case "update", "putAll", "merge", "addAll", "extend", "AddRange" -> {
                boolean isMap =
                        arguments.stream().allMatch(one -> one.name() != null || state.instance(one.value()) != null);
                if (arguments.isEmpty() || !isMap) {
                    yield Optional.empty();
                }
                addAll(object, arguments, state);
                yield Optional.of(name.equals("merge") ? object : Value.OUTSIDE);
            }
            case "first",
                    "First",
                    "FirstOrDefault",
                    "firstOrNull",
                    "single",
                    "Single",
                    "shift",
                    "front",
                    "head",
                    "poll",
                    "next",
                    "findFirst",
                    "findAny",
                    "getFirst",
                    "removeFirst",
                    "peek" -> arguments.isEmpty() ? at(instance, 0) : Optional.empty();
            case "last", "Last", "LastOrDefault", "lastOrNull", "pop", "back", "getLast", "removeLast" ->
                arguments.isEmpty() ? at(instance, instance.fields().size() - 1) : Optional.empty();
            case "stream",
                    "iterator",
                    "iter",
                    "into_iter",
                    "ToList",
                    "toList",
                    "ToArray",
                    "to_vec",
                    "sorted",
                    "distinct",
                    "asSequence",
                    "toSet",
                    "parallelStream",
                    "collect",
                    "boxed",
                    "cloned",
                    "copied",
                    "orElseThrow",
                    "unwrap" -> arguments.isEmpty() ? Optional.of(object) : Optional.empty();
            case "join", "joinToString", "mkString", "concat", "joined" -> {
                if (!name.startsWith("join") && arguments.size() > 1 || name.equals("concat") && !arguments.isEmpty()) {
                    yield Optional.empty();
                }
                Value sign = arguments.isEmpty()
                        ? Value.of(name.equals("join") ? "," : name.equals("joinToString") ? ", " : "")
                        : arguments.getFirst().value();
                yield Optional.of(
                        sign instanceof Value.Known(String text)
                                ? joined(instance, text, state)
                                : new Value.Data(instance.provenance(), -1));
            }
            case "freeze", "to_a", "to_h", "_asdict", "model_dump" -> Optional.of(object);
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
            } else if (name.equals(Instance.ANY) || name.startsWith(Members.OBJECT)) {
                all.addAll(map.fields().values());
            }
        }
        return all.isEmpty() ? null : Value.any(all);
    }

    /** The elements' texts with a sign between them, where all are known. */
    static Value joined(Instance instance, String sign, State state) {
        List<Value> elements = new ArrayList<>(instance.fields().size());
        for (int i = 0; i < instance.fields().size(); i++) {
            Value element = instance.fields().get(Integer.toString(i));
            elements.add(element == null ? Value.OUTSIDE : element);
        }
        return Choices.each(elements, one -> joined(one, sign, instance.provenance(), state));
    }

    private static Value joined(List<Value> elements, String sign, Provenance otherwise, State state) {
        StringBuilder all = new StringBuilder();
        for (Value element : elements) {
            Object constant = state.constant(element);
            if (constant == null || all.length() > Texts.MOST_CHARACTERS) {
                return new Value.Data(otherwise, -1);
            }
            all.append(all.isEmpty() ? "" : sign).append(constant);
        }
        return all.isEmpty() ? new Value.Data(otherwise, -1) : Value.of(all.toString());
    }

    /** What stands at a place of a list; of one whose places nobody knows, any of what it has. */
    private static Optional<Value> at(Instance list, int place) {
        Value element = list.fields().get(Integer.toString(place));
        if (element != null || list.fields().isEmpty()) {
            return Optional.ofNullable(element);
        }
        return list.fields().containsKey(Instance.ANY)
                ? Optional.ofNullable(list.fields().get(Instance.ANY))
                : Optional.empty();
    }

    /** Puts what others hold, or what is given by name, into a map; behind the elements of a list, others. */
    private static void addAll(Value object, List<Given.One> arguments, State state) {
        for (Given.One argument : arguments) {
            Instance into = state.mutable(object);
            Instance from = state.instance(argument.value());
            if (into != null && argument.name() != null) {
                into.set(argument.name(), argument.value());
            } else if (into != null && from != null && from != into) {
                int place = into.fields().size();
                for (Map.Entry<String, Value> one : List.copyOf(from.fields().entrySet())) {
                    boolean isPlace = one.getKey().chars().allMatch(Character::isDigit);
                    into.set(isPlace ? Integer.toString(place++) : one.getKey(), one.getValue());
                }
            }
        }
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
