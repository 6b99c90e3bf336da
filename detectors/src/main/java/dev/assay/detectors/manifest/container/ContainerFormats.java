package dev.assay.detectors.manifest.container;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class ContainerFormats {
    private ContainerFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("dockerfile", Dockerfile::read),
                new ManifestFormat("compose", Compose::looksRight, Compose::read)
                        .shaped("services/*/image: text null"));
    }
}
