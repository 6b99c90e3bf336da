package dev.assay.detectors.crypto.keys;

import static dev.assay.engine.wire.DerReader.BIT_STRING;
import static dev.assay.engine.wire.DerReader.INTEGER;
import static dev.assay.engine.wire.DerReader.SEQUENCE;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Tells which key one is, in whatever form it lies there: the SHA-256 of its {@code SubjectPublicKeyInfo} (RFC 5280, 4.1), as
 * pins have it (RFC 7469, 2.4), which is put together where a form only has the numbers of it. A key whose public part does not
 * lie there has none: nothing is worked out of a secret.
 */
final class PublicPart {
    static final String DIGEST = "publicKeyDigest";

    private static final HexFormat HEX = HexFormat.of();

    /** An {@code AlgorithmIdentifier} of {@code rsaEncryption}, whose parameters are NULL. */
    static final byte[] RSA = HEX.parseHex("300d06092a864886f70d0101010500");

    /** The OBJECT IDENTIFIER {@code id-dsa} (RFC 3279, 2.3.2). */
    private static final byte[] DSA = HEX.parseHex("06072a8648ce380401");

    /** The OBJECT IDENTIFIER {@code id-ecPublicKey}. */
    private static final byte[] EC = HEX.parseHex("06072a8648ce3d0201");

    static final byte[] P_256 = HEX.parseHex("06082a8648ce3d030107");
    static final byte[] P_384 = HEX.parseHex("06052b81040022");
    static final byte[] P_521 = HEX.parseHex("06052b81040023");

    private static final byte[] SECP256K1 = HEX.parseHex("06052b8104000a");

    static final byte[] X25519 = HEX.parseHex("300506032b656e");
    static final byte[] X448 = HEX.parseHex("300506032b656f");
    static final byte[] ED25519 = HEX.parseHex("300506032b6570");
    static final byte[] ED448 = HEX.parseHex("300506032b6571");

    private PublicPart() {}

    /**
     * Of an algorithm and the bytes of its key.
     *
     * @param algorithm an {@code AlgorithmIdentifier}
     */
    static String digest(byte[] algorithm, byte[] key) {
        return sha256(element(SEQUENCE, algorithm, element(BIT_STRING, new byte[1], key)));
    }

    /** Of two numbers as their bytes, the first of which comes first; zeros in front of them do not count. */
    static String rsa(byte[] algorithm, byte[] modulus, byte[] exponent) {
        return digest(algorithm, element(SEQUENCE, number(modulus), number(exponent)));
    }

    /** Of numbers as their bytes, the first three of which the algorithm has as parameters. */
    static String dsa(byte[] p, byte[] q, byte[] g, byte[] y) {
        byte[] domain = element(SEQUENCE, number(p), number(q), number(g));
        return digest(element(SEQUENCE, DSA, domain), number(y));
    }

    /** An {@code AlgorithmIdentifier} of ML-DSA (RFC 9881, 2), by the last number of its identifier. */
    static byte[] mlDsa(int last) {
        byte[] identifier = HEX.parseHex("300b0609608648016503040300");
        identifier[identifier.length - 1] = (byte) last;
        return identifier;
    }

    /** Of a point on a curve. */
    static String point(byte[] curve, byte[] point) {
        return digest(element(SEQUENCE, EC, curve), point);
    }

    /** The identifier of a curve by its name; null of one that other forms than ASN.1 do not have. */
    static byte @Nullable [] curve(String name) {
        return switch (name) {
            case "P-256" -> P_256;
            case "P-384" -> P_384;
            case "P-521" -> P_521;
            case "secp256k1" -> SECP256K1;
            default -> null;
        };
    }

    static String sha256(byte[] bytes) {
        return hex("SHA-256", bytes);
    }

    /** A digest that every Java has. */
    static String hex(String digest, byte[]... parts) {
        try {
            MessageDigest of = MessageDigest.getInstance(digest);
            for (byte[] part : parts) {
                of.update(part);
            }
            return HEX.formatHex(of.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + digest, e);
        }
    }

    private static byte[] number(byte[] bytes) {
        int zeros = 0;
        while (zeros < bytes.length - 1 && bytes[zeros] == 0) {
            zeros++;
        }
        byte[] plain = java.util.Arrays.copyOfRange(bytes, zeros, bytes.length);
        return plain.length > 0 && plain[0] < 0 ? element(INTEGER, new byte[1], plain) : element(INTEGER, plain);
    }

    private static byte[] element(int identifier, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
        out.write(identifier);
        int bytes = length < 0x80 ? 0 : (39 - Integer.numberOfLeadingZeros(length)) / 8;
        if (bytes == 0) {
            out.write(length);
        } else {
            out.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                out.write(length >> i * 8);
            }
        }
        for (byte[] part : parts) {
            out.write(part, 0, part.length);
        }
        return out.toByteArray();
    }
}
