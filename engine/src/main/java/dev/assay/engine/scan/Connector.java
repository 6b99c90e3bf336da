package dev.assay.engine.scan;

import dev.assay.engine.bytes.Clock;

/** Finds the artifacts of one kind of target. Stateless and shared between threads. */
public interface Connector {
    /** Whether this is its kind of target. */
    boolean accepts(String target);

    /** The target as reports and messages show it: without what is secret in it. */
    default String label(String target) {
        return target;
    }

    /**
     * Gives everything at the target to {@code out}, always in the same order, until it is told to stop. What cannot be
     * entered is a gap; only a target that is not there at all throws.
     *
     * @throws java.io.IOException if the target is not there or cannot be looked at, with a reason for people
     */
    void walk(String target, Clock clock, ArtifactVisitor out) throws java.io.IOException;
}
