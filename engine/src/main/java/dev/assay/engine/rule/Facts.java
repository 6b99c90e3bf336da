package dev.assay.engine.rule;

import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.Location;
import java.util.List;

/**
 * All that is known of one artifact, or of one member of it.
 *
 * @param at where it lies
 * @param formats what it is, in the order of the ids
 * @param around the formats of the containers around it, outermost first
 */
public record Facts(Location at, List<String> formats, List<String> around, List<Fact> facts) {}
