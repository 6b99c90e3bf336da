package dev.assay.detectors.manifest.actions;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class ActionsFormats {
    private ActionsFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("github-action", Workflow::isAction, Workflow::read),
                new ManifestFormat("github-workflow", Workflow::isWorkflow, Workflow::read));
    }
}
