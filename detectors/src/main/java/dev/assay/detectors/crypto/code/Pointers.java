package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What languages with pointers do to places: arrays are declared with a size and filled later, functions leave results where they
 * are told to. A pointer to an object is taken for that object. Does nothing in other languages. Belongs to one thread and one text.
 */
final class Pointers {
    /** What stands for a variable that holds no object while a function of the text has its address. */
    private static final String CELL = "&";

    /** What a cell holds. */
    private static final String HELD = "*";

    /** The type of room for an object of which it is not said yet what it is of. */
    private static final String MEMORY = "&memory";

    /** What stands for an element of an array. */
    private static final String ELEMENT = "&[]";

    /** Constants that are joined by {@code |}. */
    private static final String FLAGS = "|";

    /** Types of the language that have pairs in braces. */
    private static final Set<String> MAPS = Set.of("std.map", "std.unordered_map", "std.multimap");

    private final Evaluation evaluation;
    private final Program program;
    private final Names names;
    private final TypeNames types;
    private final boolean are;

    Pointers(Evaluation evaluation, Program program, Names names, TypeNames types, Traits traits) {
        this.evaluation = evaluation;
        this.program = program;
        this.names = names;
        this.types = types;
        this.are = traits.hasPointers();
    }

    /** Whether the language has them. */
    boolean are() {
        return are;
    }

    /** Room for an object that nobody filled yet. */
    Value memory(boolean isZero, Frame frame) {
        Instance memory = new Instance(MEMORY, isZero ? Origin.ZERO : Origin.OUTSIDE, -1, null);
        if (!isZero) {
            memory.unset();
        }
        return frame.state().add(memory);
    }

    /**
     * What a value is where its type is said: room for an object is a new one of that type, which holds what the program sets and
     * nothing else.
     */
    Value typed(Value value, String type, Frame frame) {
        if (!are || Value.each(value).stream().noneMatch(one -> isMemory(one, frame))) {
            return value;
        }
        String path = names.path(types.type(type));
        List<Value> all = new ArrayList<>(1);
        for (Value one : Value.each(value)) {
            if (isMemory(one, frame) && program.type(path) != null) {
                take(one, path, frame);
            }
            all.add(one);
        }
        return Value.any(all);
    }

    /** The same where no type is said, but a member is set that one type of the text has alone. */
    void typed(Value value, Frame frame, String member) {
        if (are && isMemory(value, frame)) {
            Program.TypeOf having = program.onlyWith(member);
            if (having != null) {
                take(value, having.path(), frame);
            }
        }
    }

    private static boolean isMemory(Value value, Frame frame) {
        Instance instance = frame.state().instance(value);
        return instance != null && instance.type().equals(MEMORY);
    }

    private static void take(Value memory, String type, Frame frame) {
        Instance held = frame.state().instance(memory);
        if (held != null && memory instanceof Value.Reference room) {
            Instance made = new Instance(type, held.provenance(), -1, null);
            held.fields().forEach(made::set);
            frame.state().replace(room, made);
        }
    }

    /** What an array holds that is declared, with a value or without. */
    Value declared(String type, @Nullable Value value, boolean constant, Frame frame) {
        if (!types.isArray(type)) {
            return value == null ? Value.OUTSIDE : are ? ofMembers(type, value, frame) : value;
        }
        Instance array = value == null ? null : frame.state().instance(value);
        long bits = types.bits(type, frame);
        if (value instanceof Value.Known(String text)) {
            Instance made = Instance.ofText(type, text);
            Instance sized = new Instance(
                    type,
                    text.isEmpty() ? Provenance.of(Origin.ZERO) : made.provenance(),
                    bits < 0 ? made.bits() : bits,
                    null);
            return add(bits < 0 || text.isEmpty() ? sized : made, constant, frame);
        }
        if (array != null && (array.isArray() || array.type().isEmpty())) {
            Instance made =
                    new Instance(type, isZero(array) ? Provenance.of(Origin.ZERO) : array.provenance(), -1, null);
            made.size(bits >= 0 ? bits : TypeNames.isOfBytes(type) ? array.bits() : -1);
            String of =
                    type.endsWith("]") ? type.substring(0, type.indexOf('[')).strip() : "";
            array.fields().forEach((place, element) -> made.set(place, ofMembers(of, element, frame)));
            return add(made, constant, frame);
        }
        if (value != null && !value.equals(Value.OUTSIDE)) {
            return value;
        }
        Instance made = new Instance(type, Origin.OUTSIDE, bits, null);
        made.unset();
        return add(made, false, frame);
    }

    /** What a map has in braces is of the type that it is said to have. */
    private Value ofRows(String type, Value map, Frame frame) {
        List<String> arguments = types.typeArguments(type);
        Instance rows = frame.state().mutable(map);
        if (rows != null && arguments.size() > 1) {
            Map<String, Value> all = Map.copyOf(rows.fields());
            all.forEach((key, value) -> {
                Value made = ofMembers(arguments.get(1), value, frame);
                Instance changed = made.equals(value) ? null : frame.state().mutable(map);
                if (changed != null) {
                    changed.set(key, made);
                }
            });
        }
        return map;
    }

