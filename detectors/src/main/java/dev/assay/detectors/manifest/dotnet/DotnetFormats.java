package dev.assay.detectors.manifest.dotnet;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class DotnetFormats {
    static final String ECOSYSTEM = "nuget";

    private DotnetFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("msbuild-project", MsbuildProject::read)
                        .once("PackageReference", "PackageVersion", "GlobalPackageReference", "PackageDownload"),
                new ManifestFormat("nuget-config", MsbuildProject::packagesConfig),
                new ManifestFormat("nuget-lock", NugetLocks::lock).shaped("dependencies/*/*/resolved"),
                new ManifestFormat("nuget-assets", NugetLocks::assets).shaped("targets/*/*/type"),
                new ManifestFormat("dotnet-deps", NugetLocks::deps).shaped("targets/*/*/dependencies: map"),
                new ManifestFormat("paket-manifest", Paket::manifest),
                new ManifestFormat("paket-lock", Paket::lock));
    }
}
