package dev.assay.detectors.model.pickle;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.net.URL;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which attributes of a class run while a pickle is loaded, and of which bases and metaclasses that is known. From {@code
 * by-value.tsv} beside this class. Immutable.
 */
final class ClassNames {
    private static final class Holder {
        static final ClassNames NAMES = new ClassNames();
    }

    private record Name(String module, String name) {}

    private final Map<String, Set<Name>> names = new HashMap<>();

    private ClassNames() {
        URL table = Objects.requireNonNull(ClassNames.class.getResource("by-value.tsv"));
        for (List<String> row : Rows.read(table, 4)) {
            Set<Name> same = names.computeIfAbsent(row.get(0), _ -> new HashSet<>());
            for (String name : Parts.of(row.get(2), ' ')) {
                same.add(new Name(row.get(1), name));
            }
        }
    }

    static ClassNames get() {
        return Holder.NAMES;
    }

    private boolean has(String what, String module, String name) {
        return names.getOrDefault(what, Set.of()).contains(new Name(module, name));
    }

    /** Whether making a class of it runs no more than the methods that {@link #mayRun} knows. */
    boolean isMetaclass(String module, String name) {
        return has("metaclass", module, name);
    }

    /** Whether a class that is derived from it runs no more of its own than these while an instance is made and filled. */
    boolean isBase(String module, String name) {
        return has("base", module, name);
    }

    /** Whether its instances take a dict for their state and do nothing with what is in it. */
    boolean isHolder(String module, String name) {
        return has("holder", module, name);
    }

    /** Whether brackets behind it make a type, of whatever is in them, and call nothing of that. */
    boolean isTypeForm(String module, String name) {
        return has("form", module, name);
    }

    /** Whether loading may run an attribute of this name. Of special names all do that are not known to be harmless. */
    boolean mayRun(String attribute, boolean isTuple) {
        boolean special = attribute.startsWith("__") && attribute.endsWith("__");
        return special
                ? !has("inert", "-", attribute) && !(isTuple && has("tuple", "-", attribute))
                : has("called", "-", attribute);
    }

    /** Whether a key of a state does more than hold a value: BUILD itself looks for {@code __setstate__} on the instance. */
    boolean isSpecialInState(String key) {
        return has("state", "-", key);
    }
}
