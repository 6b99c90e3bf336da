package dev.assay.detectors.manifest;

import dev.assay.engine.text.Quoted;
import java.util.HashSet;
import java.util.Set;

/**
 * What the packages of a lockfile, or the project, ask for that has no entry in it. Tools write lockfiles that are closed, so one that is not was cut
 * off, or somebody took something out of it. Told once, where the first is asked for. Belongs to one thread.
 */
public final class Missing {
    private final Set<String> names = new HashSet<>();
    private String first = "";
    private long offset;

    /** A package of this name is asked for, and there is no entry for any version of it. */
    public void name(String name, long offsetBytes) {
        if (names.isEmpty()) {
            first = name;
            offset = offsetBytes;
        }
        names.add(name);
    }

    /** A gap if there was one. */
    public void tell(Dependencies out) {
        if (!names.isEmpty()) {
            String others = names.size() == 1 ? "" : " and " + (names.size() - 1) + " more";
            out.cutOff(
                    offset,
                    "packages, or the project, ask for " + Quoted.of(first) + others + ", which it has no entry for");
        }
    }
}
