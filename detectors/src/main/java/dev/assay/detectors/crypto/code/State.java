package dev.assay.detectors.crypto.code;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Variables and objects at one point of a program. Belongs to one thread; where ways part it is copied. */
final class State {
    /** Beyond so many objects new ones are not followed. */
    private static final int MOST_INSTANCES = 1_000;

    private static final int COPIED_IN_A_STEP = 16;

    private final IntSupplier numbers;
    private final Steps steps;
    private final Predicate<String> elsewhere;
    private Variables variables;
    private @Nullable Loops loops;
    private List<Guard> guards = List.of();
    private final Heap instances;
    private final Variables types;
    private Object owner = new Object(); // of the objects that no other state has

    /** @param elsewhere whether a name may be that of a constant in another text */
    State(IntSupplier numbers, Steps steps, Predicate<String> elsewhere) {
        this(numbers, steps, elsewhere, new Variables(), new Heap(), new Variables());
    }

    private State(
            IntSupplier numbers,
            Steps steps,
            Predicate<String> elsewhere,
            Variables variables,
            Heap instances,
            Variables types) {
        this.elsewhere = elsewhere;
        this.numbers = numbers;
        this.steps = steps;
        this.variables = variables;
        this.instances = instances;
        this.types = types;
    }

    /** Both have the same objects until one of them changes an object. */
    State copy() {
        steps.spend((variables.size() + instances.size() + types.size()) / COPIED_IN_A_STEP);
        owner = new Object();
        State copy = new State(numbers, steps, elsewhere, variables.copy(), instances.copy(), types.copy());
        copy.loops = loops;
        copy.guards = guards;
        return copy;
    }

    /** The loops that this is the inside of; null for none. */
    @Nullable
    Loops loops() {
        return loops;
    }

    void setLoops(@Nullable Loops around) {
        loops = around;
    }

    /** What callers in other texts must give for this point to be reached. */
    List<Guard> guards() {
        return guards;
    }

    /** Says that this is only reached where these hold as well. */
    void guard(List<Guard> more) {
        if (!more.isEmpty()) {
            List<Guard> all = new ArrayList<>(guards);
            all.addAll(more);
            guards = List.copyOf(all);
        }
    }

    /** Of two ways that lead here, what holds on both: what was asked before they parted. */
    private void joinGuards(List<Guard> others) {
        int same = 0;
        while (same < Math.min(guards.size(), others.size()) && guards.get(same).equals(others.get(same))) {
            same++;
        }
        guards = same == guards.size() ? guards : guards.subList(0, same);
    }

    /** The same objects, for a function that has variables of its own. */
    State withoutVariables() {
        steps.spend((instances.size() + types.size()) / COPIED_IN_A_STEP);
        owner = new Object();
        return new State(numbers, steps, elsewhere, new Variables(), instances.copy(), types.copy());
    }

