package dev.assay.engine.report;

import dev.assay.engine.fact.Dependency;

/**
 * A package that was named somewhere, for inventories. It affects neither verdict nor exit code.
 *
 * @param location with the offset, and the line where there are lines
 */
public record FoundDependency(Location location, Dependency dependency) {}
