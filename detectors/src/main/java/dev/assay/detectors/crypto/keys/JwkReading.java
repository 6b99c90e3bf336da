package dev.assay.detectors.crypto.keys;

import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Window;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Web Key (RFC 7517, 7518, 8037) in JSON, or as programs of many languages and texts within texts have one: names and
 * texts in quotes of either kind, with colons. Only the lengths of secret values are looked at.
 */
final class JwkReading {
    private static final String HMAC = "HMAC";
    private static final Set<String> HMACS = Set.of("HS256", "HS384", "HS512");
    private static final Set<String> TYPES = Set.of("RSA", "EC", "OKP", "AKP", "oct");

    /** IANA's registry of JOSE: JSON Web Key Elliptic Curve. */
    private static final Map<String, Integer> CURVE_BITS =
            Map.of("P-256", 256, "P-384", 384, "P-521", 521, "secp256k1", 256);

    private static final int MOST_BYTES = 16 << 10;
    private static final int LEAST_MODULUS = 64;

    /** Characters of a secret of 128 bits. */
    private static final int LEAST_STRONG = 22;

    /** What a template begins with in the place of a value. */
    private static final String FILLED_IN = "<$%{[";

    /** At least as much is behind what begins, unless the text ends. */
    private static final int REACH_BYTES = 4096;

    private JwkReading() {}