    /** Either what this state is or what the other is. */
    void join(State other) {
        joinGuards(other.guards);
        steps.spend((other.variables.size() + other.instances.size()) / COPIED_IN_A_STEP);
        if (!variables.isOneWith(other.variables)) {
            other.variables.forEach(this::join);
        }
        if (!types.isOneWith(other.types)) {
            other.types.forEach((path, value) -> {
                if (types.get(path) == null) {
                    types.put(path, value);
                }
            });
        }
        other.owner = new Object();
        if (!instances.isOneWith(other.instances)) {
            instances.addMissing(other.instances);
            for (int i = 0, j = 0;
                    j < other.instances.size();
                    i++) { // in the same order, and this has all that the other has
                if (instances.number(i) == other.instances.number(j)) {
                    join(i, other.instances.at(j++));
                }
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // most are what they were
    private void join(String name, Value value) {
        Value mine = variables.get(name);
        Value both = mine == null || mine == value ? value : Value.either(mine, value);
        if (both != mine) {
            variables.put(name, both);
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private void join(int place, Instance instance) {
        Instance mine = instances.at(place);
        if (mine != instance) {
            changed(instances.number(place), mine).join(instance);
        }
    }

    @SuppressWarnings("ReferenceEquality") // of the owner
    private Instance changed(int number, Instance instance) {
        if (instance.owner() == owner) {
            return instance;
        }
        steps.spend(instance.fields().size() / COPIED_IN_A_STEP);
        Instance copy = instance.copy();
        put(number, copy);
        return copy;
    }

    private void put(int number, Instance instance) {
        instance.own(owner);
        instances.put(number, instance);
    }

    /** All variables, as they are now. */
    Variables variables() {
        return variables.copy();
    }

    @Nullable
    Value variable(String name) {
        return variables.get(name);
    }

    void set(String name, Value value) {
        variables.put(name, value);
    }

    /** Runs a function with variables of its own; objects stay what they are. */
    Variables enter(Variables own) {
        Variables before = variables;
        variables = own;
        return before;
    }

    /** An object that was made just now. */
    Value add(Instance instance) {
        if (instances.size() >= MOST_INSTANCES) {
            Use use = instance.use();
            if (use != null) {
                use.need(); // it is not seen what is done with it
            }
            return new Value.Data(instance.provenance(), instance.bits());
        }
        int number = numbers.getAsInt();
        put(number, instance);
        return new Value.Reference(number);
    }

    @Nullable
    Instance instance(Value value) {
        if (value instanceof Value.Reference reference) {
            return instances.get(reference.number());
        }
        return value instanceof Value.Part part ? instances.get(part.of().number()) : null;
    }

    /** Puts another object in the place of one. */
    void replace(Value.Reference object, Instance with) {
        put(object.number(), with);
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
        return types.get(path);
    }

    /** Shows the variables' values. */
    void each(Consumer<Value> values) {
        variables.forEach((_, value) -> values.accept(value));
    }

    /** Shows all objects, in the order in which they were made. */
    void eachInstance(Consumer<Instance> out) {
        for (int i = 0; i < instances.size(); i++) {
            out.accept(instances.at(i));
        }
    }

    void setType(String path, Value value) {
        types.put(path, value);
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
    @SuppressWarnings("ReferenceEquality")
    void filledIn(State other) {
        if (other == this) {
            return;
        }
        steps.spend(instances.size() / COPIED_IN_A_STEP);
        if (instances.isOneWith(other.instances)) {
            return;
        }
        for (int i = 0, j = 0; i < instances.size() && j < other.instances.size(); ) {
            int order = Integer.compare(instances.number(i), other.instances.number(j));
            Instance mine = instances.at(i);
            Instance filled = other.instances.at(j);
            if (order == 0 && mine != filled && mine.isBlank() && !filled.isBlank()) {
                changed(instances.number(i), mine).fill(filled.provenance());
            }
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
    }

    /** What a constant of another text, or what callers give, has under a key, which that text says; null for anything else. */
    @Nullable
    Value under(Value value, Object key) {
        String member = value instanceof Value.Input(String input) ? Hole.member(input, String.valueOf(key)) : null;
        if (member != null) {
            return new Value.Input(member);
        }
        return value instanceof Value.Named(String path)
                        && (elsewhere.test(path) || Loaded.is(path) && elsewhere.test(path + "." + key))
                ? new Value.Named(path + "." + key)
                : null;
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
            case Value.Method(Value of, String _) -> provenance(of);
            case Value.Named(String path) ->
                elsewhere.test(path) ? new Provenance(Origin.OUTSIDE, false, Hole.constant(path)) : Provenance.OUTSIDE;
            case Value.Callable _ -> Provenance.OUTSIDE;
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

    /** How many bytes or signs something has that is no longer changed; -1 if nobody knows, or for nothing, to which more may be added. */
    long length(Value value) {
        Instance instance = value instanceof Value.Reference ? instance(value) : null;
        boolean isFixed = instance == null || instance.isArray() || instance.text() != null;
        long bits = isFixed && !(instance != null && instance.isGiven()) ? bits(value) : -1;
        return bits > 0 && bits % Byte.SIZE == 0 ? bits / Byte.SIZE : -1;
    }

    /** How many bits a text or an array has, whichever of several it is; -1 if nobody knows. */
    long bits(Value value) {
        return switch (value) {
            case Value.Known(String text) -> 8L * text.length();
            case Value.Data data -> data.bits();
            case Value.Part part -> part.bits();
            case Value.Reference _ -> {
                Instance instance = instance(value);
                yield instance == null ? -1 : instance.bits();
            }
            case Value.OneOf several -> {
                long first = bits(several.each().getFirst());
                yield several.each().stream().allMatch(each -> bits(each) == first) ? first : -1;
            }
            case Value.Known _, Value.Input _, Value.Named _, Value.Callable _, Value.Method _ -> -1;
        };
    }
}
