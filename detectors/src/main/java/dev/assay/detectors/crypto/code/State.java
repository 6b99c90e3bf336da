package dev.assay.detectors.crypto.code;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Variables and objects at one point of a program. Belongs to one thread; where ways part it is copied. */
final class State {
    /** Beyond so many objects new ones are not followed. */
    private static final int MOST_INSTANCES = 1_000;

    private static final int COPIED_IN_A_STEP = 16;

    private final IntSupplier numbers;
    private final Steps steps;
    private Shared<String, Value> variables;
    private int loops;
    private final Shared<Integer, Instance> instances;
    private final Shared<String, Value> types;
    private final Set<Integer> own = new HashSet<>(); // objects that no other state has

    /** A map that several states have until one of them changes it: on most ways of a program little does. */
    static final class Shared<K, V> {
        private Map<K, V> map;
        private boolean shared;

        private Shared(Map<K, V> map, boolean shared) {
            this.map = map;
            this.shared = shared;
        }

        static <K, V> Shared<K, V> own(Map<K, V> map) {
            return new Shared<>(map, false);
        }

        /** Whether neither was changed since one was copied from the other. */
        @SuppressWarnings("ReferenceEquality")
        private boolean isOneWith(Shared<K, V> other) { // that they are equal would cost as much to see as to join them
            return map == other.map;
        }

        void forEach(BiConsumer<K, V> out) {
            map.forEach(out);
        }

        private Shared<K, V> copy() {
            shared = true;
            return new Shared<>(map, true);
        }

        private Map<K, V> changing() {
            if (shared) {
                map = new HashMap<>(map);
                shared = false;
            }
            return map;
        }
    }

    State(IntSupplier numbers, Steps steps) {
        this(numbers, steps, Shared.own(new HashMap<>()), Shared.own(new HashMap<>()), Shared.own(new HashMap<>()));
    }

    private State(
            IntSupplier numbers,
            Steps steps,
            Shared<String, Value> variables,
            Shared<Integer, Instance> instances,
            Shared<String, Value> types) {
        this.numbers = numbers;
        this.steps = steps;
        this.variables = variables;
        this.instances = instances;
        this.types = types;
    }

    /** Both have the same objects until one of them changes an object. */
    State copy() {
        steps.spend((variables.map.size() + instances.map.size() + types.map.size()) / COPIED_IN_A_STEP);
        own.clear();
        State copy = new State(numbers, steps, variables.copy(), instances.copy(), types.copy());
        copy.loops = loops;
        return copy;
    }

    /** Of how many loops, one within another, this is the inside; through calls as well. */
    int loops() {
        return loops;
    }

    void setLoops(int number) {
        loops = number;
    }

    /** The same objects, for a function that has variables of its own. */
    State withoutVariables() {
        steps.spend((instances.map.size() + types.map.size()) / COPIED_IN_A_STEP);
        own.clear();
        return new State(numbers, steps, Shared.own(new HashMap<>()), instances.copy(), types.copy());
    }

    /** Either what this state is or what the other is. */
    void join(State other) {
        steps.spend((other.variables.map.size() + other.instances.map.size()) / COPIED_IN_A_STEP);
        if (!variables.isOneWith(other.variables)) {
            Map<String, Value> mine = variables.changing();
            other.variables.map.forEach((name, value) -> mine.merge(name, value, Value::either));
        }
        if (!types.isOneWith(other.types)) {
            other.types.map.forEach(types.changing()::putIfAbsent);
        }
        other.own.clear();
        if (!instances.isOneWith(other.instances)) {
            Map<Integer, Instance> all = instances.changing();
            other.instances.map.forEach((number, instance) -> {
                Instance mine = all.get(number);
                if (mine == null) {
                    all.put(number, instance);
                    own.remove(number);
                } else if (mine != instance) {
                    changed(number, mine).join(instance);
                }
            });
        }
    }

    private Instance changed(Integer number, Instance instance) {
        if (!own.add(number)) {
            return instance;
        }
        steps.spend(instance.fields().size() / COPIED_IN_A_STEP);
        Instance copy = instance.copy();
        instances.changing().put(number, copy);
        return copy;
    }

    /** All variables, as they are now. */
    Map<String, Value> variables() {
        return Map.copyOf(variables.map);
    }

    @Nullable
    Value variable(String name) {
        return variables.map.get(name);
    }

    void set(String name, Value value) {
        variables.changing().put(name, value);
    }

    /** Runs a function with variables of its own; objects stay what they are. */
    Shared<String, Value> enter(Shared<String, Value> own) {
        Shared<String, Value> before = variables;
        variables = own;
        return before;
    }

