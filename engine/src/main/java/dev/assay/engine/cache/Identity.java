package dev.assay.engine.cache;

import org.jspecify.annotations.Nullable;

/** What a source tells of some bytes before it gives them: equal identities stand for equal bytes. */
public sealed interface Identity permits FileIdentity, RemoteIdentity {
    long sizeBytes();

    /** Whether both tell the same of the same thing. */
    boolean isSameAs(@Nullable Identity other);
}
