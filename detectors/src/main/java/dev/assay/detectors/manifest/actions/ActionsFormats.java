package dev.assay.detectors.manifest.actions;

import dev.assay.detectors.WorkflowKeys;
import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class ActionsFormats {
    private ActionsFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("github-action", WorkflowKeys::isAction, Workflow::read),
                new ManifestFormat("github-workflow", WorkflowKeys::isWorkflow, Workflow::read));
    }
}
