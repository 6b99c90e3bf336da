package dev.assay.detectors.crypto.code;

import dev.assay.engine.fact.SharedConstant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What other texts may name of one: variables of its module and fields of its types that are constants, also within what these hold.
 * Belongs to one thread and one text.
 */
final class SharedConstants {
    /** A text with more of them is a table. */
    private static final int MOST = 128;

    private static final int MOST_DEPTH = 3;

    /** Of keys and initial values, in bits. */
    private static final Set<Long> SIZES = Set.of(64L, 96L, 128L, 192L, 256L);

    private final ConstantNames names;
    private final Tellable tellable;
    private final Map<String, SharedConstant> all = new LinkedHashMap<>();

    SharedConstants(ConstantNames names, Tellable tellable) {
        this.names = names;
        this.tellable = tellable;
    }

    /** Adds what a variable or a field of this full name holds. */
    void add(String name, Value value, State state) {
        add(name, value, state, 0);
    }

    private void add(String name, Value value, State state, int depth) {
        Instance instance = state.instance(value);
        if (instance != null
                && state.constant(value) == null
                && !instance.fields().isEmpty()
                && !isOfBytes(instance)) {
            if (depth < MOST_DEPTH) {
                instance.fields().forEach((key, held) -> add(name + "." + key, held, state, depth + 1));
            }
            return;
        }
        if (all.size() < MOST && ConstantNames.isPath(name)) {
            String passed = Passed.of(value, tellable, state);
            boolean isSaid = !passed.isEmpty() && !Passed.isNothing(passed);
            boolean isKey = instance != null && isLikeAKey(instance);
            if (isSaid && (isKey || names.isOfUse(name) || Passed.isNamed(passed))) {
                all.putIfAbsent(name, new SharedConstant(name, passed, -1));
            }
        }
    }

    /** Whether it is an array of bytes that is as long as a key or an initial value, whatever it is called. */
    private static boolean isLikeAKey(Instance instance) {
        return instance.isArray()
                && SIZES.contains(instance.bits())
                && (instance.provenance().origin() == Origin.STATIC
                        || instance.provenance().origin() == Origin.ZERO);
    }

    /** Whether it is an array that is known as a whole: of numbers. */
    private static boolean isOfBytes(Instance instance) {
        return instance.bits() >= 0
                && instance.fields().values().stream()
                        .allMatch(element ->
                                element instanceof Value.Known(Long number) && number >= -128 && number < 256);
    }

    List<SharedConstant> all() {
        return List.copyOf(all.values());
    }
}
