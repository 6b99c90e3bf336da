package dev.assay.detectors.name;

import java.util.Optional;

/** Advisories of packages that are malicious as such, as OSV's {@code MAL-} ones are. Exact: never a likeness. */
@FunctionalInterface
public interface KnownBad {
    /** Without any advisory. */
    KnownBad NONE = (name, version) -> Optional.empty();

    /**
     * The id of an advisory.
     *
     * @param version which one is meant; empty where that is not known: then only an advisory for all versions counts
     * @throws java.io.UncheckedIOException if the advisories cannot be read
     */
    Optional<String> advisory(PackageName name, String version);

    /**
     * The id of an advisory for some versions of a package, of which none is meant.
     *
     * @throws java.io.UncheckedIOException if the advisories cannot be read
     */
    default Optional<String> ofSomeVersions(PackageName name) {
        return Optional.empty();
    }
}
