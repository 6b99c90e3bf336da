package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What objects, arrays, maps and modules have in them: members by their names, elements by their places or keys. Belongs to one
 * thread and one text.
 */
final class Members {
    /** What a constant of an enumeration stands for. */
    static final String VALUE = "value";

    /** The name by which a constructor is handed on, and called by what is of its own type. */
    static final String CONSTRUCTOR = "new";

    /** In front of the number of an object that is a key. */
    static final String OBJECT = "#";

    /** What gives a constant itself: of an enumeration, or of what is under a key. */
    private static final Set<String> VALUES = Set.of(VALUE, "Value", "rawValue");

    /** The same of one that nobody knows, in each language. */
    private static final Set<String> STANDS_FOR = Set.of(VALUE, "rawValue");

    /** What gives the bytes of a key, all of them. */
    private static final Set<String> BYTES = Set.of("encoded");

    /** How many elements there are. */
    private static final Set<String> LENGTHS = Set.of("length", "Length", "byteLength", "count", "Count", "size");

    private final Evaluation evaluation;
    private final Program program;
    private final Names names;
    private final Application application;
    private final boolean hasPlaces;

    Members(Evaluation evaluation, Program program, Names names, Traits traits, Application application) {
        this.hasPlaces = traits.hasEmbedded();
        this.evaluation = evaluation;
        this.program = program;
        this.names = names;
        this.application = application;
    }

    /** The constant of an enumeration of which a name is what it stands for; the name itself, if it is no such. */
    static String standingFor(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && STANDS_FOR.contains(name.substring(dot + 1)) ? name.substring(0, dot) : name;
    }

    /** What a member of an object or a module is, whichever of them it may be. */
    Value member(Value of, String name, int offsetBytes, Frame frame) {
        if (!(of instanceof Value.OneOf several)) {
            return memberOfOne(of, name, offsetBytes, frame);
        }
        List<Value> all = new ArrayList<>(2);
        for (Value one : several.each()) {
            if (!(one instanceof Value.Known(Value.Nothing _))) { // which has none: it is one of the others
                all.add(memberOfOne(one, name, offsetBytes, frame));
            }
        }
        return Value.any(all);
    }

    private Value memberOfOne(Value of, String name, int offsetBytes, Frame frame) {
        if (of instanceof Value.Named(String path)) {
            if (names.isModuleItself(name)) {
                return of;
            }
            Value field = evaluation.calls().construction().fields().staticField(path, name, frame);
            Value got = field == null ? evaluation.calls().properties().got(path, name, null, frame) : null;
            if (got != null) {
                return got;
            }
            Program.Found function = field == null ? evaluation.functions().find(path, name, -1) : null;
            if (function != null && function.isStatic()) {
                Value shared = evaluation.calls().construction().shared(function.owner(), frame);
                return evaluation
                        .closures()
                        .bound(function.function(), evaluation.functions().at(function, of, shared));
            }
            Value all = field == null
                    ? evaluation.calls().construction().enumerations().constant(path, name, List.of(), frame)
                    : null;
            if (all != null) {
                return all;
            }
            if (field == null && name.equals(CONSTRUCTOR) && hasConstructor(path)) {
                return evaluation.closures().constructor(path, offsetBytes, frame);
            }
            if (field == null && program.type(path) != null && program.type(path + "." + name) == null) {
                Value above = evaluation.inherited().member(path, name, "");
                return above == null ? Value.OUTSIDE : above; // of a type of the text, and nobody seen so far sets it
            }
            return field == null ? application.named(path + "." + name, offsetBytes, frame) : field;
        }
        Instance instance = frame.state().instance(of);
        if (instance != null) {
            Value field = evaluation.calls().construction().fields().field(instance, name, frame);
            if (field != null) {
                return field;
            }
            Value part = Pairs.part(instance, name);
            if (part != null) {
                return part;
            }
            Value got = evaluation.calls().properties().got(instance.type(), name, of, frame);
            if (got != null) {
                return got;
            }
            Value.Callable method = evaluation.functions().method(instance.type(), name, -1, of);
            for (Value embedded :
                    method == null ? evaluation.calls().construction().fields().embedded(instance) : List.<Value>of()) {
                if (evaluation.calls().hasMember(embedded, name, frame)) {
                    return memberOfOne(embedded, name, offsetBytes, frame);
                }
            }
            if (method == null && STANDS_FOR.contains(name)) {
                Value constant =
                        evaluation.calls().construction().enumerations().plainConstant(instance.type(), frame);
                if (constant != null) {
                    return constant;
                }
            }
            long length =
                    method == null && LENGTHS.contains(name) ? frame.state().length(of) : -1;
            if (length >= 0) {
                return Value.of(length);
            }
            Value above = method == null ? evaluation.inherited().member(instance.type(), name, "") : null;
            if (above != null) {
                return above;
            }
            if (method == null && !application.knowsIn(instance.type())) {
                return new Value.Data(instance.provenance(), -1);
            }
            Value known = method == null
                    ? evaluation
                            .calls()
                            .libraries()
                            .apply("get " + instance.type() + "." + name, new Given(of, List.of()), offsetBytes, frame)
                    : method;
            if (known != null) {
                keep(of, name, known, frame);
                return known;
            }
            boolean isMethod = !application.rows(instance.type() + "." + name).isEmpty();
            return isMethod ? new Value.Method(of, name) : new Value.Data(instance.provenance(), -1);
        }
        long length = LENGTHS.contains(name) ? frame.state().length(of) : -1;
        if (length >= 0) {
            return Value.of(length);
        }
        String member = of instanceof Value.Input(String input) ? Hole.member(input, name) : null;
        if (member != null) {
            return new Value.Input(member);
        }
        return VALUES.contains(name) && of instanceof Value.Known
                ? of
                : new Value.Data(
                        frame.state().provenance(of),
                        BYTES.contains(name) ? frame.state().bits(of) : -1);
    }

