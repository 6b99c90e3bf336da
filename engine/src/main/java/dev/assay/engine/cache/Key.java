package dev.assay.engine.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Names facts in the cache. Whatever may change them is in it. */
public final class Key {
    private final byte[] bytes;

    private Key(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The key of bytes by their content.
     *
     * @param sha256 of all of them, in hexadecimal
     * @param hint the name's ending, by which detection may be led
     * @param version of all decoders and their data, and the options that decoding heeds
     */
    public static Key ofContent(String sha256, String hint, String version) {
        return of("content", sha256.getBytes(StandardCharsets.US_ASCII), hint, version);
    }

    /** The key of bytes that are read at a few places only, by the identity of their file. */
    public static Key ofIdentity(FileIdentity identity, String hint, String version) {
        byte[] numbers = ByteBuffer.allocate(40)
                .putLong(identity.device())
                .putLong(identity.inode())
                .putLong(identity.sizeBytes())
                .putLong(identity.mtimeNanos())
                .putLong(identity.ctimeNanos())
                .array();
        return of("identity", numbers, hint, version);
    }

    private static Key of(String kind, byte[] what, String hint, String version) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((kind + "\0" + version + "\0" + hint + "\0").getBytes(StandardCharsets.UTF_8));
            sha256.update(what);
            return new Key(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** 32 bytes; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
