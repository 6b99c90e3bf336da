package dev.assay.detectors.manifest.cargo;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class CargoFormats {
    private CargoFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("cargo-manifest", CargoManifest::read)
                        .neverEmpty()
                        .shaped(
                                "dependencies,dev-dependencies,build-dependencies/*: text map list",
                                "target/*/dependencies,dev-dependencies,build-dependencies/*: text map list",
                                "workspace/dependencies/*: text map list",
                                "patch/*/*: text map list"),
                new ManifestFormat("cargo-lock", CargoLock::read)
                        .neverEmpty()
                        .having("package,root")
                        .shaped("package/name", "package/dependencies/[]", "patch/unused/name"));
    }
}
