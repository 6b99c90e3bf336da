package dev.assay.engine.fact;

import java.util.Set;

/**
 * A digest of all the bytes at hand, where somebody may know them by it.
 *
 * @param algorithm one of {@link #ALGORITHMS}
 * @param hex in lower case
 */
public record FileDigest(String algorithm, String hex, long sizeBytes) implements Fact {
    public static final Set<String> ALGORITHMS = Set.of("sha256", "sha1", "md5");

    @Override
    public long offsetBytes() {
        return 0;
    }
}
