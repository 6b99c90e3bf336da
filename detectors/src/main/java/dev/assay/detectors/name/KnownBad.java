package dev.assay.detectors.name;

import java.util.Optional;

/** Advisories of packages that are malicious as such, as OSV's {@code MAL-} ones are. Exact: never a likeness. */
@FunctionalInterface
public interface KnownBad {
    /** Without any advisory. */
    KnownBad NONE = name -> Optional.empty();

    /** The id of an advisory for all of this package's versions. */
    Optional<String> advisory(PackageName name);
}
