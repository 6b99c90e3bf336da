package dev.assay.connectors.s3;

import dev.assay.connectors.remote.Answer;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteFile;
import dev.assay.connectors.remote.RemoteRequest;
import dev.assay.connectors.remote.RequestSigner;
import dev.assay.engine.bytes.ChangedException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A bucket and how to ask for what is in it. What a refusal tells about the region and the time is taken up, once each:
 * so who does not know where a bucket is may still read it. Thread-safe.
 */
final class Bucket {
    private static final int MOST_PAGE_BYTES = 8 << 20;
    private static final int MOST_ERROR_BYTES = 64 * 1024;
    private static final int MOST_LABEL_CHARACTERS = 63;

    /** A refusal whose reason is mended: the same again may fare better. */
    private static final class MendedException extends IOException {
        @Serial
        private static final long serialVersionUID = 1;
    }

    /** An object without a byte, of which there is no range. */
    static final class EmptyException extends IOException {
        @Serial
        private static final long serialVersionUID = 1;
    }

    @FunctionalInterface
    private interface Asking<T> {
        T ask() throws IOException;
    }

    private final RemoteClient client;
    private final Store store;
    private final String name;
    private final InstantSource time;
    private volatile String region;
    private volatile @Nullable Duration skew;

    /** @throws UnreachableException if there is no address of that bucket */
    Bucket(RemoteClient client, Store store, String name, InstantSource time) throws UnreachableException {
        this.client = client;
        this.store = store;
        this.name = name;
        this.time = time;
        this.region = store.region();
        if (HttpUrl.parse("https://" + host()) == null) {
            throw new UnreachableException("the bucket's name cannot be part of a host's (--s3.addressing path)");
        }
    }

