package dev.assay.detectors.crypto.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What functions leave in the fields of a type's objects, whichever object and in whatever order: what an object holds that
 * comes from outside. Belongs to one thread and one text.
 */
final class Left {
    /** Different objects that a field may hold. */
    private static final int MOST_OBJECTS = 4;

    /** Constants that it may hold: where functions each set another one, all are seen. */
    private static final int MOST_CONSTANTS = 24;

    /** Types of the text that its objects may be of. */
    private static final int MOST_TYPES = 4;

    /** What else it may hold, such as what a function is given, or functions of different objects. */
    private static final int MOST_OTHERS = 3;

    /** A field's values, and the objects among them as they were. */
    private static final class Field {
        private final List<Value> plain = new ArrayList<>(1);
        private int others; // among them, that are no constants
        private final List<Instance> objects = new ArrayList<>(1);
        private final Set<String> own = new LinkedHashSet<>(1);

        private void add(Value value) {
            boolean isOther = !(value instanceof Value.Known || value instanceof Value.Named);
            Value kept = (isOther ? others >= MOST_OTHERS : plain.size() - others >= MOST_CONSTANTS)
                    ? Value.OUTSIDE // one of more than are followed
                    : value;
            if (!plain.contains(value) && !plain.contains(kept)) {
                plain.add(kept);
                others += isOther || kept.equals(Value.OUTSIDE) ? 1 : 0;
            }
        }

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
        state.eachInstance(instance -> {
            for (Program.TypeOf type : program.line(instance.type())) { // it is one of what it inherits from as well
                Map<String, Field> fields = types.computeIfAbsent(type.path(), _ -> new TreeMap<>());
                instance.fields().forEach((name, value) -> keep(fields, name, value, state));
            }
        });
    }

    private void keep(Map<String, Field> fields, String name, Value value, State state) {
        Field field = fields.computeIfAbsent(name, _ -> new Field());
        for (Value one : Value.each(value)) {
            Instance object = state.instance(one);
            if (object == null) {
                field.add(one);
            } else {
                keep(field, object);
            }
        }
    }

    private void keep(Field field, Instance object) {
        if (program.type(object.type()) != null) {
            if (field.own.size() < MOST_TYPES) {
                field.own.add(object.type());
            }
            return;
        }
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

    /**
     * Sets an object's fields to what may be left in them, beside what they are.
     *
     * @param some some object of a type of the text
     */
    void restore(Instance instance, Function<Program.TypeOf, Value> some, State state) {
        fill(instance, state);
        Map<String, Field> fields = types.getOrDefault(instance.type(), Map.of());
        fields.forEach((name, field) -> {
            Value own = instance.fields().get(name);
            Set<Value> all = new LinkedHashSet<>(own == null ? List.of() : Value.each(own));
            all.addAll(field.plain);
            for (Instance object : field.objects) {
                if (object.isBlank() && field.isFilled() || isPartOf(object, own, state)) {
                    continue; // a buffer that some method fills; what it is set to at first, and less of that
                }
                all.add(state.add(object.copy()));
            }
            for (String path : field.own) {
                Program.TypeOf type = program.type(path);
                if (type != null && !holds(all, path, state)) {
                    all.add(some.apply(type));
                }
            }
            if (!all.isEmpty()) {
                instance.set(name, Value.one(all));
            }
        });
    }

    private static boolean holds(Set<Value> all, String type, State state) {
        for (Value one : all) {
            Instance object = state.instance(one);
            if (object != null && object.type().equals(type)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of these has all that an object has that was kept without the objects in it. */
    private static boolean isPartOf(Instance object, @Nullable Value of, State state) {
        for (Value one : of == null ? List.<Value>of() : Value.each(of)) {
            Instance whole = state.instance(one);
            if (whole != null
                    && !whole.fields().isEmpty()
                    && whole.use() == object.use()
                    && whole.type().equals(object.type())
                    && whole.provenance().equals(object.provenance())
                    && whole.said().equals(object.said())
                    && whole.fields().entrySet().containsAll(object.fields().entrySet())) {
                return true;
            }
        }
        return false;
    }
}
