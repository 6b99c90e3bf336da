package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Types of the text whose objects are constants that they hold themselves. Belongs to one thread and one text. */
final class Enumerations {
    /** Functions of enumerations that give a constant, and those that give all. */
    private static final Set<String> BY_NAME = Set.of("valueOf", "withName", "from", "tryFrom", "fromString");

    /** From what types of Python inherit whose fields are constants. */
    private static final String ENUMERATION = "enum.Enum";

    private static final Set<String> ALL = Set.of("values", "entries", "cases", "allCases");

    /** The member that says what a constant of an enumeration is called. */
    private static final String NAME = "name";

    private final Evaluation evaluation;
    private final Program program;
    private final Names names;
    private final Traits traits;
    private final Construction construction;

    Enumerations(Evaluation evaluation, Program program, Names names, Traits traits, Construction construction) {
        this.evaluation = evaluation;
        this.program = program;
        this.names = names;
        this.traits = traits;
        this.construction = construction;
    }

    /** Makes a constant that stands for what it is set to. */
    void make(Program.TypeOf type, String name, Statement.Assignment assignment, Value of, Frame frame) {
        if (assignment.value() == null) {
            return;
        }
        Value value = evaluation.of(assignment.value(), frame);
        Instance constant = new Instance(type.path(), frame.state().provenance(value), -1, null);
        constant.set(Members.VALUE, value);
        constant.set(NAME, Value.of(name));
        Value made = frame.state().add(constant);
        Instance parts = frame.state().instance(value);
        List<Given.One> arguments = new ArrayList<>();
        if (parts != null && parts.fields().containsKey("0")) {
            Arguments.spread(value, arguments, frame);
        } else {
            arguments.add(new Given.One(null, value));
        }
        construction.initialize(made, arguments, frame);
        Instance holds = frame.state().mutable(of);
        if (holds != null) {
            holds.set(name, made);
        }
    }

    /** The constants of an enumeration: what a type holds of its own; none if they are too many to be told apart. */
    List<Value> constants(Program.TypeOf type, Frame frame) {
        if (type.fields().stream().noneMatch(field -> isConstant(type, field))) {
            return List.of();
        }
        Instance shared = frame.state().instance(construction.shared(type, frame));
        List<Value> constants = new ArrayList<>();
        for (Statement field : type.fields()) {
            Value value = shared != null
                            && isConstant(type, field)
                            && field instanceof Statement.Assignment assignment
                            && assignment.target() instanceof Expression.Name(String name, int _, int _)
                    ? shared.fields().get(name)
                    : null;
            Instance instance = value == null ? null : frame.state().instance(value);
            if (value != null && instance != null && program.is(instance.type(), type.path())) {
                constants.add(value);
            }
        }
        return constants.size() > Value.MOST ? List.of() : constants;
    }

    /** The constants of an enumeration that are plain values themselves; none if any of them is something else, or they are too many. */
    List<Value> plain(Program.TypeOf type, Frame frame) {
        if (type.fields().stream().noneMatch(field -> isConstant(type, field))) {
            return List.of();
        }
        Instance shared = frame.state().instance(construction.shared(type, frame));
        List<Value> all = new ArrayList<>();
        for (Statement field : type.fields()) {
            if (isConstant(type, field)
                    && field instanceof Statement.Assignment assignment
                    && assignment.target() instanceof Expression.Name(String name, int _, int _)) {
                Value value = shared == null ? null : shared.fields().get(name);
                if (!(value instanceof Value.Known)) {
                    return List.of();
                }
                all.add(value);
            }
        }
        return all.size() > Value.MOST ? List.of() : all;
    }

