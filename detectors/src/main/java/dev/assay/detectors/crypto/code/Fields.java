package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of objects of the text's types, and of these types themselves. Belongs to one thread and one text. */
final class Fields {
    private final Program program;
    private final Traits traits;
    private final Construction construction;

    Fields(Program program, Traits traits, Construction construction) {
        this.program = program;
        this.traits = traits;
        this.construction = construction;
    }

    /** A field of an object, or else of its type; null if nobody set it. */
    @Nullable
    Value field(Instance instance, String name, Frame frame) {
        Value field = fieldAsSet(instance, name, frame);
        return field == null || !program.counted().contains(name) ? field : Counted.of(field);
    }

    private @Nullable Value fieldAsSet(Instance instance, String name, Frame frame) {
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
        Value field = instance == null ? null : instance.fields().get(name);
        return field == null || !program.counted().contains(name) ? field : Counted.of(field);
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
}
