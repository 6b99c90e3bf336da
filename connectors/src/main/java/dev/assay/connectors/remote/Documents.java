package dev.assay.connectors.remote;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.cache.Sha256;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Small documents, such as listings and what an API says: asked for on a condition if they are kept, and not at all
 * while they are fresh or if their address pins them (RFC 9111). Thread-safe.
 */
public final class Documents {
    private static final int MOST_BYTES = 32 << 20;

    /**
     * A document.
     *
     * @param link its header {@code Link}, or an empty text
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Document(byte[] bytes, String link) {}

    private final RemoteClient client;
    private final ResponseCache cache;

    public Documents(RemoteClient client, ResponseCache cache) {
        this.client = client;
        this.cache = cache;
    }

    /**
     * Asks for a document, as far as that is needed.
     *
     * @param pinned whether the address says which version it is, so that it never changes
     * @throws UnreachableException if it is not to be had
     */
    public Document get(RemoteRequest request, boolean pinned, Clock clock) throws IOException {
        Sha256 key = key(request);
        KeptAnswer kept = cache.get(key);
        if (kept != null && (pinned || isFresh(kept, request))) {
            cache.hit(kept.body().length);
            return document(kept);
        }
        Optional<KeptAnswer> answer = ask(request, kept, key, clock);
        if (answer.isEmpty()) { // what is kept is not what the server means
            answer = ask(request, null, key, clock);
        }
        return document(answer.orElseThrow(
                () -> new UnreachableException(request.url().host() + " says that what nobody has is unchanged")));
    }

    /** Keeps it no longer: whoever read it found that it is not what was asked for, such as a page of some proxy. */
    public void forget(RemoteRequest request) {
        cache.remove(key(request));
    }

    private Sha256 key(RemoteRequest request) {
        return KeptAnswer.digest("document\0" + request.url() + "\0" + client.authorization(request));
    }

    private static Document document(KeptAnswer kept) {
        return new Document(kept.body(), kept.link());
    }

    /** Whether it may be used without asking. Behind a redirect it may not: that may lead elsewhere by now. */
    private boolean isFresh(KeptAnswer kept, RemoteRequest request) {
        return kept.freshUntilMillis() > cache.now().toEpochMilli()
                && kept.located().equals(located(request))
                && kept.asked().equals(asked(kept.vary(), client.build(request)));
    }

    private static Sha256 located(RemoteRequest request) {
        return KeptAnswer.digest(request.url().toString());
    }

    /** Of those headers of a request that its answer depends on (RFC 9111, 4.1). */
    private static Sha256 asked(String vary, Request request) {
        StringBuilder asked = new StringBuilder();
        for (String name : vary.toLowerCase(Locale.ROOT).split(",", -1)) {
            asked.append(request.headers().values(name.strip())).append('\0');
        }
        return KeptAnswer.digest(asked.toString());
    }

    private Optional<KeptAnswer> ask(RemoteRequest request, @Nullable KeptAnswer kept, Sha256 key, Clock clock)
            throws IOException {
        return client.read(kept == null ? request : conditional(request, kept), clock, answer -> {
            if (answer.status() == 304) {
                return kept != null && isOf(answer, kept) ? Optional.of(renewed(answer, kept, key)) : Optional.empty();
            }
            return Optional.of(received(answer, key));
        });
    }

    private static RemoteRequest conditional(RemoteRequest request, KeptAnswer kept) {
        Map<String, String> headers = new HashMap<>(request.headers());
        if (!kept.tag().isEmpty()) {
            headers.put("If-None-Match", kept.tag());
        } else if (!kept.modified().isEmpty()) {
            headers.put("If-Modified-Since", kept.modified());
        }
        return request.with(headers);
    }

    /** Whether the server means what is kept: it comes from there, and has the tag that was asked for. */
    private static boolean isOf(Answer answer, KeptAnswer kept) {
        String tag = answer.header("ETag");
        return kept.located().equals(located(answer.request()))
                && (tag == null || kept.tag().isEmpty() || opaque(tag).equals(opaque(kept.tag())));
    }

    /** Without the sign of weakness, which counts for nothing here (RFC 9110, 8.8.3.2). */
    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    private KeptAnswer renewed(Answer answer, KeptAnswer kept, Sha256 key) {
        cache.revalidated(kept.body().length);
        long freshUntil = answer.freshness().untilMillis();
        if (freshUntil > 0) {
            cache.put(key, kept.freshUntil(freshUntil));
        }
        return kept;
    }

    private KeptAnswer received(Answer answer, Sha256 key) throws IOException {
        answer.require(200);
        byte[] body = answer.bytes(MOST_BYTES);
        cache.missed();
        Freshness freshness = answer.freshness();
        String tag = answer.validator("ETag");
        String vary = answer.all("Vary");
        KeptAnswer received = new KeptAnswer(
                tag == null ? "" : tag,
                freshness.modified(),
                answer.all("Link"),
                freshness.untilMillis(),
                vary,
                asked(vary, answer.sent()),
                located(answer.request()),
                body.length,
                body);
        if (freshness.storable()) {
            cache.put(key, received);
        }
        return received;
    }
}