    /** What functions give that every enumeration has: a constant by its name or value, or all; null for any other function. */
    @Nullable
    Value constant(String path, String name, List<Given.One> arguments, Frame frame) {
        Program.TypeOf type = BY_NAME.contains(name) || ALL.contains(name) ? program.type(path) : null;
        List<Value> constants = type == null ? List.of() : constants(type, frame);
        if (constants.isEmpty()) {
            return null;
        }
        Value named = BY_NAME.contains(name)
                        && !arguments.isEmpty()
                        && arguments.getFirst().value() instanceof Value.Known(String text)
                ? construction.fields().staticField(path, text, frame)
                : null;
        if (named != null) {
            return named;
        }
        Value any = Value.any(constants);
        if (BY_NAME.contains(name)) {
            return any;
        }
        Instance all = new Instance("", Origin.OUTSIDE, -1, null);
        for (int i = 0; i < constants.size(); i++) {
            all.set(Integer.toString(i), constants.get(i));
        }
        return frame.state().add(all);
    }

    /** What some constant of an enumeration stands for whose constants are plain values; null if the type is none. */
    @Nullable
    Value plainConstant(String path, Frame frame) {
        Program.TypeOf type = program.type(path);
        Instance shared = type == null ? null : frame.state().instance(construction.shared(type, frame));
        if (type == null || shared == null) {
            return null;
        }
        boolean isEnumeration = type.supertypes().stream().anyMatch(above -> above.endsWith("Enum"));
        List<Value> constants = new ArrayList<>();
        for (Statement field : type.fields()) {
            if ((isEnumeration || isConstant(type, field))
                    && field instanceof Statement.Assignment assignment
                    && assignment.target() instanceof Expression.Name(String name, int _, int _)
                    && shared.fields().get(name) instanceof Value.Known constant) {
                constants.add(constant);
            }
        }
        return constants.isEmpty() ? null : Value.any(constants);
    }

    /** Whether a field is an object of the type itself that is made for it, as constants of enumerations are. */
    boolean isConstant(Program.TypeOf type, Statement field) {
        if (!(field instanceof Statement.Assignment assignment) || assignment.value() == null) {
            return false;
        }
        if (isEnumeration(type)) {
            return assignment.target() instanceof Expression.Name;
        }
        if (!assignment.constant() || assignment.type().isEmpty()) {
            return false;
        }
        String of = names.path(assignment.type());
        return of.equals(type.path()) || program.type(of) != null && program.is(type.path(), of);
    }

    /** Whether all that a type is set to are constants that stand for what they are set to, and are not that themselves. */
    boolean isEnumeration(Program.TypeOf type) {
        if (!traits.hasExplicitSelf() || type.supertypes().isEmpty()) {
            return false;
        }
        boolean inherits = false;
        for (Program.TypeOf one : program.line(type.path())) {
            for (String above : one.supertypes()) {
                inherits |= above.equals(ENUMERATION);
                if (!above.equals(ENUMERATION) && program.type(above) == null) {
                    return false; // it is a text or a number as well
                }
            }
        }
        return inherits;
    }

    /** The constant of such an enumeration that stands for a value, or any of them; null if there are none. */
    @Nullable
    Value constantFor(Program.TypeOf type, List<Given.One> arguments, Frame frame) {
        List<Value> constants = isEnumeration(type) ? constants(type, frame) : List.of();
        if (constants.isEmpty()) {
            return null;
        }
        Value given = arguments.isEmpty() ? Value.OUTSIDE : arguments.getFirst().value();
        for (Value constant : constants) {
            Instance instance = frame.state().instance(constant);
            if (instance != null && given instanceof Value.Known && given.equals(instance.field(Members.VALUE))) {
                return constant;
            }
        }
        return Value.any(constants);
    }

    /** Whether both are constants of one enumeration. */
    boolean areConstants(Value one, Value other, Frame frame) {
        Instance first = frame.state().instance(one);
        Instance second = frame.state().instance(other);
        if (first == null || second == null) {
            return false;
        }
        for (Program.TypeOf type : program.line(first.type())) {
            Value of = frame.state().type(type.path());
            Instance shared = of == null ? null : frame.state().instance(of);
            if (shared != null
                    && shared.fields().containsValue(one)
                    && shared.fields().containsValue(other)) {
                return true;
            }
        }
        return false;
    }
}
