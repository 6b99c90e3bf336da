package dev.assay.connectors.github;

import dev.assay.connectors.github.Api.Got;
import dev.assay.connectors.github.Api.Reading;
import dev.assay.connectors.remote.AskAgainException;
import dev.assay.connectors.remote.Json;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.ChangedException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Spool;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.bytes.UnsupportedException;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Blobs by their digests, which what comes must have: other bytes are a broken answer, and asked for again. In the raw media type,
 * which has no limit but GitHub's own and no encoding around the bytes; or many small texts with one query. Thread-safe.
 */
final class BlobReading {
    /** What GitHub takes for a file at all. */
    static final long MOST_BYTES = 100L << 20;

    /** Within one query. GitHub cuts texts at half a megabyte, and gives a query ten seconds. */
    static final int MOST_IN_BATCH = 50;

    static final int MOST_BATCHED_BYTES = 96 * 1024;
    static final int MOST_BATCH_BYTES = 768 * 1024;

    /** A blob that is wanted. */
    record Wanted(String fullName, String oid, long sizeBytes) {
        boolean isBatched() {
            return sizeBytes >= 0 && sizeBytes <= MOST_BATCHED_BYTES;
        }
    }

    private final Api api;

    BlobReading(Api api) {
        this.api = api;
    }

    /**
     * All bytes of a blob that is not large.
     *
     * @throws ChangedException if the repository no longer has it
     */
    byte[] bytes(Wanted wanted, Clock clock) throws IOException {
        int size = (int) Math.min(checked(wanted), Integer.MAX_VALUE - 8);
        return raw(wanted, clock, body -> {
            byte[] bytes = new byte[size];
            InputStream in = body.stream();
            if (in.readNBytes(bytes, 0, size) != size || in.read() >= 0) {
                throw otherSize(wanted);
            }
            MessageDigest digest = ObjectDigest.ofBlob(wanted.oid(), size);
            digest.update(bytes);
            check(ObjectDigest.end(digest), wanted);
            return bytes;
        });
    }

    /** A blob of whatever size, to go to and fro in. The caller closes it. */
    ByteSource spooled(Wanted wanted, Budget budget) throws IOException {
        long size = checked(wanted);
        return raw(wanted, budget.clock(), body -> {
            MessageDigest digest = ObjectDigest.ofBlob(wanted.oid(), size);
            DigestInputStream stream = new DigestInputStream(body.stream(), digest);
            Spool spool = Spool.of(new StreamSource(stream, ByteSource.UNKNOWN), budget, size + 1);
            boolean sound = false;
            try {
                if (!spool.isWhole() || spool.sizeBytes() != size) {
                    throw otherSize(wanted);
                }
                check(ObjectDigest.end(digest), wanted);
                sound = true;
            } finally {
                if (!sound) {
                    spool.close();
                }
            }
            return spool;
        });
    }

    private static AskAgainException otherSize(Wanted wanted) {
        return new AskAgainException(
                "what comes is not of the " + wanted.sizeBytes() + " bytes that are listed", Duration.ZERO);
    }

    private static void check(String digest, Wanted wanted) throws AskAgainException {
        if (!digest.equals(wanted.oid())) {
            throw new AskAgainException(
                    "the bytes have the digest " + digest + ", and are listed under " + wanted.oid(), Duration.ZERO);
        }
    }

    private static long checked(Wanted wanted) throws UnsupportedException {
        if (wanted.sizeBytes() > MOST_BYTES) {
            throw new UnsupportedException(0, "larger than what GitHub gives of a file, " + (MOST_BYTES >> 20) + " MB");
        }
        if (wanted.sizeBytes() < 0) {
            throw new UnsupportedException(0, "GitHub lists it without a size");
        }
        return wanted.sizeBytes();
    }

    private <T> T raw(Wanted wanted, Clock clock, Reading<T> reading) throws IOException {
        Got<T> got = api.raw(api.repository(wanted.fullName(), "git", "blobs", wanted.oid()), clock, reading);
        T value = got.value();
        if (value != null) {
            return value;
        }
        if (got.status() == 404) {
            throw new ChangedException("the repository has lost what was listed a moment ago");
        }
        throw api.absent(got.status());
    }

    /**
     * Many small texts, each once. What is no text, or does not come out as the bytes that its digest is of, is left out: it is to be
     * asked for by itself.
     *
     * @return by digest
     */
    Map<String, byte[]> texts(List<Wanted> all, Clock clock) throws IOException {
        Map<String, List<Wanted>> byRepository = new LinkedHashMap<>();
        all.forEach(each -> byRepository
                .computeIfAbsent(each.fullName(), _ -> new ArrayList<>())
                .add(each));
        StringBuilder query = new StringBuilder("query{");
        List<Wanted> asked = new ArrayList<>(all.size());
        byRepository.forEach((name, blobs) -> {
            if (!GitHubTarget.isFullName(name)) {
                return;
            }
            int slash = name.indexOf('/');
            query.append('r')
                    .append(asked.size())
                    .append(":repository(owner:\"")
                    .append(name, 0, slash);
            query.append("\",name:\"").append(name, slash + 1, name.length()).append("\"){");
            for (Wanted blob : blobs) {
                query.append('b').append(asked.size()).append(":object(oid:\"").append(blob.oid());
                query.append("\"){... on Blob{isBinary isTruncated text}} ");
                asked.add(blob);
            }
            query.append("} ");
        });
        return asked.isEmpty()
                ? Map.of()
                : api.query(
                                query.append('}').toString(),
                                Map.of(),
                                MOST_BATCHED_BYTES,
                                (json, data) -> texts(json, data, asked),
                                clock)
                        .data();
    }

    private static Map<String, byte[]> texts(Json json, Token data, List<Wanted> asked) throws IOException {
        Map<String, byte[]> texts = new HashMap<>();
        json.object(
                data,
                (_, repository) -> json.object(repository, (name, blob) -> {
                    String text = text(json, blob);
                    int number =
                            name.length() > 1 && name.length() < 6 ? Integer.parseInt(name, 1, name.length(), 10) : -1;
                    if (number >= 0 && number < asked.size()) {
                        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                        String oid = asked.get(number).oid();
                        if (ObjectDigest.isOf(bytes, oid)) {
                            texts.put(oid, bytes);
                        }
                    }
                }));
        return texts;
    }

    private static String text(Json json, Token blob) throws IOException {
        String[] text = {""};
        json.object(blob, (name, value) -> {
            if (name.equals("text")) {
                text[0] = json.text(value);
            }
        });
        return text[0];
    }
}