    /** Values in braces are the members of a structure of the text, in their order. */
    private Value ofMembers(String type, Value value, Frame frame) {
        Instance list = type.isEmpty() ? null : frame.state().instance(value);
        if (list == null || !list.type().isEmpty() || list.fields().isEmpty()) {
            return value;
        }
        if (!list.fields().containsKey("0")) {
            return MAPS.contains(names.path(types.type(type))) ? ofRows(type, value, frame) : value;
        }
        String path = names.path(types.type(type));
        if (MAPS.contains(path)) {
            Value map = Pairs.ofList(value, frame.state());
            return map == null ? value : ofRows(type, map, frame);
        }
        if (program.fieldAt(path, 0) == null) {
            return value;
        }
        Instance made = new Instance(path, Origin.OUTSIDE, -1, null);
        for (int i = 0; i < list.fields().size(); i++) {
            String member = program.fieldAt(path, i);
            Value one = list.fields().get(Integer.toString(i));
            if (member != null && one != null) {
                made.set(member, one);
            }
        }
        return frame.state().add(made);
    }

    /** One of the outermost level that may be changed is hardly what it was at first, unless somebody wrote bytes there. */
    private static Value add(Instance array, boolean constant, Frame frame) {
        if (constant) {
            array.fix();
        } else if (frame.depth() == 0 && array.provenance().origin() == Origin.ZERO) {
            array.unset();
        }
        return frame.state().add(array);
    }

    private static boolean isZero(Instance array) {
        return array.fields().values().stream().allMatch(value -> value.equals(Value.of(0)));
    }

    /** The size of what stands there, in bytes; null if that is not known. */
    @Nullable
    Value size(Value of, Frame frame) {
        long bits = frame.state().bits(of);
        return !are || bits < 0 ? null : Value.of(bits / 8);
    }

    /** What a call is given at one place. */
    Given.One argument(Expression.Argument argument, Value value) {
        if (!are) {
            return new Given.One(argument.name(), value);
        }
        Expression given = argument.value();
        while (given instanceof Expression.Operation cast && cast.operator().startsWith("cast:")) {
            given = cast.operands().getFirst();
        }
        if (given instanceof Expression.Operation operation
                && operation.operands().size() == 1
                && isAddress(operation)) {
            Expression of = operation.operands().getFirst();
            Given.Shape shape = of instanceof Expression.Index ? Given.Shape.WITHIN : Given.Shape.ADDRESS;
            return new Given.One(argument.name(), value, of, shape);
        }
        boolean within = given instanceof Expression.Operation;
        return new Given.One(
                argument.name(), value, isPlace(given) ? given : null, within ? Given.Shape.WITHIN : Given.Shape.VALUE);
    }

    private static boolean isAddress(Expression.Operation operation) {
        return operation.operator().equals(CELL);
    }

    private static boolean isPlace(Expression expression) {
        return expression instanceof Expression.Name
                || expression instanceof Expression.Member
                || expression instanceof Expression.Index;
    }

    /** What an operator gives that is about places: empty if it is another one. */
    @Nullable
    Value operation(String operator, Expression operand, Frame frame) {
        if (!are) {
            return null;
        }
        return switch (operator) {
            case CELL -> {
                Value element = evaluation.of(operand, frame);
                yield operand instanceof Expression.Index index
                                && !isOfText(element, frame)
                                && frame.state().instance(evaluation.of(index.of(), frame)) != null
                        ? evaluation.of(index.of(), frame)
                        : element;
            }
            case HELD -> held(evaluation.of(operand, frame), frame);
            case "sizeof" -> size(evaluation.of(operand, frame), frame);
            case "++", "--" -> {
                if (operand instanceof Expression.Index index) {
                    frame.state().mayFill(evaluation.of(index.of(), frame));
                }
                yield null;
            }
            default -> null;
        };
    }

    /** Whether it is a structure of the text, and no place in a buffer. */
    private boolean isOfText(Value element, Frame frame) {
        return Value.each(element).stream().allMatch(one -> {
            Instance instance = frame.state().instance(one);
            return instance != null && program.type(instance.type()) != null;
        });
    }

    /** An address that is moved is still of the same object; constants joined are a set of them. */
    @Nullable
    Value operation(String operator, List<Value> values, Frame frame) {
        Value flags = operator.equals(FLAGS) ? flags(values, frame) : null;
        if (flags != null || !are) {
            return flags;
        }
        if (operator.equals("+") || operator.equals("-") || operator.equals("++") || operator.equals("--")) {
            for (Value value : values) {
                Instance instance = frame.state().instance(value);
                if (instance != null && instance.isArray()) {
                    return value;
                }
            }
        }
        return null;
    }

