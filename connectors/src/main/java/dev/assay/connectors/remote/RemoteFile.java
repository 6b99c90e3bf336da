package dev.assay.connectors.remote;

import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.ChangedException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.cache.RemoteIdentity;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One version of an object behind a server. The first request asks for the first block as a range: its answer tells
 * whether there are ranges, the size and the validators, and brings what recognising a format needs, all at once. Every
 * answer after that must be of the same version. Belongs to one thread at a time.
 */
public final class RemoteFile implements Closeable {
    private static final int HTML_PROBE_BYTES = 1024;

    /** What stores say of a signed address whose time is up: one cloud finds the request wrong, the others forbid it. */
    private static final Set<Integer> EXPIRED = Set.of(400, 401, 403);

    /** What an answer's status says is enough. */
    static final Refusals NOTHING_MORE = answer -> {};

    private final RemoteClient client;
    private final RemoteRequest request;
    private final Clock clock;
    private final boolean seekable;
    private final long sizeBytes;
    private final @Nullable String tag;
    private final @Nullable String modified;
    private final boolean html;
    private final boolean storable;
    private final RangeStream first;
    private RemoteRequest located;
    private boolean given;

    private RemoteFile(
            RemoteClient client, RemoteRequest request, Clock clock, Answer answer, boolean seekable, long sizeBytes) {
        this.client = client;
        this.request = request;
        this.clock = clock;
        this.seekable = seekable;
        this.sizeBytes = sizeBytes;
        this.tag = answer.header("ETag");
        this.modified = answer.header("Last-Modified");
        String type = answer.header("Content-Type");
        this.html = type != null && type.toLowerCase(Locale.ROOT).contains("html");
        this.storable = answer.freshness().storable();
        this.located = answer.request().with(request.headers());
        this.first = new RangeStream(this, answer, 0, seekable ? Math.min(sizeBytes, Buffers.SIZE_BYTES) : sizeBytes);
    }

    /**
     * Asks for an object.
     *
     * @throws UnreachableException if there is none to be had
     */
    public static RemoteFile open(RemoteClient client, RemoteRequest request, Clock clock) throws IOException {
        return open(client, request, clock, NOTHING_MORE);
    }

    /** Looks at an answer before anything is made of it: a store's own errors say more than a status. */
    @FunctionalInterface
    public interface Refusals {
        /** @throws IOException if there is no content in it, and it says why */
        void check(Answer answer) throws IOException;
    }

    /** The same, with another's look at the first answer. */
    public static RemoteFile open(RemoteClient client, RemoteRequest request, Clock clock, Refusals refusals)
            throws IOException {
        return of(client, request, clock, client.get(withRange(request, 0, Buffers.SIZE_BYTES), clock), refusals);
    }

    /** What is made of the first answer; closed with it if that is nothing. */
    static RemoteFile of(RemoteClient client, RemoteRequest request, Clock clock, Answer answer, Refusals refusals)
            throws IOException {
        boolean kept = false;
        try {
            refusals.check(answer);
            RemoteFile file = begin(client, request, clock, answer);
            kept = true;
            return file;
        } finally {
            if (!kept) {
                answer.abort();
            }
        }
    }

    private static RemoteFile begin(RemoteClient client, RemoteRequest request, Clock clock, Answer answer)
            throws IOException {
        ContentRange range = ContentRange.parse(answer.header("Content-Range"));
        if (answer.status() == 416 && range != null && range.total() == 0) {
            return new RemoteFile(client, request, clock, answer, true, 0); // nothing of an empty file is a range
        }
        answer.require(200, 206);
        refuseEncoding(answer);
        if (answer.status() == 200) {
            return new RemoteFile(client, request, clock, answer, false, answer.length());
        }
        if (range == null || range.total() < 0) {
            throw new UnreachableException(answer.url().host() + " sends a part without saying which part of what");
        }
        check(answer, range, 0, Math.min(Buffers.SIZE_BYTES, range.total()));
        return new RemoteFile(client, request, clock, answer, true, range.total());
    }

