package dev.assay.engine.rule;

import dev.assay.engine.report.Location;

/**
 * A file that another one names, and that who reads that one takes for something which its own name does not say.
 *
 * @param at an artifact, or a member of one
 * @param as a name by which bytes are read as that
 * @param byUnchanged whether it is named by what has not changed and is not judged, where only what has changed is: then it is not
 *     judged either, unless it has changed itself
 */
public record NamedFile(Location at, String as, boolean byUnchanged) {}
