package dev.assay.engine.bytes;

import java.time.Duration;

/**
 * How much one artifact may cost. Every number is a key of the configuration.
 *
 * @param depth containers within containers
 * @param entriesPerContainer members of one archive
 * @param entries members of all archives within one artifact
 * @param expandedBytes bytes that come out of decompression within one artifact
 * @param expansionRatio how many times larger than the artifact that may be, once past {@link #expansionFreeBytes}
 * @param expansionFreeBytes what may come out of decompression whatever the ratio
 * @param facts facts of one artifact
 * @param findings findings of one artifact that are reported; the rest is counted
 * @param perTarget time for one target
 */
public record Limits(
        int depth,
        long entriesPerContainer,
        long entries,
        long expandedBytes,
        long expansionRatio,
        long expansionFreeBytes,
        long facts,
        int findings,
        Duration perTarget) {

    public static final Limits DEFAULT =
            new Limits(16, 100_000, 1_000_000, 64L << 30, 1_000, 100_000_000, 1_000_000, 10_000, Duration.ofHours(1));
}
