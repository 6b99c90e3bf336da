package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What objects of the text's types hold, and these types themselves: fields, and constants of enumerations. Belongs to one thread and one text. */
final class Fields {
    /** Functions of enumerations that give a constant, and those that give all. */
    private static final Set<String> BY_NAME = Set.of("valueOf", "withName", "from", "tryFrom", "fromString");

    private static final Set<String> ALL = Set.of("values", "entries", "cases", "allCases");

    private final Program program;
    private final Names names;
    private final Traits traits;
    private final Construction construction;

    Fields(Program program, Names names, Traits traits, Construction construction) {
        this.program = program;
        this.names = names;
        this.traits = traits;
        this.construction = construction;
    }

    /** A field of an object, or else of its type; null if nobody set it. */
    @Nullable
    Value field(Instance instance, String name, Frame frame) {
        if (program.type(instance.type()) == null) {
            return instance.field(name);
        }
        Value own = instance.fields().get(name); // one that is not kept is none of the others
        Value type = frame.state().type(instance.type());
        Instance shared = type == null ? null : frame.state().instance(type);
        Value of = shared == null || shared == instance ? null : shared.fields().get(name);
        return own == null ? of : of == null ? own : Value.either(own, of);
    }

    /** What an object holds under the name of its type, whose members count as the object's own where that has none of the name. */
    List<Value> embedded(Instance instance) {
        Program.TypeOf type = traits.hasEmbedded() ? program.type(instance.type()) : null;
        if (type == null) {
            return List.of();
        }
        List<Value> embedded = new ArrayList<>(0);
        for (Statement member : type.fields()) {
            if (member instanceof Statement.Assignment field
                    && field.target() instanceof Expression.Name(String name, int _, int _)
                    && field.type().endsWith(name)
                    && instance.fields().get(name) instanceof Value.Reference held) {
                embedded.add(held);
            }
        }
        return embedded;
    }

    /** A field of a type of the text; null if there is none. */
    @Nullable
    Value staticField(String path, String name, Frame frame) {
        Program.TypeOf type = program.type(path);
        Instance instance = type == null ? null : frame.state().instance(construction.shared(type, frame));
        return instance == null ? null : instance.fields().get(name);
    }

    /** A field of a type or namespace around a type; null if there is none. */
    @Nullable
    Value aroundField(String path, String name, Frame frame) {
        Value field = null;
        for (int dot = path.lastIndexOf('.'); dot > 0 && field == null; dot = path.lastIndexOf('.', dot - 1)) {
            field = staticField(path.substring(0, dot), name, frame);
        }
        return field;
    }

    /** Sets a field of a type of the text. */
    void setStatic(String path, String name, Value value, Frame frame) {
        Program.TypeOf type = program.type(path);
        Instance instance = type == null ? null : frame.state().mutable(construction.shared(type, frame));
        if (instance != null) {
            instance.set(name, value);
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
                ? staticField(path, text, frame)
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

    private boolean isConstant(Program.TypeOf type, Statement field) {
        return field instanceof Statement.Assignment assignment
                && assignment.constant()
                && assignment.value() != null
                && !assignment.type().isEmpty()
                && names.path(assignment.type()).equals(type.path());
    }
}