    /** A set of constants; null if none of the values is one of a module. */
    private static @Nullable Value flags(List<Value> values, Frame frame) {
        if (values.stream().noneMatch(value -> value instanceof Value.Named || isFlags(value, frame.state()))) {
            return null;
        }
        List<Value> flags = new ArrayList<>(2);
        for (Value value : values) {
            Instance instance = frame.state().instance(value);
            flags.addAll(
                    isFlags(value, frame.state()) && instance != null
                            ? instance.fields().values()
                            : List.of(value));
        }
        Instance all = new Instance(FLAGS, Origin.STATIC, -1, null);
        for (int i = 0; i < flags.size(); i++) {
            all.set(Integer.toString(i), flags.get(i));
        }
        return frame.state().add(all);
    }

    /** Whether it is a set of constants. */
    static boolean isFlags(Value value, State state) {
        Instance instance = state.instance(value);
        return instance != null && instance.type().equals(FLAGS);
    }

    private static Value held(Value pointer, Frame frame) {
        List<Value> all = new ArrayList<>(1);
        for (Value one : Value.each(pointer)) {
            Instance cell = frame.state().instance(one);
            Value held = cell == null || !cell.type().equals(CELL) ? null : cell.field(HELD);
            all.add(held == null ? one : held);
        }
        return Value.any(all);
    }

    /** Leaves a value behind a pointer; false if the language has none. */
    boolean assign(Expression pointer, Value value, Frame frame) {
        if (!are) {
            return false;
        }
        for (Value one : Value.each(evaluation.of(pointer, frame))) {
            Instance object = frame.state().mutable(one);
            if (object == null) {
                continue;
            }
            if (object.type().equals(CELL)) {
                object.set(HELD, value);
            } else {
                Value before = object.fields().get(Instance.ANY);
                object.set(Instance.ANY, before == null ? value : Value.either(before, value));
                object.fillPart(frame.state().provenance(value));
            }
        }
        return true;
    }

    /** What a variable is that stands for each element of an array in turn, and changes it. */
    Value each(String type, Value array, Value element, Frame frame) {
        Instance of = frame.state().instance(array);
        if (!are || !type.endsWith("&") || of == null || !of.isArray()) {
            return element;
        }
        Instance one = new Instance(ELEMENT, frame.state().provenance(element), -1, null);
        one.set(HELD, array);
        return frame.state().add(one);
    }

    /** Sets what a variable stands for; false if it stands for itself. */
    boolean assignElement(@Nullable Value variable, Value value, Frame frame) {
        Instance one = variable == null ? null : frame.state().instance(variable);
        Value array = one == null || !one.type().equals(ELEMENT) ? null : one.field(HELD);
        Instance changed = array == null ? null : frame.state().mutable(array);
        if (changed == null) {
            return false;
        }
        changed.fillPart(frame.state().provenance(value));
        return true;
    }

    /** Arguments as a function of the text gets them: what is given by its address lies in a cell. */
    List<Given.One> inCells(List<Given.One> arguments, Frame frame) {
        if (!are || arguments.stream().noneMatch(one -> isLoose(one, frame))) {
            return arguments;
        }
        List<Given.One> all = new ArrayList<>(arguments.size());
        for (Given.One one : arguments) {
            if (isLoose(one, frame)) {
                Instance cell = new Instance(CELL, frame.state().provenance(one.value()), -1, null);
                cell.set(HELD, one.value());
                all.add(new Given.One(one.name(), frame.state().add(cell), one.place(), one.shape()));
            } else {
                all.add(one);
            }
        }
        return all;
    }

    private static boolean isLoose(Given.One one, Frame frame) {
        return one.shape() == Given.Shape.ADDRESS
                && Value.each(one.value()).stream()
                        .allMatch(value -> frame.state().instance(value) == null);
    }

    /** Puts back what lies in cells when the function is through. */
    void outOfCells(List<Given.One> arguments, Frame frame) {
        for (Given.One one : arguments) {
            Instance cell = one.shape() == Given.Shape.ADDRESS ? frame.state().instance(one.value()) : null;
            Value held = cell == null || !cell.type().equals(CELL) ? null : cell.field(HELD);
            Expression place = one.place();
            if (held != null && place != null) {
                evaluation.assignments().assign(place, held, frame);
            }
        }
    }

    /** What a function may have changed of which nothing is known: what it has the address of. */
    void left(List<Given.One> arguments, Frame frame) {
        for (Given.One one : arguments) {
            Expression place = one.place();
            if (isLoose(one, frame) && place != null) {
                evaluation.assignments().assign(place, Value.OUTSIDE, frame);
            }
        }
    }

    /** Leaves what a library makes in the place that it is told. */
    void leave(Given.@Nullable One argument, Value made, Frame frame) {
        Instance instance = frame.state().instance(made);
        if (argument == null) {
            return;
        }
        boolean left = false;
        for (Value one : Value.each(argument.value())) {
            if (instance != null
                    && one instanceof Value.Reference object
                    && frame.state().instance(one) != null) {
                Instance cell = frame.state().mutable(one);
                if (cell != null && cell.type().equals(CELL)) {
                    cell.set(HELD, made);
                } else {
                    frame.state().replace(object, instance.copy());
                }
                left = true;
            }
        }
        Expression place = argument.place();
        if (!left && place != null && argument.shape() != Given.Shape.WITHIN) {
            evaluation.assignments().assign(place, made, frame);
        }
    }
}
