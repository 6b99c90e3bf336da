package dev.assay.detectors.manifest.rlang;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class RFormats {
    private RFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("renv-lock", RenvLock::read).neverEmpty().shaped("Packages/*: map"),
                new ManifestFormat("r-description", Description::looksRight, Description::read));
    }
}
