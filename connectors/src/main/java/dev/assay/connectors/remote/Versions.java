package dev.assay.connectors.remote;

import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.cache.RemoteIdentity;
import dev.assay.engine.cache.Sha256;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of files were seen, so that one that did not change costs a conditional request and no byte of it. Of
 * their content nothing is kept here: facts are, under the version. A server is always asked, however long it says that
 * an answer is fresh; and only strong tags count, as for all that is kept of a file. Thread-safe.
 */
public final class Versions {
    private final RemoteClient client;
    private final ResponseCache cache;

    /**
     * A file as it is now.
     *
     * @param opened with its first bytes, or null if it is what it was
     */
    public record Seen(
            long sizeBytes,
            @Nullable RemoteIdentity identity,
            @Nullable RemoteFile opened) {
        static Seen of(RemoteFile file) {
            return new Seen(file.sizeBytes(), file.identity(), file);
        }
    }

    public Versions(RemoteClient client, ResponseCache cache) {
        this.client = client;
        this.cache = cache;
    }

    /**
     * Asks for a file, on the condition that it changed if it was seen before.
     *
     * @throws UnreachableException if there is none to be had
     */
    public Seen see(RemoteRequest request, Clock clock) throws IOException {
        KeptAnswer kept = cache.get(key(request));
        if (kept == null) {
            return Seen.of(RemoteFile.open(client, request, clock));
        }
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.put("If-None-Match", kept.tag());
        Answer answer = client.get(RemoteFile.withRange(request.with(headers), 0, Buffers.SIZE_BYTES), clock);
        if (answer.status() != 304) {
            return Seen.of(RemoteFile.of(client, request, clock, answer, RemoteFile.NOTHING_MORE));
        }
        String tag = answer.header("ETag");
        boolean same = (tag == null || tag.equals(kept.tag())) && kept.located().equals(located(answer.request()));
        answer.close();
        if (!same) { // it speaks of something else
            return Seen.of(RemoteFile.open(client, request, clock));
        }
        cache.revalidated(Math.min(kept.sizeBytes(), Buffers.SIZE_BYTES));
        return new Seen(
                kept.sizeBytes(),
                new RemoteIdentity(Urls.identity(request.url()), kept.tag(), kept.sizeBytes(), null),
                null);
    }

    /** Keeps a file's version, if it has one that holds and its server does not mind. */
    public void keep(RemoteRequest request, RemoteFile file) {
        RemoteIdentity identity = file.identity();
        cache.missed();
        if (identity != null && file.isStorable()) {
            cache.put(
                    key(request),
                    KeptAnswer.ofFile(identity.validator(), located(file.located()), identity.sizeBytes()));
        }
    }

    /** Signatures change, and the server looks at them each time; who asks in another way is part of it. */
    private Sha256 key(RemoteRequest request) {
        return KeptAnswer.digest("version\0" + Urls.identity(request.url()) + "\0" + client.authorization(request));
    }

    private static Sha256 located(RemoteRequest request) {
        return KeptAnswer.digest(Urls.identity(request.url()));
    }
}
