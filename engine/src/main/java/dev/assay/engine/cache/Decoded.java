package dev.assay.engine.cache;

import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.GapKind;
import java.util.List;
import java.util.SortedMap;

/**
 * All that decoding one artifact gave, with everything nested in it: what the cache keeps. Holds no target and no path,
 * so that the same bytes elsewhere have the same value.
 *
 * @param parts the artifact and its members that have facts or gaps or that a rule for whole targets
 *     asks for, in the order in which they were entered
 * @param files how many files it is, itself included
 * @param opaqueBytes bytes of it that nobody interprets
 * @param byFormat how many of those files are of each format
 */
public record Decoded(List<Part> parts, long files, long opaqueBytes, SortedMap<String, Long> byFormat) {
    /**
     * One member, or the artifact itself.
     *
     * @param entries the way from the artifact to it; empty for the artifact
     * @param formats what it is, in the order of the ids
     * @param around the formats of the containers around it, outermost first
     */
    public record Part(
            List<String> entries, List<String> formats, List<String> around, List<Fact> facts, List<PartGap> gaps) {}

    /** A {@link dev.assay.engine.report.Gap} whose place is the part's. */
    public record PartGap(GapKind kind, long offsetBytes, String reason, long bytesUnread) {}
}
