package dev.assay.detectors.manifest.python;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class PythonFormats {
    private PythonFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("pip-requirements", Requirements::read),
                new ManifestFormat("pyproject", PyProject::read));
    }
}
