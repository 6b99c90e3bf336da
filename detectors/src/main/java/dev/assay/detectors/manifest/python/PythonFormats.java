package dev.assay.detectors.manifest.python;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class PythonFormats {
    private PythonFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("pip-requirements", Requirements::looksRight, Requirements::read),
                new ManifestFormat("pip-list", RequirementList::looksRight, Requirements::read),
                new ManifestFormat("pyproject", PyProject::read),
                new ManifestFormat("poetry-lock", PythonLocks::poetry),
                new ManifestFormat("uv-lock", PythonLocks::uv),
                new ManifestFormat("pdm-lock", PythonLocks::pdm),
                new ManifestFormat("pylock", PythonLocks::pylock),
                new ManifestFormat("pipfile", Pipenv::manifest),
                new ManifestFormat("pipfile-lock", Pipenv::lock),
                new ManifestFormat("setup-cfg", SetupCfg::read),
                new ManifestFormat("python-metadata", PythonMetadata::looksRight, PythonMetadata::read));
    }
}
