package dev.assay.detectors.manifest.python;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class PythonFormats {
    private PythonFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("pip-requirements", Requirements::looksRight, Requirements::read),
                new ManifestFormat("pip-constraints", Requirements::looksRight, Requirements::constraints),
                new ManifestFormat("egg-requires", EggRequires::looksRight, EggRequires::read),
                new ManifestFormat("pip-list", RequirementList::looksRight, Requirements::read),
                new ManifestFormat("pip-folder", RequirementList::looksRightInFolder, Requirements::read),
                new ManifestFormat("pyproject", PyProject::read)
                        .shaped(
                                "project/dependencies/[]",
                                "project/optional-dependencies/*/[]",
                                "build-system/requires/[]",
                                "dependency-groups/*/[]: text map",
                                "tool/hatch/envs/*/dependencies,extra-dependencies/[]",
                                "tool/pdm/dev-dependencies/*/[]",
                                "tool/poetry/dependencies,dev-dependencies/*: text map",
                                "tool/poetry/dependencies,dev-dependencies/*/[]: map",
                                "tool/poetry/group/*/dependencies/*: text map",
                                "tool/poetry/group/*/dependencies/*/[]: map",
                                "tool/uv/dev-dependencies,constraint-dependencies,override-dependencies,build-constraint-dependencies/[]"),
                new ManifestFormat("poetry-lock", PythonLocks::poetry)
                        .neverEmpty()
                        .shaped("package/name"),
                new ManifestFormat("uv-lock", PythonLocks::uv)
                        .neverEmpty()
                        .shaped("package/name", "package/dependencies/[]/name"),
                new ManifestFormat("pdm-lock", PythonLocks::pdm)
                        .neverEmpty()
                        .having("metadata")
                        .shaped("package/name"),
                new ManifestFormat("pylock", PythonLocks::pylock)
                        .neverEmpty()
                        .having("packages")
                        .shaped("packages/name"),
                new ManifestFormat("pipfile", Pipenv::manifest).shaped("packages,dev-packages/*: text map"),
                new ManifestFormat("pipfile-lock", Pipenv::lock)
                        .neverEmpty()
                        .having("default")
                        .shaped("_meta: map", "*/*: map"),
                new ManifestFormat("setup-cfg", SetupCfg::read),
                new ManifestFormat("setup-py", SetupPy::read),
                new ManifestFormat("python-script", InlineScript::looksRight, InlineScript::read)
                        .shaped("dependencies/[]"),
                new ManifestFormat("python-metadata", PythonMetadata::looksRight, PythonMetadata::read));
    }
}