    private String host() {
        HttpUrl endpoint = store.endpoint();
        String host = endpoint == null ? "s3." + region + "." + domain() : endpoint.host();
        return isInHost() ? name + "." + host : host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    /** Where the bucket is, by what is known so far. */
    private HttpUrl.Builder address(String path, String query) {
        HttpUrl endpoint = store.endpoint();
        HttpUrl.Builder builder = endpoint == null ? new HttpUrl.Builder().scheme("https") : endpoint.newBuilder();
        String base = endpoint == null ? "/" : endpoint.encodedPath();
        base = base.endsWith("/") ? base : base + "/";
        return builder.host(host())
                .encodedPath(base + (isInHost() ? "" : name + "/") + path)
                .encodedQuery(query.isEmpty() ? null : query)
                .fragment(null);
    }

    private String domain() {
        return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    }

    /** A bucket with dots would lie beyond the host names that AWS's certificates are for. */
    private boolean isInHost() {
        return switch (store.addressing()) {
            case PATH -> false;
            case HOST -> true;
            case AUTO ->
                store.endpoint() == null
                        && name.length() <= MOST_LABEL_CHARACTERS
                        && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
        };
    }

    /** An object's address, or null for a key that none can carry: parts {@code .} and {@code ..} lead to elsewhere. */
    @Nullable
    HttpUrl object(String key, String version) {
        String path = Escapes.encode(key, '/');
        HttpUrl url = address(path, version.isEmpty() ? "" : "versionId=" + Escapes.encode(version, (char) 0))
                .build();
        return url.encodedPath().endsWith("/" + path) ? url : null;
    }

    /**
     * A page of the objects whose keys begin with a prefix, or nothing if whoever asks may not list: one may be allowed to
     * read all the same.
     *
     * @param token from the page before, or empty
     */
    Optional<ListingPage> list(String prefix, String token, Clock clock) throws IOException {
        return again(() -> {
            String query = (token.isEmpty() ? "" : "continuation-token=" + Escapes.encode(token, (char) 0) + "&")
                    + "encoding-type=url&list-type=2&max-keys=1000"
                    + (prefix.isEmpty() ? "" : "&prefix=" + Escapes.encode(prefix, (char) 0));
            try (Answer answer = client.get(request(address("", query).build()), clock)) {
                if (answer.status() != 200) {
                    var _ = refusal(answer, clock);
                    if (isForbidden(answer)) {
                        return Optional.empty();
                    }
                    answer.require(200);
                }
                return Optional.of(ListingPage.parse(client.read(answer, MOST_PAGE_BYTES, clock)));
            }
        });
    }

    UnreachableException denied() {
        return new UnreachableException("listing the bucket is forbidden" + whoAsked());
    }

    /**
     * Opens an object.
     *
     * @param tag of the only version that will do; empty for any
     * @throws EmptyException if there is no byte in it
     * @throws ChangedException if it is another version by now
     */
    RemoteFile open(String key, String version, String tag, Clock clock) throws IOException {
        return again(() -> {
            HttpUrl url = object(key, version);
            if (url == null) {
                throw new UnreachableException("a name that no address can carry");
            }
            RemoteRequest request = request(url);
            RemoteRequest bound = tag.isEmpty() ? request : request.with(Map.of("If-Match", tag));
            return RemoteFile.open(client, bound, clock, answer -> check(answer, clock));
        });
    }

    private RemoteRequest request(HttpUrl url) {
        Login login = store.login();
        RequestSigner signer = login == null
                ? (_, _) -> Map.of()
                : (address, headers) -> SignatureV4.sign(login, region, now(), address, headers);
        return RemoteRequest.signed(url, signer);
    }

    private Instant now() {
        Duration known = skew;
        return known == null ? time.instant() : time.instant().plus(known);
    }

    /** Region and time are mended once each, and that may take three attempts. */
    private static <T> T again(Asking<T> asking) throws IOException {
        for (int left = 2; ; left--) {
            try {
                return asking.ask();
            } catch (MendedException e) {
                if (left == 0) {
                    throw new UnreachableException("the store refuses every attempt for another reason", e);
                }
            }
        }
    }

    private void check(Answer answer, Clock clock) throws IOException {
        switch (answer.status()) {
            case 200 -> {}
            case 206 -> {
                if (answer.length() == 0) {
                    throw new EmptyException(); // so do some stores
                }
            }
            case 412 -> throw new ChangedException("the store has another version of it than it listed");
            case 416 -> throw new EmptyException(); // of all others, a range from the start has something
            default -> {
                ErrorReply error = refusal(answer, clock);
                if (error.code().equals("InvalidRequest")) {
                    throw new UnreachableException(answer.url().host()
                            + " refuses to read it: it may be encrypted with a key that only its owner has (SSE-C)");
                }
                if (isForbidden(answer)) {
                    throw new UnreachableException("reading the object is forbidden" + whoAsked());
                }
                answer.require(200);
            }
        }
    }

    private static boolean isForbidden(Answer answer) {
        return answer.status() == 401 || answer.status() == 403;
    }

    private String whoAsked() {
        return store.login() == null ? "; nothing was signed: " + store.anonymity() : " to this login";
    }

    /**
     * What a refusal says, if that is something to go on with.
     *
     * @throws MendedException if it told how to ask
     * @throws UnreachableException if its meaning is known
     */
    private ErrorReply refusal(Answer answer, Clock clock) throws IOException {
        ErrorReply error = ErrorReply.parse(start(answer, clock));
        String told = answer.header("x-amz-bucket-region");
        if (mendsRegion(told == null ? error.region() : told)
                || error.code().equals("RequestTimeTooSkewed") && mendsTime(answer.header("Date"))) {
            throw new MendedException();
        }
        String host = answer.url().host();
        if (!error.meaning().isEmpty()) {
            throw new UnreachableException(host + " " + error.meaning());
        }
        if (answer.status() >= 300 && answer.status() < 400) {
            throw new UnreachableException(host + " sends us elsewhere, and a signed request goes nowhere else");
        }
        return error;
    }

    /** As much as a store's own error takes; what is not whole then is a page for people. */
    private static byte[] start(Answer answer, Clock clock) {
        try {
            return answer.body().readNBytes(MOST_ERROR_BYTES);
        } catch (IOException e) {
            clock.check();
            return new byte[0]; // the status has to do
        }
    }

    private synchronized boolean mendsRegion(String told) {
        boolean mends = region.equals(store.region()) && !told.equals(region) && Store.isRegion(told);
        region = mends ? told : region;
        return mends;
    }

    private synchronized boolean mendsTime(@Nullable String date) {
        if (skew != null || date == null) {
            return false;
        }
        try {
            Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            skew = Duration.between(time.instant(), theirs);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
