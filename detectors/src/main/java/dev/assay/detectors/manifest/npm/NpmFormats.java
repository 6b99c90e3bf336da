package dev.assay.detectors.manifest.npm;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class NpmFormats {
    private NpmFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("npm-manifest", PackageJson::read),
                new ManifestFormat("npm-lock", PackageLock::read),
                new ManifestFormat("yarn-lock", YarnLock::read),
                new ManifestFormat("pnpm-lock", PnpmLock::read),
                new ManifestFormat("pnpm-workspace", PnpmWorkspace::read),
                new ManifestFormat("bun-lock", BunLock::read));
    }
}
