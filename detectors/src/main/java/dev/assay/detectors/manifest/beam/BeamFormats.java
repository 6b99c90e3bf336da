package dev.assay.detectors.manifest.beam;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class BeamFormats {
    static final String ECOSYSTEM = "hex";

    private BeamFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("mix-lock", MixLock::read),
                new ManifestFormat("rebar-lock", RebarLock::read),
                new ManifestFormat("gleam-manifest", Gleam::manifest)
                        .neverEmpty()
                        .shaped("dependencies,dev-dependencies/*: text map"),
                new ManifestFormat("gleam-lock", Gleam::isLock, Gleam::lock)
                        .neverEmpty()
                        .shaped("packages/[]/name"));
    }
}
