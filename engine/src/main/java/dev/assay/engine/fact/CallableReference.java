package dev.assay.engine.fact;

import java.util.List;
import java.util.Set;

/**
 * Something importable that the bytes name, and what they do with it. One fact for each distinct (module, name, reach),
 * however often it occurs.
 *
 * @param module as it is written, such as {@code os}
 * @param name as it is written; may be dotted, such as {@code path.join}
 * @param uses what is done with it anywhere in the bytes
 * @param arguments a preview of the first call's arguments, escaped and shortened; empty when it is never called
 * @param count how often it is named
 * @param offsets where, the first {@link #MOST_OFFSETS} of them
 */
public record CallableReference(
        String module, String name, Reach reach, Set<Use> uses, String arguments, long count, List<Long> offsets)
        implements Fact {
    public static final int MOST_OFFSETS = 16;

    public CallableReference {
        uses = Set.copyOf(uses);
        offsets = List.copyOf(offsets);
    }

    @Override
    public long offsetBytes() {
        return offsets.isEmpty() ? -1 : offsets.getFirst();
    }

    /** {@code module.name}. */
    public String qualified() {
        return module + "." + name;
    }

    /** How the bytes come to the callable. */
    public enum Reach {
        /** GLOBAL: the name is in the opcode. */
        GLOBAL,
        /** INST: the name is in the opcode, and it is called at once. */
        INST,
        /** STACK_GLOBAL with strings that were pushed as such. */
        STACK_GLOBAL,
        /** STACK_GLOBAL or getattr with operands that are the results of other operations. */
        COMPUTED,
        /** An extension code, resolved by whatever the loading process has registered, or the bytes themselves. */
        EXTENSION,
        /** A persistent id, resolved by whatever the loading process does with it. */
        PERSISTENT,
        /** An attribute that is taken from another callable with getattr. */
        ATTRIBUTE,
        /** The same through what takes attributes later: attrgetter, methodcaller. */
        GETTER,
        /** What another callable holds under a key: a module's {@code __dict__}, {@code sys.modules}. */
        ITEM,
        /** A dotted name in a configuration, which a program that loads it looks up: {@code _target_} of Hydra, tags of YAML. */
        CONFIGURED
    }

    /** What the bytes do with a callable. */
    public enum Use {
        /** Named: its module is imported. */
        IMPORTED,
        /** A class of which an instance is made without its {@code __init__}: NEWOBJ, or a reconstructor. */
        INSTANTIATED,
        /** Called. */
        CALLED,
        /** What it returned is called. */
        RESULT_CALLED,
        /** State is set on it or on what it returned. */
        BUILT,
        /** It is handed to something else as an argument. */
        OPERAND,
        /** An instance of the class that it returned is made without its {@code __init__}. */
        RESULT_INSTANTIATED,
        /** Whatever it returned has been seen whole and holds nothing that loading calls by itself. */
        INERT_RESULT
    }
}
