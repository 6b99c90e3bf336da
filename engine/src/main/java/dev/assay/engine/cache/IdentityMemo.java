package dev.assay.engine.cache;

import java.util.Optional;

/**
 * Remembers which content a file had, so that an unchanged one need not be opened. Thread-safe. It holds only what is
 * sure: an implementation refuses identities that it cannot trust, such as those of a file that was written within two
 * seconds of being recorded, or on a network file system.
 */
public interface IdentityMemo {
    /**
     * Says that a file was found and will be asked for. The walk runs ahead of the asking, so that a store that is only
     * worth opening for many files can know early.
     */
    void coming(long sizeBytes);

    /** What is known of a file under exactly this identity. */
    Optional<Content> get(FileIdentity identity);

    /** @param key under which the file's facts were kept, so that they can be fetched together with what is known of it */
    void put(FileIdentity identity, Content content, Key key);

    /**
     * Whether this identity may stand for its bytes at all. Asked before the first byte is read: a file that is
     * written while it is read, within one grain of the clock, looks the same afterwards.
     */
    boolean trusts(Identity identity);

    /**
     * How a file's facts are found again.
     *
     * @param sha256 of its bytes, or empty when they are kept under the identity itself
     */
    record Content(Optional<Sha256> sha256) {}

    /** A memo that remembers nothing. */
    static IdentityMemo none() {
        return new IdentityMemo() {
            @Override
            public void coming(long sizeBytes) {}

            @Override
            public Optional<Content> get(FileIdentity identity) {
                return Optional.empty();
            }

            @Override
            public void put(FileIdentity identity, Content content, Key key) {}

            @Override
            public boolean trusts(Identity identity) {
                return false;
            }
        };
    }
}