    /** An object that another one has is the same each time that it is asked for, so that what is set of it stays; a use is one at each place. */
    private static void keep(Value of, String name, Value held, Frame frame) {
        Instance part = held.equals(of) ? null : frame.state().instance(held);
        Instance whole =
                part == null || part.use() != null ? null : frame.state().mutable(of);
        if (whole != null) {
            whole.set(name, held);
        }
    }

    /** Whether a type is made by a constructor, and by no function that is called as the word for that. */
    private boolean hasConstructor(String path) {
        return application.rows(path + "." + CONSTRUCTOR).isEmpty()
                && (program.type(path) != null
                        || !application.rows("new " + path).isEmpty());
    }

    /** What stands at a place or under a key; of what is made of types, that with those types. */
    Value index(Expression.Index index, Frame frame) {
        Value of = evaluation.of(index.of(), frame);
        List<Value> at = new ArrayList<>(1);
        index.at().forEach(each -> at.add(evaluation.of(each, frame)));
        List<Value> all = new ArrayList<>(1);
        for (Value one : Value.each(of)) {
            if (at.size() > 1 && !(one instanceof Value.Named)) {
                all.add(Slices.of(one, at, frame.state()));
                continue;
            }
            Value constant = one instanceof Value.Named(String path)
                            && at.size() == 1
                            && at.getFirst() instanceof Value.Known(String name)
                    ? evaluation.calls().construction().fields().staticField(path, name, frame)
                    : null;
            Program.TypeOf type =
                    constant == null && one instanceof Value.Named(String path) ? program.type(path) : null;
            if (type != null) {
                constant = evaluation.calls().construction().enumerations().constantFor(type, List.of(), frame);
            }
            if (constant == null
                    && one instanceof Value.Named(String path)
                    && at.size() == 1
                    && at.getFirst() instanceof Value.Known(String name)) {
                constant = evaluation.reference(path + "." + name, index.start(), frame); // of an enumeration
            }
            if (constant != null) {
                all.add(constant);
                continue;
            }
            Value there = at.size() == 1 && at.getFirst() instanceof Value.Known(Object key)
                    ? frame.state().under(one, key)
                    : null;
            if (there != null) {
                all.add(there);
                continue;
            }
            if (one instanceof Value.Named(String path) && at.stream().allMatch(each -> isType(each, frame))) {
                all.add(evaluation.generics().of(path, at, frame));
                continue;
            }
            Instance instance = one instanceof Value.Part ? null : frame.state().instance(one);
            Value element = null;
            if (instance != null && at.size() == 1) {
                boolean runs = frame.state().loops() != null && index.at().getFirst() instanceof Expression.Name;
                element = !runs
                        ? at(instance, at.getFirst())
                        : instance.fields().isEmpty() ? null : element(one, frame); // another one each time round
            }
            if (element == null && at.size() == 1 && !(at.getFirst() instanceof Value.Known(Long _))) {
                element = element(one, frame);
            }
            all.add(
                    element == null || element.equals(Value.OUTSIDE)
                            ? new Value.Data(frame.state().provenance(one), -1)
                            : element);
        }
        Origin chosen = at.size() == 1 ? frame.state().provenance(at.getFirst()).origin() : Origin.OUTSIDE;
        boolean byChance = chosen == Origin.PREDICTABLE || chosen == Origin.RANDOM;
        if (byChance && all.stream().allMatch(one -> isText(one, frame))) {
            return new Value.Data(chosen, -1); // signs of an alphabet
        }
        return Value.any(all);
    }

