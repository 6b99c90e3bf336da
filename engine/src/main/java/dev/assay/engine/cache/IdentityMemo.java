package dev.assay.engine.cache;

import java.util.Optional;

/**
 * Remembers which content a file had, so that an unchanged one need not be opened. Thread-safe. It holds only what is
 * sure: an implementation refuses identities that it cannot trust, such as those of a file that was written within two
 * seconds of being recorded, or on a network file system.
 */
public interface IdentityMemo {
    /** What is known of a file under exactly this identity. */
    Optional<Content> get(FileIdentity identity);

    void put(FileIdentity identity, Content content);

    /** Whether this file's identity may stand for its bytes at all. */
    boolean trusts(FileIdentity identity);

    /**
     * How a file's facts are found again.
     *
     * @param sha256 of its bytes, or empty when they are kept under the identity itself
     */
    record Content(Optional<Sha256> sha256) {}

    /** A digest as 64 lower-case hexadecimal digits. */
    record Sha256(String hex) {}

    /** A memo that remembers nothing. */
    static IdentityMemo none() {
        return new IdentityMemo() {
            @Override
            public Optional<Content> get(FileIdentity identity) {
                return Optional.empty();
            }

            @Override
            public void put(FileIdentity identity, Content content) {}

            @Override
            public boolean trusts(FileIdentity identity) {
                return false;
            }
        };
    }
}
