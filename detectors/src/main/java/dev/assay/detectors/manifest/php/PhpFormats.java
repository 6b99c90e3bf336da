package dev.assay.detectors.manifest.php;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class PhpFormats {
    private PhpFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("composer-manifest", Composer::manifest)
                        .neverEmpty()
                        .shaped("require,require-dev/*"),
                new ManifestFormat("composer-installed", Composer::isInstalled, Composer::installed)
                        .shaped("packages/[]/name", "[]/name"),
                new ManifestFormat("composer-lock", Composer::lock)
                        .neverEmpty()
                        .having("packages")
                        .shaped("packages,packages-dev/[]/name", "packages-dev: null"));
    }
}
