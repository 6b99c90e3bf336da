package dev.assay.detectors.manifest.cpp;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class CppFormats {
    private CppFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("conan-manifest", Conan::manifest),
                new ManifestFormat("conan-lock", Conan::lock)
                        .neverEmpty()
                        .shaped("graph_lock/nodes/*/ref: text null", "requires,build_requires,python_requires/[]"),
                new ManifestFormat("vcpkg-manifest", Vcpkg::read)
                        .neverEmpty()
                        .shaped(
                                "dependencies/[]/name",
                                "dependencies/[]: text",
                                "features/*/dependencies/[]/name",
                                "features/*/dependencies/[]: text",
                                "overrides/[]/name"));
    }
}
