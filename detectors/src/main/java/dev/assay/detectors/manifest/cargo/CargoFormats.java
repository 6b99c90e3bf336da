package dev.assay.detectors.manifest.cargo;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class CargoFormats {
    private CargoFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("cargo-manifest", CargoManifest::read),
                new ManifestFormat("cargo-lock", CargoLock::read));
    }
}
