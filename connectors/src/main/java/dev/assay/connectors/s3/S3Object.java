package dev.assay.connectors.s3;

import dev.assay.connectors.remote.RemoteFile;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.ChangedException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.cache.Identity;
import dev.assay.engine.scan.Opener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An object, opened as the version that the walk saw, or not at all. Its entity tag binds it, not the version's id: to read
 * by id takes a permission of its own, and a listing tells none.
 */
final class S3Object implements Opener {
    private final Bucket bucket;
    private final String key;
    private final String version;
    private final String tag;
    private final long sizeBytes;
    private final @Nullable Identity identity;

    /** What the walk opened already, until somebody takes it. */
    private @Nullable RemoteFile opened;

    private S3Object(
            Bucket bucket,
            String key,
            String version,
            String tag,
            long sizeBytes,
            @Nullable Identity identity,
            @Nullable RemoteFile opened) {
        this.bucket = bucket;
        this.key = key;
        this.version = version;
        this.tag = tag;
        this.sizeBytes = sizeBytes;
        this.identity = identity;
        this.opened = opened;
    }

    /** Of a listing. */
    static S3Object listed(Bucket bucket, ListingPage.Entry entry, @Nullable Identity identity) {
        return new S3Object(bucket, String.valueOf(entry.key()), "", entry.tag(), entry.sizeBytes(), identity, null);
    }

    /** By its name alone. */
    static S3Object open(Bucket bucket, String key, String version, Clock clock) throws IOException {
        try {
            RemoteFile file = bucket.open(key, version, "", clock);
            var identity = file.identity();
            String tag = identity == null ? "" : identity.validator();
            return new S3Object(bucket, key, version, tag, file.sizeBytes(), identity, file);
        } catch (Bucket.EmptyException e) {
            throw nothing(e);
        }
    }

    private static UnreachableException nothing(Bucket.EmptyException e) {
        return new UnreachableException(
                "the store gives no byte of it: it is empty, or no range of it is to be had", e);
    }

    long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public synchronized ByteSource open(Budget budget) throws IOException {
        RemoteFile file = opened;
        opened = null;
        if (file != null) {
            return file.source(budget.memory().buffers());
        }
        try {
            file = bucket.open(key, version, tag, budget.clock());
        } catch (Bucket.EmptyException e) {
            if (sizeBytes == 0) {
                return new MemorySource(new byte[0]);
            }
            throw nothing(e);
        }
        boolean given = false;
        try {
            if (sizeBytes >= 0 && file.sizeBytes() >= 0 && file.sizeBytes() != sizeBytes) {
                throw new ChangedException("the store lists " + sizeBytes + " bytes and sends " + file.sizeBytes());
            }
            if (identity != null && !identity.isSameAs(file.identity())) {
                throw new ChangedException("the store has another version of it than it listed");
            }
            given = true;
            return file.source(budget.memory().buffers());
        } finally {
            if (!given) {
                file.close();
            }
        }
    }

    @Override
    public synchronized void unused() {
        if (opened != null) {
            opened.close();
            opened = null;
        }
    }

    @Override
    public @Nullable Identity identity() {
        return identity; // each answer was compared with it
    }
}
