package dev.assay.connectors.git;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** How a repository names objects. */
enum ObjectFormat {
    SHA1("SHA-1", 20),
    SHA256("SHA-256", 32);

    private final String algorithm;
    private final int bytes;

    ObjectFormat(String algorithm, int bytes) {
        this.algorithm = algorithm;
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    int digits() {
        return 2 * bytes;
    }

    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has both
        }
    }

    /** A digest that has seen the header of such an object. */
    MessageDigest digestOf(GitObject.Kind kind, long sizeBytes) {
        MessageDigest digest = digest();
        digest.update((kind.word() + " " + sizeBytes + "\0").getBytes(StandardCharsets.US_ASCII));
        return digest;
    }
}
