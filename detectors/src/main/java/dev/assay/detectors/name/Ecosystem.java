package dev.assay.detectors.name;

import java.util.List;
import java.util.Optional;

/** The registries whose names are known. Their words are those of a purl's type (ECMA-427). */
public enum Ecosystem {
    PYPI("pypi", "PyPI"),
    NPM("npm", "npm"),
    CARGO("cargo", "crates.io"),
    GO("golang", "Go"),
    GEM("gem", "RubyGems"),
    MAVEN("maven", "Maven Central"),
    NUGET("nuget", "NuGet"),
    COMPOSER("composer", "Packagist");

    private static final List<Ecosystem> ALL = List.of(values());

    private final String type;
    private final String title;

    Ecosystem(String type, String title) {
        this.type = type;
        this.title = title;
    }

    /** The purl's type. */
    public String type() {
        return type;
    }

    /** As people call the registry. */
    public String title() {
        return title;
    }

    /** By the purl's type; nothing for an ecosystem whose names are not judged. */
    public static Optional<Ecosystem> ofType(String type) {
        for (Ecosystem each : ALL) {
            if (each.type.equals(type)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    public static List<String> types() {
        return ALL.stream().map(Ecosystem::type).toList();
    }
}
