package dev.assay.detectors.manifest.npm;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.engine.fact.Dependency.Scope;

/** A package as {@code npm install} is given it: {@code name@range}. Pure functions. */
public final class NpmLine {
    private NpmLine() {}

    public static void read(String text, Scope scope, long offsetBytes, Dependencies out) {
        int at = text.indexOf('@', 1);
        NpmSpec.tell(
                NpmSpec.of(at < 0 ? text : text.substring(0, at), at < 0 ? "" : text.substring(at + 1))
                        .scope(scope)
                        .at(offsetBytes),
                out);
    }
}
