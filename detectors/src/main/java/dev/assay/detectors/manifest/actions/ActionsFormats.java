package dev.assay.detectors.manifest.actions;

import dev.assay.detectors.manifest.ManifestFormat;
import dev.assay.engine.decode.WorkflowKeys;
import java.util.List;

/** What this folder reads. */
public final class ActionsFormats {
    private ActionsFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("github-action", WorkflowKeys::isAction, Workflow::read)
                        .shaped("runs/steps/[]/uses"),
                new ManifestFormat(
                                "github-workflow",
                                head -> WorkflowKeys.isWorkflow(head) || WorkflowKeys.isWithoutJobs(head),
                                Workflow::read)
                        .shaped(
                                "jobs/*/uses",
                                "jobs/*/steps/[]/uses",
                                "jobs/*/services/*/image",
                                "jobs/*/services: null",
                                "jobs/*/container/image",
                                "jobs/*/container: text map null"));
    }
}
