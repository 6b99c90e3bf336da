package dev.assay.engine.report;

import java.time.Instant;

/**
 * What a sweep took from its store instead of asking for it.
 *
 * @param listedAt when the repositories and their branches were listed: the report says nothing of what came later
 * @param asked whether the server was asked for anything at all
 * @param trees of branches that were read from the store
 * @param allTrees of branches that were read
 */
public record Stored(Instant listedAt, boolean asked, long trees, long allTrees) {}
