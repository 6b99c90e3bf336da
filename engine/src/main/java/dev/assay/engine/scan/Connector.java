package dev.assay.engine.scan;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.report.Location;
import java.util.Optional;

/** Finds the artifacts of one kind of target. Stateless and shared between threads. */
public interface Connector {
    /** Whether this is its kind of target. */
    boolean accepts(String target);

    /** The target as reports and messages show it: without what is secret in it. */
    default String label(String target) {
        return target;
    }

    /**
     * Where a target that is one file lies, by the names alone: the path that it has in a folder, which other targets lie in as well.
     * Such targets are judged together once all were walked, as files of that folder. Empty of any other target.
     */
    default Optional<Location> inFolder(String target) {
        return Optional.empty();
    }

    /**
     * Gives everything at the target to {@code out}, always in the same order, until it is told to stop. What cannot be
     * entered is a gap; only a target that is not there at all throws.
     *
     * @throws java.io.IOException if the target is not there or cannot be looked at, with a reason for people
     */
    void walk(String target, Clock clock, ArtifactVisitor out) throws java.io.IOException;
}
