package dev.assay.detectors.manifest.precommit;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class PreCommitFormats {
    private PreCommitFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(new ManifestFormat("pre-commit", PreCommit::read)
                .shaped("repos/[]: map", "repos/[]/repo,rev", "repos/[]/hooks/[]: map"));
    }
}
