package dev.assay.engine.decode;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which families of rules somebody asked for ({@code --only}). Immutable.
 *
 * @param asked none for all of them
 */
public record Families(Set<String> asked) {
    public static final Families ALL = new Families(Set.of());

    /** Whether findings of this family are wanted. */
    public boolean has(String family) {
        return asked.isEmpty() || asked.contains(family);
    }

    /** Whether findings of one of these are wanted. */
    public boolean hasAny(Set<String> families) {
        return asked.isEmpty() || !Collections.disjoint(asked, families);
    }

    /** What facts that were made for these are kept under beside the version of their decoders; empty for all. */
    public String version() {
        return asked.isEmpty() ? "" : "+only " + String.join(",", new TreeSet<>(asked));
    }
}
