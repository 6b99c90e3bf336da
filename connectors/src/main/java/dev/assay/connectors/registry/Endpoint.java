package dev.assay.connectors.registry;

import dev.assay.connectors.remote.Answer;
import dev.assay.connectors.remote.Body;
import dev.assay.connectors.remote.Documents;
import dev.assay.connectors.remote.RemoteRequest;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.cache.FactCodec;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Existence;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import okhttp3.HttpUrl;

/**
 * Where one registry is asked. An answer is read while it comes and never held: a record of some hundred bytes is made of it, and
 * that is what is kept between runs. Thread-safe.
 */
final class Endpoint {
    /** Reads an answer of status 200. */
    @FunctionalInterface
    interface Parser {
        /** @throws MalformedException if it is none of this registry's */
        void parse(Body body, RecordBuilder out) throws IOException;
    }

    /** For legal reasons (RFC 7725). */
    private static final int TAKEN_DOWN = 451;

    /** What is longer is nothing that a registry says of a package in one text. */
    static final int MOST_TEXT_BYTES = 2048;

    private static final String NOTHING = "\0";

    private final HttpUrl base;
    private final Documents documents;
    private final Memory memory;
    private final Duration fresh;
    private final String build;

    Endpoint(HttpUrl base, Documents documents, Memory memory, Duration fresh, String build) {
        this.base = base;
        this.documents = documents;
        this.memory = memory;
        this.fresh = fresh;
        this.build = build;
    }

    HttpUrl base() {
        return base;
    }

    /** An address below the base, of segments that are escaped as what they are. */
    HttpUrl at(String... segments) {
        HttpUrl.Builder url = base.newBuilder();
        if (base.pathSegments().getLast().isEmpty()) {
            url.removePathSegment(base.pathSize() - 1);
        }
        for (String segment : segments) {
            url.addPathSegment(segment);
        }
        return url.build();
    }

    /** Makes a few texts of an answer of status 200. */
    @FunctionalInterface
    interface Texts {
        /** @throws MalformedException if it is none of this registry's */
        List<String> of(Body body) throws IOException;
    }

    /**
     * What is said of a package at an address; {@link Existence#ABSENT} if there is nothing.
     *
     * @param form what is read of it and how, so that what another way of reading made is not taken for it
     */
    RegistryRecord ask(HttpUrl url, String accept, String form, Coordinates coordinates, Parser parser, Clock clock)
            throws IOException {
        byte[] kept = extract(
                url,
                accept,
                form + "\0" + coordinates.full(),
                answer -> {
                    String host = answer.url().host();
                    if (isNothing(answer)) {
                        return FactCodec.encode(RegistryRecord.without(
                                coordinates,
                                answer.status() == TAKEN_DOWN ? Existence.REMOVED : Existence.ABSENT,
                                host));
                    }
                    RecordBuilder out = new RecordBuilder(coordinates, host);
                    parser.parse(body(answer, clock), out);
                    return FactCodec.encode(out.build());
                },
                clock);
        if (FactCodec.decodeFact(kept) instanceof RegistryRecord known) {
            return known;
        }
        throw new IOException("the cache has something else of " + url.host());
    }

    /** The texts that are made of what is at an address; nothing if there is nothing. */
    Optional<List<String>> texts(HttpUrl url, String accept, String form, Texts texts, Clock clock) throws IOException {
        byte[] kept = extract(
                url,
                accept,
                form,
                answer -> {
                    String all = isNothing(answer) ? NOTHING : String.join("\n", texts.of(body(answer, clock)));
                    return all.getBytes(StandardCharsets.UTF_8);
                },
                clock);
        String all = new String(kept, StandardCharsets.UTF_8);
        return all.equals(NOTHING) ? Optional.empty() : Optional.of(List.of(all.split("\n", -1)));
    }

    private byte[] extract(HttpUrl url, String accept, String form, Documents.Extraction extraction, Clock clock)
            throws IOException {
        RemoteRequest request =
                RemoteRequest.named(url, null).with(Map.of("Accept", accept, "Accept-Encoding", "gzip"));
        return documents.extract(
                request,
                build + "\0" + form,
                fresh,
                answer -> {
                    if (!isNothing(answer)) {
                        answer.require(200);
                    }
                    try {
                        return extraction.of(answer);
                    } catch (MalformedException | ZipException | EOFException e) {
                        throw new UnreachableException(
                                answer.url().host() + " sends what is no answer of such a registry: " + e.getMessage(),
                                e);
                    }
                },
                clock);
    }

    private static boolean isNothing(Answer answer) {
        return answer.status() == 404 || answer.status() == 410 || answer.status() == TAKEN_DOWN;
    }

    private Body body(Answer answer, Clock clock) {
        return new Body(answer, new Budget(Limits.DEFAULT, clock, memory, answer.length()));
    }
}
