package dev.assay.detectors.crypto.keys;

import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which key a JSON Web Key is: {@link PublicPart} of the members that RFC 7638, 3.2 has for that, so that it is the same key as in any other
 * form. A secret key has no such part, and a digest of it would help who guesses it (RFC 7638, 7). Stateless.
 */
final class JwkPublicPart {
    private JwkPublicPart() {}

    /** @return null if a member is missing or no base 64, or the key is secret */
    static @Nullable String digest(Map<String, String> values) {
        String kind = values.getOrDefault("kty", "");
        byte[] x = bytes(values.get(kind.equals("RSA") ? "n" : kind.equals("AKP") ? "pub" : "x"));
        byte[] y = kind.equals("RSA") || kind.equals("EC") ? bytes(values.get(kind.equals("RSA") ? "e" : "y")) : x;
        if (x == null || y == null) {
            return null;
        }
        String curve = values.getOrDefault("crv", "");
        return switch (kind) {
            case "RSA" -> PublicPart.rsa(PublicPart.RSA, x, y);
            case "EC" -> point(curve, x, y);
            case "OKP" ->
                switch (curve) {
                    case "Ed25519" -> PublicPart.digest(PublicPart.ED25519, x);
                    case "Ed448" -> PublicPart.digest(PublicPart.ED448, x);
                    case "X25519" -> PublicPart.digest(PublicPart.X25519, x);
                    case "X448" -> PublicPart.digest(PublicPart.X448, x);
                    default -> null;
                };
            case "AKP" -> module(values.getOrDefault("alg", ""), x);
            default -> null;
        };
    }

    /** RFC 5480, 2.2: a point is a four with both coordinates behind it, each as long as the curve's order. */
    private static @Nullable String point(String curve, byte[] x, byte[] y) {
        byte[] named = PublicPart.curve(curve);
        int length = curve.equals("P-521") ? 66 : curve.equals("P-384") ? 48 : 32;
        if (named == null || x.length > length || y.length > length) {
            return null;
        }
        byte[] point = new byte[1 + 2 * length];
        point[0] = 4;
        System.arraycopy(x, 0, point, 1 + length - x.length, x.length);
        System.arraycopy(y, 0, point, point.length - y.length, y.length);
        return PublicPart.point(named, point);
    }

    /** RFC 9881, 2: the last number of the identifier tells the size. */
    private static @Nullable String module(String algorithm, byte[] key) {
        int last = switch (algorithm) {
            case "ML-DSA-44" -> 17;
            case "ML-DSA-65" -> 18;
            case "ML-DSA-87" -> 19;
            default -> 0;
        };
        return last == 0 ? null : PublicPart.digest(PublicPart.mlDsa(last), key);
    }

    /** What base 64 for addresses stands for, without zeros to fill it up as with them; null for anything else. */
    private static byte @Nullable [] bytes(@Nullable String text) {
        try {
            byte[] bytes = text == null || text.isEmpty()
                    ? null
                    : Base64.getUrlDecoder().decode(text);
            return bytes == null || bytes.length == 0 ? null : bytes;
        } catch (IllegalArgumentException e) {
            return null; // an example of what keys look like
        }
    }
}
