package dev.assay.engine.scan;

import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Suppressed;

/** Takes what a walk comes to, in the walk's order. */
public interface ArtifactVisitor {
    /** @return whether the walk is to go on */
    boolean artifact(Artifact artifact);

    /** Something that the walk could not enter. */
    void gap(Gap gap);

    /** Something that somebody asked not to look at. */
    void suppressed(Suppressed suppressed);

    /** Counts something that was passed over because it has no content, such as {@code sockets}. */
    void note(String what);

    /** Counts something that was passed over because its bytes are given under another name: it is there all the same. */
    default void known(Location at, String what) {
        note(what);
    }
}
