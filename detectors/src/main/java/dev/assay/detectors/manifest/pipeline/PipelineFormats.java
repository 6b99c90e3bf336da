package dev.assay.detectors.manifest.pipeline;

import dev.assay.detectors.manifest.ManifestFormat;
import dev.assay.engine.decode.WorkflowKeys;
import java.util.List;

/** What this folder reads. */
public final class PipelineFormats {
    private PipelineFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(new ManifestFormat("pipeline", head -> !WorkflowKeys.isWorkflow(head), Pipeline::read));
    }
}
