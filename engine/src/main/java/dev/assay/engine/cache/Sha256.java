package dev.assay.engine.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 digest, as four big-endian longs: a store holds tens of thousands of them, and a value of two objects and
 * its text would be most of what is read back.
 */
public record Sha256(long first, long second, long third, long fourth) {
    public static final int BYTES = 32;

    /** @param digest 32 bytes */
    public static Sha256 of(byte[] digest) {
        return read(ByteBuffer.wrap(digest));
    }

    /** The digest of a text in UTF-8. */
    public static Sha256 of(String text) {
        return of(digester().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A new one, for one thread. */
    public static MessageDigest digester() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Reads the next 32 bytes. */
    public static Sha256 read(ByteBuffer in) {
        return new Sha256(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    /** Puts 32 bytes. */
    public void write(ByteBuffer out) {
        out.putLong(first).putLong(second).putLong(third).putLong(fourth);
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        write(bytes);
        return HexFormat.of().formatHex(bytes.array());
    }
}
