package dev.assay.detectors.manifest.helm;

import dev.assay.detectors.manifest.ManifestFormat;
import dev.assay.engine.decode.LineStarts;
import java.util.List;

/** What this folder reads. */
public final class HelmFormats {
    private HelmFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("helm-chart", head -> LineStarts.has(head, "apiVersion:"), Chart::manifest)
                        .neverEmpty()
                        .shaped("dependencies/[]/name", "dependencies: null"),
                new ManifestFormat("helm-requirements", head -> LineStarts.has(head, "dependencies:"), Chart::manifest)
                        .shaped("dependencies/[]/name", "dependencies: null"),
                new ManifestFormat("helm-values", ChartValues::looksRight, ChartValues::read),
                new ManifestFormat("helm-lock", head -> LineStarts.has(head, "dependencies:"), Chart::lock)
                        .shaped("dependencies/[]/name", "dependencies: null"));
    }
}