    /** Reads the object around a place where {@code kty} stands; {@code floor} is as far as it may begin. */
    static void read(Window at, int index, int floor, Spot spot) {
        byte[] bytes = at.bytes();
        int from = begin(bytes, index, floor);
        if (from < 0) {
            return;
        }
        int most = Math.min(at.end(), from + MOST_BYTES);
        int to = index;
        while (to < most && bytes[to] != '}' && bytes[to] != '{') {
            to++;
        }
        Map<String, String> values = values(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        boolean isAtEnd = to == at.end() && at.end() - index < REACH_BYTES;
        if (isAtEnd && TYPES.contains(values.getOrDefault("kty", "")) && values.size() > 1) {
            spot.as("jwk").gap(GapKind.MALFORMED, "a JSON Web Key that is cut off");
        }
        tell(values, spot);
    }

    /** Says what key it is by the values under its names, if it is one. */
    static void tell(Map<String, String> values, Spot spot) {
        Traits key = key(values);
        if (key != null) {
            spot.as("jwk").key("JWK " + values.get("kty"), key);
        }
    }

    /** Behind the brace that is open at {@code index}, or -1. */
    private static int begin(byte[] bytes, int index, int floor) {
        int closed = 0;
        for (int i = index - 1; i >= floor; i--) {
            if (bytes[i] == '}') {
                closed++;
            } else if (bytes[i] == '{' && closed-- == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    /** Texts under names, the first of each name. */
    private static Map<String, String> values(String object) {
        Map<String, String> values = new TreeMap<>();
        String name = "";
        boolean colon = false;
        int at = 0;
        while (at < object.length()) {
            char c = object.charAt(at);
            if (c == '"' || c == '\'') {
                int end = object.indexOf(c, at + 1);
                if (end < 0) {
                    break;
                }
                String text = object.substring(at + 1, end);
                if (text.endsWith("\\")) { // quotes within a text
                    text = text.substring(0, text.length() - 1);
                }
                if (colon) {
                    values.putIfAbsent(name, text);
                }
                name = text;
                colon = false;
                at = end + 1;
            } else {
                colon = c == ':' || colon && (c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\\');
                at++;
            }
        }
        return values;
    }

    private static @Nullable Traits key(Map<String, String> values) {
        boolean secret = values.containsKey("d") || values.containsKey("priv");
        Traits key = switch (values.getOrDefault("kty", "")) {
            case "RSA" -> {
                String modulus = values.getOrDefault("n", "");
                yield modulus.length() < LEAST_MODULUS
                        ? null
                        : new Traits("RSA", purpose(values, "encryption|signature")).put("keyBits", bits(modulus));
            }
            case "EC" -> {
                String curve = values.getOrDefault("crv", "");
                if (curve.isEmpty() || !values.containsKey("x")) {
                    yield null;
                }
                Traits ec = new Traits("EC", purpose(values, "key-agreement|signature")).put("curve", curve);
                Integer bits = CURVE_BITS.get(curve);
                yield bits == null ? ec : ec.put("keyBits", bits);
            }
            case "OKP" -> values.containsKey("x") ? curve(values.getOrDefault("crv", "")) : null;
            case "AKP" -> new Traits(values.getOrDefault("alg", ""), "signature");
            case "oct" -> {
                String k = values.getOrDefault("k", "");
                secret = true;
                if (k.isEmpty() || isPlaceholder(k)) {
                    yield null;
                }
                Traits oct = new Traits(symmetric(values), "");
                yield isBase64(k) ? oct.put("keyBits", digits(k) * 6L / 8 * 8) : oct;
            }
            default -> null;
        };
        if (key == null) {
            return null;
        }
        String digest = JwkPublicPart.digest(values);
        if (digest != null) {
            key.put(PublicPart.DIGEST, digest);
        }
        String alg = values.get("alg");
        if (alg != null) {
            key.put("alg", alg);
        }
        if (alg != null && key.algorithm().equals(HMAC)) {
            key.put("hash", "SHA-" + alg.substring("HS".length()));
        }
        boolean oct = "oct".equals(values.get("kty"));
        key.put(KeyReading.PART, oct ? KeyReading.SECRET : secret ? KeyReading.PRIVATE : KeyReading.PUBLIC);
        return secret ? key.put(KeyReading.ENCRYPTED, false) : key;
    }

    private static @Nullable Traits curve(String name) {
        return switch (name) {
            case "Ed25519" -> Traits.of(Oids.of("1.3.101.112"));
            case "Ed448" -> Traits.of(Oids.of("1.3.101.113"));
            case "X25519" -> Traits.of(Oids.of("1.3.101.110"));
            case "X448" -> Traits.of(Oids.of("1.3.101.111"));
            default -> null;
        };
    }

    private static String symmetric(Map<String, String> values) {
        String alg = values.getOrDefault("alg", "");
        return HMACS.contains(alg) ? HMAC : alg.startsWith("A") ? "AES" : "";
    }

    private static String purpose(Map<String, String> values, String both) {
        return switch (values.getOrDefault("use", "")) {
            case "sig" -> "signature";
            case "enc" -> both.substring(0, both.indexOf('|'));
            default -> both;
        };
    }

    /** Whether it stands in the place of a secret: a word, {@code ***}, or what something else fills in. */
    private static boolean isPlaceholder(String secret) {
        boolean isWord = secret.length() < LEAST_STRONG
                && (secret.chars().allMatch(c -> c >= 'a' && c <= 'z' || c == '-' || c == '_')
                        || secret.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c == '-' || c == '_'));
        return isWord
                || FILLED_IN.indexOf(secret.charAt(0)) >= 0
                || secret.contains("${")
                || secret.endsWith("...")
                || secret.chars().noneMatch(Character::isLetterOrDigit);
    }

    private static boolean isBase64(String text) {
        return text.chars()
                .limit(digits(text))
                .allMatch(c -> c >= 'A' && c <= 'Z'
                        || c >= 'a' && c <= 'z'
                        || c >= '0' && c <= '9'
                        || c == '-'
                        || c == '_'
                        || c == '+'
                        || c == '/');
    }

    /** The length without what fills it up. */
    private static int digits(String base64) {
        return base64.endsWith("==")
                ? base64.length() - 2
                : base64.endsWith("=") ? base64.length() - 1 : base64.length();
    }

    /** The bits of a number in base 64 without its first zeros. */
    static int bits(String base64) {
        int zeros = 0;
        int at = 0;
        while (at < base64.length() && base64.charAt(at) == 'A') {
            at++;
            zeros += 6;
        }
        if (at < base64.length()) {
            zeros += Integer.numberOfLeadingZeros(value(base64.charAt(at))) - 26;
        }
        return Math.max(digits(base64) * 6 / 8 * 8 - zeros, 0);
    }

    private static int value(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        return c >= '0' && c <= '9' ? c - '0' + 52 : c == '-' || c == '+' ? 62 : 63;
    }
}
