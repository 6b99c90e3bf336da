package dev.assay.engine.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Under which names a walk has given what links lead to. Bytes are given once for each way in which they are read and judged, since a name
 * decides that: who sees a lockfile as {@code a.txt} does not see it. A tree may have any number of links to the same file, so there is a
 * most. Belongs to one thread.
 *
 * @param <K> what tells files and folders apart, whatever name leads there
 */
public final class LinkedNames<K> {
    /** People need a few: one for each folder or tool. */
    private static final int MOST_EACH = 32;

    /** Whether something is to be given under one more name. */
    public enum Turn {
        GIVE,
        /** It was, under a name by which it is read in the same way. */
        KNOWN,
        /** It was, under as many names as are told. */
        TOO_MANY
    }

    /** For who tells of {@link Turn#TOO_MANY}. */
    public static final String REASON =
            "a link to what was read under " + MOST_EACH + " other names, and is not read under this one";

    private final Map<K, List<String>> given = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>(); // few, each for many files

    /** @param reading as {@link ArtifactVisitor#reading} has it */
    public Turn take(K behind, String reading) {
        List<String> readings = given.computeIfAbsent(behind, _ -> new ArrayList<>(1));
        if (readings.contains(reading)) {
            return Turn.KNOWN;
        }
        if (readings.size() == MOST_EACH) {
            return Turn.TOO_MANY;
        }
        readings.add(texts.computeIfAbsent(reading, each -> each));
        return Turn.GIVE;
    }
}
