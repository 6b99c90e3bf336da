package dev.assay.detectors.manifest.conda;

import dev.assay.detectors.manifest.ManifestFormat;
import dev.assay.engine.decode.LineStarts;
import java.util.List;

/** What this folder reads. */
public final class CondaFormats {
    private CondaFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("conda-environment", Environment::looksRight, Environment::read)
                        .shaped(
                                "dependencies/[]/pip/[]",
                                "dependencies/[]: text null",
                                "dependencies/[]/pip: null",
                                "dependencies: null"),
                new ManifestFormat("conda-lock", CondaLock::read).neverEmpty().shaped("package/[]/name"),
                new ManifestFormat("conda-explicit", head -> LineStarts.has(head, "@EXPLICIT"), CondaLock::explicit),
                new ManifestFormat("conda-meta", CondaMeta::looksRight, CondaMeta::read).shaped("depends/[]"),
                new ManifestFormat("conda-recipe", head -> LineStarts.has(head, "package:"), Recipe::read));
    }
}
