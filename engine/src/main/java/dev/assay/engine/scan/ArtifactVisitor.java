package dev.assay.engine.scan;

import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.rule.NamedFile;
import java.util.List;
import java.util.Optional;

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

    /** Counts several of a kind at once. */
    default void note(String what, long times) {
        for (long i = 0; i < times; i++) {
            note(what);
        }
    }

    /** What a source says of a place, without bytes: rules judge it. */
    default void told(Location at, List<Fact> facts) {}

    /**
     * What came since the last such call is one whole, such as a branch of a repository: rules for whole targets judge it by
     * itself, and nothing is kept of it. Where a walk never says so, the target is one whole.
     *
     * @param at the place that findings of the whole are told of
     */
    default void whole(Location at) {}

    /** Files that a walk passed over, for whoever comes to need one of them. Belongs to the thread that walks. */
    interface PassedOver {
        /** A file, if the walk passed one over there that may be read. */
        Optional<Artifact> at(NamedFile file);

        /** Nobody will ask again. */
        default void done() {}
    }

    /**
     * The same, where others of the whole may name files that the walk passed over: these are read and judged with the rest.
     *
     * @param passedOver asked for several before one of them is opened
     */
    default void whole(Location at, PassedOver passedOver) {
        whole(at);
    }

    /** Counts something that was passed over because its bytes are given under another name: it is there all the same. */
    default void known(Location at, String what) {
        note(what);
    }

    /**
     * What of a place decides how bytes there are read and judged: the same bytes behind two names of which it is the same would be told
     * twice. Where nobody knows, the place itself.
     *
     * @param at of a file, or of a folder
     */
    default String reading(Location at) {
        return at.path();
    }

    /** Whether the walk is to look into a folder; who does not want it has said why. */
    default boolean folder(Location at) {
        return true;
    }

    /**
     * An artifact that is there and is not to be judged: rules for whole targets see what is known of it.
     *
     * @param why counted, such as {@code unchanged files}
     * @return whether the walk is to go on
     */
    default boolean passedOver(Artifact artifact, String why) {
        artifact.opener().unused();
        note(why);
        return true;
    }
}
