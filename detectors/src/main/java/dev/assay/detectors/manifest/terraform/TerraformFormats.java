package dev.assay.detectors.manifest.terraform;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class TerraformFormats {
    private TerraformFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(new ManifestFormat("terraform-lock", TerraformLock::read));
    }
}
