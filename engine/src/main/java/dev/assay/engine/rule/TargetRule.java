package dev.assay.engine.rule;

import dev.assay.engine.fact.Fact;
import java.util.Set;

/**
 * Judges what only a whole target shows: files that belong together. Pure and shared between threads, as {@link Rule} is;
 * called once for each target, after all of its artifacts were judged, unless the walk was cut short.
 *
 * <p>Only what a rule asks for is kept until then, so it asks for little: by kind of fact, and by name.
 */
public interface TargetRule {
    /** The kinds of facts that it reads. */
    Set<Class<? extends Fact>> reads();

    /**
     * Whether bytes of this name matter to it even where no such fact comes of them: it then learns that they are there. Part
     * of how bytes are decoded, so it depends on nothing but the name.
     *
     * @param name the last part of a path
     */
    boolean concerns(String name);

    void judge(Projection target, Findings out);
}
