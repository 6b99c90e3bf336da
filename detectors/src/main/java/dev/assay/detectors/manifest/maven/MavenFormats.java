package dev.assay.detectors.manifest.maven;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class MavenFormats {
    static final String ECOSYSTEM = "maven";

    private MavenFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("maven-pom", Pom::read)
                        .neverEmpty()
                        .once(
                                "project",
                                "parent",
                                "profile",
                                "dependencyManagement",
                                "dependency",
                                "build",
                                "pluginManagement",
                                "plugin",
                                "extension"),
                new ManifestFormat("maven-extensions", MavenExtensions::looksRight, MavenExtensions::read)
                        .neverEmpty()
                        .once("extension"),
                new ManifestFormat("maven-properties", PomProperties::read),
                new ManifestFormat("gradle-lock", GradleLock::read),
                new ManifestFormat("gradle-catalog", GradleCatalog::read).shaped("libraries,plugins/*: text map"));
    }
}
