package dev.assay.detectors.crypto.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What functions leave in the fields of a type's objects, whichever object and in whatever order: what an object holds that
 * comes from outside. Belongs to one thread and one text.
 */
final class Left {
    /** Different objects that a field may hold. */
    private static final int MOST_OBJECTS = 4;

    /** A field's values, and the objects among them as they were. */
    private static final class Field {
        private @Nullable Value plain;
        private final List<Instance> objects = new ArrayList<>(1);

        private boolean isFilled() {
            return objects.stream().anyMatch(object -> !object.isBlank());
        }
    }

    private final Program program;
    private final Map<String, Map<String, Field>> types = new HashMap<>();

    Left(Program program) {
        this.program = program;
    }

    /** Keeps what all objects of the text's types hold. */
    void keep(State state) {
        for (Instance instance : state.instances()) {
            for (Program.TypeOf type : program.line(instance.type())) { // it is one of what it inherits from as well
                Map<String, Field> fields = types.computeIfAbsent(type.path(), _ -> new TreeMap<>());
                instance.fields().forEach((name, value) -> keep(fields, name, value, state));
            }
        }
    }

    private void keep(Map<String, Field> fields, String name, Value value, State state) {
        Field field = fields.computeIfAbsent(name, _ -> new Field());
        for (Value one : Value.each(value)) {
            Instance object = state.instance(one);
            if (object == null) {
                field.plain = field.plain == null ? one : Value.either(field.plain, one);
            } else if (program.type(object.type()) == null) {
                keep(field, object);
            }
        }
    }

    private static void keep(Field field, Instance object) {
        for (Instance known : field.objects) {
            if (known.use() == object.use()
                    && known.type().equals(object.type())
                    && known.provenance().equals(object.provenance())) {
                known.join(object.alone());
                return;
            }
        }
        if (field.objects.size() < MOST_OBJECTS) {
            field.objects.add(object.alone());
        }
    }

    /** Says that an object's fields are no zeros which some method fills. */
    void fill(Instance instance, State state) {
        types.getOrDefault(instance.type(), Map.of()).forEach((name, field) -> {
            Value initial = instance.fields().get(name);
            if (initial != null && field.isFilled()) {
                state.mayFill(initial);
            }
        });
    }

    /** Sets an object's fields to what may be left in them, beside what they are. */
    void restore(Instance instance, State state) {
        fill(instance, state);
        Map<String, Field> fields = types.getOrDefault(instance.type(), Map.of());
        fields.forEach((name, field) -> {
            Value value = field.plain;
            for (Instance object : field.objects) {
                if (object.isBlank() && field.isFilled()) {
                    continue; // a buffer that some method fills
                }
                Value one = state.add(object.copy());
                value = value == null ? one : Value.either(value, one);
            }
            if (value != null) {
                instance.fields().merge(name, value, Value::either);
            }
        });
    }
}
