package dev.assay.connectors.remote;

import dev.assay.engine.cache.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an answer: of a document all of it, of a file only what tells its version. No address and nothing of a
 * request is in it as such, only their digests, since both may hold what is secret.
 *
 * @param tag its entity tag, or empty
 * @param modified its date of change, if a request may be conditional on it; else empty
 * @param link its header {@code Link}, or empty
 * @param freshUntilMillis when it must be asked for again
 * @param vary names of the request's headers that it depends on, or empty
 * @param asked digest of what these were
 * @param located digest of where it came from in the end
 * @param sizeBytes of the document or the file
 * @param body of a document
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeptAnswer(
        String tag,
        String modified,
        String link,
        long freshUntilMillis,
        String vary,
        Sha256 asked,
        Sha256 located,
        long sizeBytes,
        byte[] body) {
    private static final int VERSION = 2;

    /** The version of a file at an address. */
    static KeptAnswer ofFile(String tag, Sha256 located, long sizeBytes) {
        return new KeptAnswer(tag, "", "", 0, "", digest(""), located, sizeBytes, new byte[0]);
    }

    KeptAnswer freshUntil(long untilMillis) {
        return new KeptAnswer(tag, modified, link, untilMillis, vary, asked, located, sizeBytes, body);
    }

    /** With a checksum of all of it in front. */
    byte[] toBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 512);
        bytes.write(new byte[Sha256.BYTES]);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            out.writeUTF(tag);
            out.writeUTF(modified);
            out.writeUTF(link);
            out.writeLong(freshUntilMillis);
            out.writeUTF(vary);
            write(out, asked);
            write(out, located);
            out.writeLong(sizeBytes);
            out.write(body);
        }
        byte[] whole = bytes.toByteArray();
        digest(Arrays.copyOfRange(whole, Sha256.BYTES, whole.length)).write(ByteBuffer.wrap(whole));
        return whole;
    }

    /** Null if these bytes are of another version or damaged. */
    static @Nullable KeptAnswer of(byte[] whole) {
        if (whole.length < Sha256.BYTES
                || !Sha256.read(ByteBuffer.wrap(whole))
                        .equals(digest(Arrays.copyOfRange(whole, Sha256.BYTES, whole.length)))) {
            return null;
        }
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(whole, Sha256.BYTES, whole.length - Sha256.BYTES))) {
            return in.readInt() != VERSION
                    ? null
                    : new KeptAnswer(
                            in.readUTF(),
                            in.readUTF(),
                            in.readUTF(),
                            in.readLong(),
                            in.readUTF(),
                            read(in),
                            read(in),
                            in.readLong(),
                            in.readAllBytes());
        } catch (IOException e) {
            return null; // sound bytes of something else
        }
    }

    private static void write(DataOutputStream out, Sha256 digest) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Sha256.BYTES);
        digest.write(bytes);
        out.write(bytes.array());
    }

    private static Sha256 read(DataInputStream in) throws IOException {
        return Sha256.of(in.readNBytes(Sha256.BYTES));
    }

    static Sha256 digest(String text) {
        return digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Sha256 digest(byte[] bytes) {
        try {
            return Sha256.of(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
