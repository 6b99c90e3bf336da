package dev.assay.detectors.manifest.python;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.fact.Dependency.Scope;

/** What pip is asked for by files of other tools: a line as in {@code requirements.txt}. Stateless. */
public final class PipLine {
    private PipLine() {}

    /** Tells of what the line asks for, or of the file that it includes. */
    public static void read(String line, Scope scope, long offsetBytes, Dependencies out) {
        Requirements.line(line, scope, offsetBytes, out);
    }

    /** A package by its name in the form of PEP 503. */
    public static Mention named(String name) {
        return PythonRequirement.named(name);
    }
}
