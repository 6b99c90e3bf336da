package dev.assay.detectors.manifest.npm;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class NpmFormats {
    private NpmFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("npm-manifest", PackageJson::read)
                        .neverEmpty()
                        .shaped(
                                "dependencies,devDependencies,optionalDependencies,peerDependencies/*",
                                "dependencies,devDependencies,optionalDependencies,peerDependencies: null",
                                "overrides,resolutions: map null"),
                new ManifestFormat("npm-lock", PackageLock::read).neverEmpty(),
                new ManifestFormat("yarn-lock", YarnLock::read).shaped("*: map", "*/resolution"),
                new ManifestFormat("pnpm-lock", PnpmLock::read)
                        .neverEmpty()
                        .shaped(
                                "importers/*: map null",
                                "importers/*/dependencies,devDependencies,optionalDependencies: map null",
                                "importers/*/configDependencies,packageManagerDependencies: map null",
                                "dependencies,devDependencies,optionalDependencies: map null",
                                "packages,snapshots/*: map null"),
                new ManifestFormat("pnpm-workspace", PnpmWorkspace::read)
                        .shaped(
                                "catalog/*",
                                "catalogs/*/*",
                                "overrides: map null",
                                "catalog,catalogs,configDependencies,packageExtensions: null",
                                "configDependencies/*: text map",
                                "packageExtensions/*/dependencies,optionalDependencies,peerDependencies/*"),
                new ManifestFormat("yarn-catalogs", PnpmWorkspace::yarn)
                        .shaped(
                                "catalog/*",
                                "catalogs/*/*",
                                "catalog,catalogs,packageExtensions: null",
                                "packageExtensions/*/dependencies,optionalDependencies,peerDependencies/*"),
                new ManifestFormat("bun-lock", BunLock::read)
                        .neverEmpty()
                        .having("workspaces")
                        .shaped("packages/*: list", "overrides: map"));
    }
}
