package dev.assay.connectors.remote;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.cache.Sha256;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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

    /** What is not there may be there a moment later, and that is what matters to who asks. */
    public static final Duration MOST_FRESH_ABSENT = Duration.ofMinutes(5);

    /**
     * A document.
     *
     * @param link its header {@code Link}, or an empty text
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Document(byte[] bytes, String link) {}

    /** Makes something small of an answer while it comes, whatever its status is. */
    @FunctionalInterface
    public interface Extraction {
        /** @throws UnreachableException if the answer is none that can be used */
        byte[] of(Answer answer) throws IOException;
    }

    /** @param fresh how long it may be used without asking, beside what the server says */
    private record Making(Extraction extraction, Duration fresh) {
        long freshUntilMillis(int status, long toldMillis, Instant now) {
            Duration most = status == 200 || fresh.compareTo(MOST_FRESH_ABSENT) < 0 ? fresh : MOST_FRESH_ABSENT;
            return most.isZero()
                    ? toldMillis
                    : Math.max(toldMillis, now.plus(most).toEpochMilli());
        }
    }

    private static final Making WHOLE = new Making(
            answer -> {
                answer.require(200);
                return answer.bytes(MOST_BYTES);
            },
            Duration.ZERO);

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
        KeptAnswer kept = kept(request, key(request), WHOLE, pinned, clock);
        return new Document(kept.body(), kept.link());
    }

    /**
     * What is made of an answer, as far as that is needed: instead of the answer, what was made of it is kept.
     *
     * @param made what is made of it, and by which version of whoever makes it: what another made is another thing
     * @param fresh how long it is used without asking, whatever the server says; of an answer other than 200 for
     *     {@link #MOST_FRESH_ABSENT} at most
     * @throws UnreachableException if it is not to be had
     */
    public byte[] extract(RemoteRequest request, String made, Duration fresh, Extraction extraction, Clock clock)
            throws IOException {
        Sha256 key =
                KeptAnswer.digest("extract\0" + made + "\0" + request.url() + "\0" + client.authorization(request));
        return kept(request, key, new Making(extraction, fresh), false, clock).body();
    }

    private KeptAnswer kept(RemoteRequest request, Sha256 key, Making making, boolean pinned, Clock clock)
            throws IOException {
        KeptAnswer kept = cache.get(key);
        if (kept != null && (pinned || isFresh(kept, request))) {
            cache.hit(kept.body().length);
            return kept;
        }
        Optional<KeptAnswer> answer = ask(request, kept, key, making, clock);
        if (answer.isEmpty()) { // what is kept is not what the server means
            answer = ask(request, null, key, making, clock);
        }
        return answer.orElseThrow(
                () -> new UnreachableException(request.url().host() + " says that what nobody has is unchanged"));
    }

    /** Keeps it no longer: whoever read it found that it is not what was asked for, such as a page of some proxy. */
    public void forget(RemoteRequest request) {
        cache.remove(key(request));
    }

    private Sha256 key(RemoteRequest request) {
        return KeptAnswer.digest("document\0" + request.url() + "\0" + client.authorization(request));
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

    private Optional<KeptAnswer> ask(
            RemoteRequest request, @Nullable KeptAnswer kept, Sha256 key, Making making, Clock clock)
            throws IOException {
        return client.read(kept == null ? request : conditional(request, kept), clock, answer -> {
            if (answer.status() == 304) {
                return kept != null && isOf(answer, kept)
                        ? Optional.of(renewed(answer, kept, key, making))
                        : Optional.empty();
            }
            return Optional.of(received(answer, key, making));
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

    private KeptAnswer renewed(Answer answer, KeptAnswer kept, Sha256 key, Making making) {
        cache.revalidated(kept.body().length);
        long freshUntil = making.freshUntilMillis(200, answer.freshness().untilMillis(), cache.now());
        if (freshUntil > 0) {
            cache.put(key, kept.freshUntil(freshUntil));
        }
        return kept;
    }

    private KeptAnswer received(Answer answer, Sha256 key, Making making) throws IOException {
        byte[] body = making.extraction().of(answer);
        cache.missed();
        Freshness freshness = answer.freshness();
        String tag = answer.validator("ETag");
        String vary = answer.all("Vary");
        KeptAnswer received = new KeptAnswer(
                tag == null ? "" : tag,
                freshness.modified(),
                answer.all("Link"),
                making.freshUntilMillis(answer.status(), freshness.untilMillis(), cache.now()),
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
