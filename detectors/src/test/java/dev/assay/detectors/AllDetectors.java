package dev.assay.detectors;

import dev.assay.engine.scan.Detectors;

/** All detectors, made ready once for all tests: they are immutable, and making them takes longer than most scans. */
public final class AllDetectors {
    public static final Detectors ALL = Catalog.load("test");

    private AllDetectors() {}
}
