package dev.assay.detectors.manifest.dotnet;

import dev.assay.detectors.manifest.ManifestFormat;
import dev.assay.engine.decode.Head;
import java.util.List;
import java.util.function.Predicate;

/** What this folder reads. */
public final class DotnetFormats {
    static final String ECOSYSTEM = "nuget";

    private DotnetFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                project("msbuild-project", _ -> true).neverEmpty(),
                project("msbuild-import", MsbuildProject::looksRight),
                new ManifestFormat("dotnet-tools", DotnetFiles::tools)
                        .neverEmpty()
                        .shaped("tools/*: map"),
                new ManifestFormat("dotnet-global", DotnetFiles::hasSdks, DotnetFiles::sdks).shaped("msbuild-sdks/*"),
                new ManifestFormat("nuget-config", MsbuildProject::packagesConfig).neverEmpty(),
                new ManifestFormat("nuspec", Nuspec::read),
                new ManifestFormat("nuget-lock", NugetLocks::lock)
                        .neverEmpty()
                        .having("dependencies")
                        .shaped("dependencies/*/*/resolved"),
                new ManifestFormat("nuget-assets", NugetLocks::assets)
                        .neverEmpty()
                        .having("libraries")
                        .shaped("targets/*/*/type"),
                new ManifestFormat("dotnet-deps", NugetLocks::deps)
                        .neverEmpty()
                        .shaped("targets/*/*/dependencies: map"),
                new ManifestFormat("paket-manifest", Paket::manifest),
                new ManifestFormat("paket-lock", Paket::lock));
    }

    private static ManifestFormat project(String id, Predicate<Head> looksRight) {
        return new ManifestFormat(id, looksRight, MsbuildProject::read)
                .once("PackageReference", "PackageVersion", "GlobalPackageReference", "PackageDownload");
    }
}
