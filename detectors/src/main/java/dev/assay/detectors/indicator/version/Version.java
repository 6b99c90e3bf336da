package dev.assay.detectors.indicator.version;

/**
 * A version as its ecosystem understands it. Only versions of one {@link VersionScheme} can be compared; two that compare as 0 are
 * the same one, however they are written. Immutable.
 */
public interface Version extends Comparable<Version> {
    /** Whether a range that names versions admits this one, where no more than its bounds speak for it. */
    default boolean isAdmittedUnnamed(Iterable<Version> named) {
        return true;
    }

    /** The release that this is a build of, by somebody else; itself if it is none. */
    default Version released() {
        return this;
    }
}
