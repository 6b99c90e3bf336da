package dev.assay.detectors.manifest.golang;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class GoFormats {
    private GoFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("go-mod", GoMod::read).neverEmpty(), new ManifestFormat("go-sum", GoSum::read));
    }
}
