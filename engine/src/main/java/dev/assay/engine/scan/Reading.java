package dev.assay.engine.scan;

import dev.assay.engine.cache.Decoded;

/**
 * What is known of an artifact once it was read, or was found in the cache.
 *
 * @param sizeBytes of the artifact; negative if nobody knows
 * @param readBytes how many bytes were read for it
 */
record Reading(Decoded decoded, long sizeBytes, long readBytes, LookUp lookUp) {
    /** How the cache fared: a file that it could not have known is no miss. */
    enum LookUp {
        HIT,
        MISS,
        NONE
    }
}
