package dev.assay.detectors.indicator.version;

import org.jspecify.annotations.Nullable;

/** The orders of versions that there are. */
public enum VersionScheme {
    SEMVER,
    PEP440,
    MAVEN,
    NUGET,
    RUBYGEMS,
    PACKAGIST,
    DEBIAN,
    RPM,
    ALPINE,
    HACKAGE,
    CRAN,
    PUB,
    /** Tags and branches: two are the same or not. */
    NONE;

    /**
     * No honest version is as long. Every scheme is linear in the text or, for want of a bound in Maven's class, in the square of
     * it.
     */
    public static final int LONGEST = 1_024;

    /** A version; null for what this scheme does not have, of which nothing can be said. */
    public @Nullable Version parse(String written) {
        String text = written.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        return switch (this) {
            case SEMVER -> SemVersion.parse(text, SemVersion.Flavour.PLAIN);
            case NUGET -> SemVersion.parse(text, SemVersion.Flavour.FOLDED);
            case PUB -> SemVersion.parse(text, SemVersion.Flavour.BUILDS);
            case PEP440 -> Pep440Version.parse(text);
            case MAVEN -> MavenVersion.parse(text);
            case RUBYGEMS -> GemVersion.parse(text);
            case PACKAGIST -> ComposerVersion.parse(text);
            case DEBIAN -> DebianVersion.parse(text);
            case RPM -> RpmVersion.parse(text);
            case ALPINE -> AlpineVersion.parse(text);
            case HACKAGE -> NumberedVersion.parse(text);
            case CRAN -> NumberedVersion.parse(text.replace('-', '.'));
            case NONE -> null;
        };
    }
}
