package dev.assay.engine.fact;

/**
 * A digest of all the bytes at hand, where somebody may know them by it.
 *
 * @param algorithm {@code sha256}, {@code sha1} or {@code md5}
 * @param hex in lower case
 */
public record FileDigest(String algorithm, String hex, long sizeBytes) implements Fact {
    @Override
    public long offsetBytes() {
        return 0;
    }
}
