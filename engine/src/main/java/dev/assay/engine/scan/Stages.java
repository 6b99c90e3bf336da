package dev.assay.engine.scan;

import dev.assay.engine.cache.IdentityMemo;

/**
 * What everything that a scan finds goes through, one for all its targets. Each is used as it says itself.
 *
 * @param ahead how many artifacts a walk may be ahead of the report
 */
record Stages(
        Connectors connectors,
        Selection selection,
        Detectors detectors,
        IdentityMemo memo,
        Admission admission,
        ArtifactScan artifacts,
        Judge judge,
        Progress progress,
        boolean explains,
        int ahead) {}
