package dev.assay.detectors.manifest.dart;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class DartFormats {
    private DartFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("pub-manifest", Pubspec::manifest)
                        .shaped("dependencies,dev_dependencies,dependency_overrides: map null"),
                new ManifestFormat("pub-lock", Pubspec::lock).neverEmpty().shaped("packages/*/version"));
    }
}