    /** What stands at a place, which may be counted from the end; of what has names for its places, that of the name. */
    private @Nullable Value at(Instance instance, Value place) {
        Value element = instance.field(key(place));
        if (element != null || !(place instanceof Value.Known(Long number)) || Math.abs(number) > Integer.MAX_VALUE) {
            return element;
        }
        if (number < 0) {
            return instance.fields().get(Long.toString(instance.fields().size() + number));
        }
        String field = program.fieldAt(instance.type(), number.intValue());
        return field == null ? null : instance.fields().get(field);
    }

    private static boolean isText(Value value, Frame frame) {
        return value instanceof Value.Known(String _)
                || value instanceof Value.Data && frame.state().instance(value) == null;
    }

    private boolean isType(Value value, Frame frame) {
        Instance instance = frame.state().instance(value);
        return value instanceof Value.Named || instance != null && application.knows(instance.type());
    }

    /** The field that elements under a key are filed in. */
    static String key(Value key) {
        return switch (key) {
            case Value.Known(Object constant) -> String.valueOf(constant);
            case Value.Named(String constant) -> constant;
            case Value.Reference(int number) -> OBJECT + number;
            case Value _ -> Instance.ANY;
        };
    }

    /** Any of the elements. */
    Value element(Value of, Frame frame) {
        List<Value> all = new ArrayList<>();
        for (Value one : Value.each(of)) {
            Instance instance = frame.state().instance(one);
            if (instance == null || instance.fields().isEmpty()) {
                all.add(new Value.Data(frame.state().provenance(one), -1));
            } else {
                all.addAll(instance.fields().values());
            }
        }
        return Value.any(all);
    }

    /**
     * Any of what a loop runs through: where it has two names for that, the pairs of a map; in Go, where the first of two names is a place,
     * those of a list as well.
     */
    Value each(Value of, Expression names, Frame frame) {
        boolean areTwo = switch (names) {
            case Expression.Sequence(String _, List<Expression> all, int _, int _) -> all.size() == 2;
            case Expression.Operation(String operator, List<Expression> all, int _, int _) ->
                operator.equals(",") && all.size() == 2;
            case Expression _ -> false;
        };
        if (!areTwo) {
            return element(of, frame);
        }
        List<Value> all = new ArrayList<>(1);
        for (Value one : Value.each(of)) {
            Instance instance = frame.state().instance(one);
            if (instance != null && Pairs.isMap(instance)) {
                all.addAll(Pairs.each(instance, frame.state()));
            } else if (hasPlaces) {
                all.add(Pairs.of(Value.OUTSIDE, element(one, frame), frame.state()));
            } else {
                all.add(element(one, frame));
            }
        }
        return Value.any(all);
    }

    /** What a map has under each key, where it may be one of several. */
    static Map<String, Value> fields(Value value, Frame frame) {
        Map<String, Value> fields = new HashMap<>();
        for (Value one : Value.each(value)) {
            Instance instance = frame.state().instance(one);
            if (instance != null) {
                instance.fields().forEach((name, field) -> fields.merge(name, field, Value::either));
            }
        }
        return fields;
    }
}