    static RemoteRequest withRange(RemoteRequest request, long from, long to) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.put("Range", "bytes=" + from + "-" + (to - 1));
        return request.with(headers);
    }

    /** What is asked for is the bytes as they are. A gzip is scanned as one; others the engine could not undo. */
    private static void refuseEncoding(Answer answer) throws UnreachableException {
        String encoding = answer.header("Content-Encoding");
        if (encoding == null) {
            return;
        }
        switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity", "gzip", "x-gzip" -> {}
            default ->
                throw new UnreachableException(answer.url().host() + " sends it in an encoding that was not asked for");
        }
    }

    private static void check(Answer answer, ContentRange range, long from, long to) throws UnreachableException {
        boolean right = range.from() == from && range.to() == to - 1;
        if (!right || answer.length() >= 0 && answer.length() != to - from) {
            throw new UnreachableException(answer.url().host() + " sends another range than it was asked for");
        }
    }

    public long sizeBytes() {
        return sizeBytes;
    }

    /** Whether it is a page for people, where its name promises something else: a login, a notice, an error with 200. */
    public boolean isPage() throws IOException {
        String name = request.url().encodedPath().toLowerCase(Locale.ROOT);
        if (!html || name.endsWith(".html") || name.endsWith(".htm")) {
            return false;
        }
        byte[] start = first.peek(HTML_PROBE_BYTES);
        int i = 0;
        while (i < start.length && (start[i] <= ' ' || start[i] == (byte) 0xef || start[i] == (byte) 0xbb)) {
            i++; // white space, and the mark of UTF-8
        }
        return i < start.length && start[i] == '<';
    }

    /** What the server promises of these bytes, or null if it promises nothing that holds. */
    public @Nullable RemoteIdentity identity() {
        boolean strong = tag != null && tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\"");
        return strong && tag != null && sizeBytes >= 0
                ? new RemoteIdentity(Urls.identity(request.url()), tag, sizeBytes, null)
                : null;
    }

    /** The bytes, once. The source is this file's owner from then on. */
    public ByteSource source(Buffers buffers) {
        if (given) {
            throw new IllegalStateException("the bytes were given already");
        }
        given = true;
        return seekable ? new RemoteSource(this, buffers, first) : new StreamSource(first, sizeBytes);
    }

    /** Whether its server lets anything of the answer be kept. */
    boolean isStorable() {
        return storable;
    }

    /** The request that it was had by, after whatever redirects. */
    RemoteRequest located() {
        return located;
    }

    RemoteClient client() {
        return client;
    }

    Clock clock() {
        return clock;
    }

    String host() {
        return located.url().host();
    }

    boolean isSeekable() {
        return seekable;
    }

    /**
     * Asks for a range of the same version.
     *
     * @throws ChangedException if there is another by now
     */
    Answer range(long from, long to) throws IOException {
        Answer answer = ask(located, from, to);
        if (!located.url().equals(request.url()) && EXPIRED.contains(answer.status())) {
            answer.abort(); // where it was redirected to is open for a while only
            answer = ask(request, from, to);
            located = answer.request().with(request.headers());
        }
        boolean kept = false;
        try {
            check(answer, from, to);
            kept = true;
            return answer;
        } finally {
            if (!kept) {
                answer.abort();
            }
        }
    }

    private Answer ask(RemoteRequest where, long from, long to) throws IOException {
        RemoteRequest ranged = withRange(where, from, to);
        String condition = tag == null ? modified : tag.startsWith("\"") ? tag : null;
        if (condition == null) {
            return client.get(ranged, clock);
        }
        Map<String, String> headers = new HashMap<>(ranged.headers());
        headers.put("If-Range", condition);
        return client.get(ranged.with(headers), clock);
    }

    private void check(Answer answer, long from, long to) throws IOException {
        if (answer.status() == 200 && tag != null && tag.equals(answer.header("ETag"))) {
            throw new UnreachableException(host() + " sends all of it where it sent a part before");
        }
        if (answer.status() == 200 || answer.status() == 412) {
            throw new ChangedException("the server has another version of it now");
        }
        ContentRange range = ContentRange.parse(answer.header("Content-Range"));
        if (answer.status() == 416 && range != null && range.total() != sizeBytes) {
            throw changed(range);
        }
        answer.require(206);
        refuseEncoding(answer);
        if (range == null) {
            throw new UnreachableException(host() + " sends a part without saying which part of what");
        }
        if (range.total() >= 0 && range.total() != sizeBytes) {
            throw changed(range);
        }
        String newTag = answer.header("ETag");
        String newModified = answer.header("Last-Modified");
        boolean same = tag != null && newTag != null
                ? tag.equals(newTag)
                : modified == null || newModified == null || modified.equals(newModified);
        if (!same) {
            throw new ChangedException("the server has another version of it now");
        }
        check(answer, range, from, to);
    }

    private ChangedException changed(ContentRange range) {
        return new ChangedException("its size was " + sizeBytes + " bytes and is " + range.total() + " now");
    }

    @Override
    public void close() {
        first.close();
    }
}
