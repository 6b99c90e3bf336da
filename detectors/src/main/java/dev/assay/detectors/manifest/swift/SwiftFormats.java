package dev.assay.detectors.manifest.swift;

import dev.assay.detectors.manifest.ManifestFormat;
import dev.assay.engine.decode.LineStarts;
import java.util.List;

/** What this folder reads. */
public final class SwiftFormats {
    private SwiftFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("swift-lock", PackageResolved::read)
                        .neverEmpty()
                        .shaped("pins/[]/state: map", "object/pins/[]/state: map"),
                new ManifestFormat("cocoapods-lock", head -> LineStarts.has(head, "PODS:"), PodfileLock::read)
                        .shaped("PODS/[]: text map", "PODS/[]/*/[]"),
                new ManifestFormat("carthage", Cartfile::manifest),
                new ManifestFormat("carthage-lock", Cartfile::lock));
    }
}
