package dev.assay.detectors.manifest.deno;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class DenoFormats {
    private DenoFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("deno-manifest", DenoManifest::read)
                        .shaped("imports/*: text null", "scopes/*/*: text null"),
                new ManifestFormat("deno-lock", DenoLock::read)
                        .neverEmpty()
                        .shaped(
                                "npm/packages/*/integrity",
                                "npm,jsr/*/integrity",
                                "packages/npm,jsr/*/integrity",
                                "remote/*"));
    }
}
