package dev.assay.connectors.remote;

import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.UnreachableException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One response, whose connection is the caller's until it is closed. Belongs to one thread. */
public final class Answer implements Closeable {
    private static final int LONGEST_VALIDATOR = 1_024;

    private final RemoteRequest request;
    private final Call call;
    private final Response response;
    private final InputStream body;
    private final Runnable release;
    private boolean closed;

    Answer(RemoteRequest request, Call call, Response response, InputStream body, Runnable release) {
        this.request = request;
        this.call = call;
        this.response = response;
        this.body = body;
        this.release = release;
    }

    public int status() {
        return response.code();
    }

    /** The last of the headers with this name, or null. */
    public @Nullable String header(String name) {
        return response.header(name);
    }

    /** A header that is sent back as it is; null, too, for one that no request can carry, or that is too long to be kept. */
    public @Nullable String validator(String name) {
        String value = header(name);
        return value != null && value.length() <= LONGEST_VALIDATOR && isCarried(value) ? value : null;
    }

    /** What OkHttp takes for the value of a request's header; of a response's it takes everything. */
    static boolean isCarried(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c < 0x7f || c == '\t');
    }

    /** How long it wants us to wait: seconds or a date (RFC 9110, 10.2.3); anything else is as if it were not there. */
    public Duration retryAfter() {
        String value = header("Retry-After");
        if (value == null) {
            return Duration.ZERO;
        }
        try {
            if (value.length() <= 9 && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Duration.ofSeconds(Integer.parseInt(value));
            }
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration left = Duration.between(Instant.now(), until);
            return left.isNegative() || left.compareTo(Duration.ofDays(365)) > 0 ? Duration.ZERO : left;
        } catch (DateTimeParseException | NumberFormatException e) {
            return Duration.ZERO;
        }
    }

    /** All headers with this name as one, or an empty text. */
    String all(String name) {
        return String.join(", ", response.headers().values(name));
    }

    /** What it says of keeping it. */
    Freshness freshness() {
        return Freshness.of(response.headers(), response.sentRequestAtMillis(), response.receivedResponseAtMillis());
    }

    /** The request as it was sent, after whatever redirects. */
    Request sent() {
        return response.request();
    }

    /** The request that it answers, after whatever redirects. */
    RemoteRequest request() {
        return request;
    }

    /** Where it came from in the end, redirects followed. */
    public HttpUrl url() {
        return request.url();
    }

    /** A request of another address of the same place, which may know what this one's might. */
    public RemoteRequest again(HttpUrl url) {
        return request.at(url);
    }

    /** The body's size as told, or {@link ByteSource#UNKNOWN}. */
    public long length() {
        return response.body().contentLength();
    }

    /** The bytes as they are on the line: no encoding is undone. */
    public InputStream body() {
        return body;
    }

    /**
     * All of a small body.
     *
     * @throws UnreachableException if it is larger, or compressed
     * @throws IOException if the connection breaks
     */
    public byte[] bytes(int most) throws IOException {
        if (header("Content-Encoding") != null) {
            throw new UnreachableException(url().host() + " sends it in an encoding that was not asked for");
        }
        byte[] bytes = body.readNBytes(most + 1);
        if (bytes.length > most) {
            abort();
            throw new UnreachableException(url().host() + " sends more than " + most + " bytes for a listing");
        }
        return bytes;
    }

    /** @throws UnreachableException unless the status is one of these */
    public void require(int... statuses) throws UnreachableException {
        for (int status : statuses) {
            if (status == status()) {
                return;
            }
        }
        throw Failures.ofStatus(status(), url().host());
    }

    /** Gives the connection up: else closing reads on for a while, in the hope of an end and another use. */
    void abort() {
        call.cancel();
        close();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            response.close();
            release.run();
        }
    }
}
