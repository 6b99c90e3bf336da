package dev.assay.engine.cache;

import org.jspecify.annotations.Nullable;

/**
 * What a server promises of an object: a strong entity tag, a version or a digest, never a date and never a weak tag. The
 * promise is the server's, so it counts for this address only.
 *
 * @param url where it lies, without credentials and signatures: such as change while the object stays the same
 * @param validator in the server's words
 * @param sha256 of the content, if the source lists one; compared whenever all of the content is read
 */
public record RemoteIdentity(
        String url,
        String validator,
        long sizeBytes,
        @Nullable Sha256 sha256) implements Identity {
    @Override
    public boolean isSameAs(@Nullable Identity other) {
        return equals(other);
    }
}
