package dev.assay.connectors.github;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The name that git gives to content: a digest of its kind, its size and its bytes. */
final class ObjectDigest {
    private static final int SHA1_DIGITS = 40;

    private ObjectDigest() {}

    /** A digest of a blob of so many bytes that has seen its header, by the algorithm that made {@code oid}. */
    static MessageDigest ofBlob(String oid, long sizeBytes) {
        try {
            MessageDigest digest = oid.length() == SHA1_DIGITS ? new Sha1() : MessageDigest.getInstance("SHA-256");
            digest.update(("blob " + sizeBytes + "\0").getBytes(StandardCharsets.US_ASCII));
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }

    static boolean isOf(byte[] bytes, String oid) {
        MessageDigest digest = ofBlob(oid, bytes.length);
        digest.update(bytes);
        return end(digest).equals(oid);
    }

    /** What a digest that has seen everything is. */
    static String end(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
