package dev.assay.engine.rule;

import dev.assay.engine.fact.Fact;
import java.util.List;
import java.util.Set;

/**
 * Judges what only a whole target shows: files that belong together. Pure and shared between threads, as {@link Rule} is;
 * called once for each target, after all of its artifacts were judged, unless the walk was cut short.
 *
 * <p>Only what a rule asks for is kept until then, so it asks for little: by fact, by name, and by format.
 */
public interface TargetRule {
    /** Whether it reads this fact. */
    boolean reads(Fact fact);

    /**
     * Whether bytes of this name matter to it even where no such fact comes of them: it then learns that they are there. Part
     * of how bytes are decoded, so it depends on nothing but the name.
     *
     * @param name the last part of a path
     */
    boolean concerns(String name);

    /**
     * Whether an artifact matters to it even where no such fact comes of it: it then learns that it is there. No part of how
     * bytes are decoded, so it may depend on what the user wants.
     *
     * @param name the last part of its path
     * @param formats of the artifact and of all that is in it
     */
    default boolean keeps(String name, Set<String> formats) {
        return false;
    }

    /**
     * Whether what an artifact of this name says decides what others say. It is then opened even where only what has changed
     * is judged, and nobody else knows what it says; so the name has to be that of few and small files.
     *
     * @param name the last part of its path
     */
    default boolean completes(String name) {
        return false;
    }

    /**
     * Adds facts that no file shows by itself: what was held back of each place until the others were seen. They go the way of
     * all facts, to registries, rules and report, and rules for whole targets behind this one see them, too. Where a target is not
     * judged as a whole, it is called for parts of it, each of which says that it is one ({@link Projection#isPartial}): what was
     * held back there is told as far as it is known.
     *
     * @param out for what could not be completed
     * @return by place, in walk order
     */
    default List<Facts> complete(Projection target, Findings out) {
        return List.of();
    }

    /** Files that others name and that nobody has read as these take them: they are read so, wherever they lie in the target. */
    default List<NamedFile> named(Projection target) {
        return List.of();
    }

    void judge(Projection target, Findings out);
}