    /** An object that was made just now. */
    Value add(Instance instance) {
        if (instances.map.size() >= MOST_INSTANCES) {
            Use use = instance.use();
            if (use != null) {
                use.need(); // it is not seen what is done with it
            }
            return new Value.Data(instance.provenance(), instance.bits());
        }
        int number = numbers.getAsInt();
        instances.changing().put(number, instance);
        own.add(number);
        return new Value.Reference(number);
    }

    @Nullable
    Instance instance(Value value) {
        return switch (value) {
            case Value.Reference(int number) -> instances.map.get(number);
            case Value.Part(Value.Reference(int number), long _) -> instances.map.get(number);
            case Value _ -> null;
        };
    }

    /** Puts another object in the place of one. */
    void replace(Value.Reference object, Instance with) {
        instances.changing().put(object.number(), with);
        own.add(object.number());
    }

    /** The same to be changed, until the next copy of this state. */
    @Nullable
    Instance mutable(Value value) {
        Value whole = value instanceof Value.Part(Value.Reference of, long _) ? of : value;
        Instance instance = instance(whole);
        return instance != null && whole instanceof Value.Reference(int number) ? changed(number, instance) : null;
    }

    /** What holds the fields that are of a type and not of its objects; null if that was not made yet. */
    @Nullable
    Value type(String path) {
        return types.map.get(path);
    }

    /** Shows the variables' values. */
    void each(Consumer<Value> values) {
        variables.map.values().forEach(values);
    }

    /** All objects. */
    Iterable<Instance> instances() {
        return instances.map.values();
    }

    void setType(String path, Value value) {
        types.changing().put(path, value);
    }

    /** Says that somebody who is not seen has it: an array of zeros may be a buffer that gets filled there. */
    void mayFill(Value value) {
        for (Value one : Value.each(value)) {
            Instance instance = instance(one);
            Instance filled = instance != null && instance.isBlank() && !instance.isFixed() ? mutable(one) : null;
            if (filled != null) {
                filled.fill(Provenance.OUTSIDE);
            }
        }
    }

    /**
     * Says that another way leads here, such as a loop's body, which may have been run no time at all: what is filled there was made
     * to be filled.
     */
    void filledIn(State other) {
        if (other == this) {
            return;
        }
        steps.spend(instances.map.size() / COPIED_IN_A_STEP);
        if (instances.isOneWith(other.instances)) {
            return;
        }
        other.instances.map.forEach((number, filled) -> {
            Instance mine = instances.map.get(number);
            if (mine != null && mine != filled && mine.isBlank() && !filled.isBlank()) {
                changed(number, mine).fill(filled.provenance());
            }
        });
    }

    /** Where its bytes come from; of an object, where what it holds does. */
    Provenance provenance(Value value) {
        return switch (value) {
            case Value.Known(Value.Nothing _), Value.Known(Boolean _) -> Provenance.OUTSIDE; // no bytes
            case Value.Known(Object constant) ->
                new Provenance(isZero(constant) ? Origin.ZERO : Origin.STATIC, constant instanceof String, "");
            case Value.Data data -> data.provenance();
            case Value.Reference _, Value.Part _ -> {
                Instance instance = instance(value);
                yield instance == null ? Provenance.OUTSIDE : instance.provenance();
            }
            case Value.OneOf several -> {
                Provenance worst = Provenance.OUTSIDE;
                for (Value each : several.each()) {
                    boolean isEmpty = each instanceof Value.Known(String text) && text.isEmpty(); // until there is one
                    worst = isEmpty ? worst : worst.worse(provenance(each));
                }
                yield worst;
            }
            case Value.Input(String name) -> new Provenance(Origin.OUTSIDE, false, name);
            case Value.Named _, Value.Callable _ -> Provenance.OUTSIDE;
        };
    }

    private static boolean isZero(Object constant) {
        return constant instanceof String text
                && !text.isEmpty()
                && text.charAt(0) == 0
                && text.chars().allMatch(c -> c == 0);
    }

    /** The constant that a value is, or that an array of characters or bytes holds; null for none. */
    @Nullable
    Object constant(Value value) {
        if (value instanceof Value.Known(Object constant)) {
            return constant;
        }
        Instance instance = value instanceof Value.Part ? null : instance(value);
        return instance == null ? null : instance.text();
    }

    /** How many bits a text or an array has; -1 if nobody knows. */
    long bits(Value value) {
        return switch (value) {
            case Value.Known(String text) -> 8L * text.length();
            case Value.Data data -> data.bits();
            case Value.Part part -> part.bits();
            case Value.Reference _ -> {
                Instance instance = instance(value);
                yield instance == null ? -1 : instance.bits();
            }
            case Value.Known _, Value.OneOf _, Value.Input _, Value.Named _, Value.Callable _ -> -1;
        };
    }
}
