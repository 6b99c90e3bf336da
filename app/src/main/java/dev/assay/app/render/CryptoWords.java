package dev.assay.app.render;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The words of CycloneDX for what facts say in those of the registry. */
final class CryptoWords {
    static final String UNKNOWN = "unknown";
    private static final Set<String> MODES = Set.of("cbc", "ecb", "ccm", "gcm", "cfb", "ofb", "ctr");
    private static final Set<String> AUTHENTICATED = Set.of("ccm", "gcm", "eax", "ocb", "siv", "gcm-siv");

    /** What the purposes of an algorithm come to. */
    private static final Map<String, List<String>> FUNCTIONS = Map.of(
            "hash", List.of("digest"),
            "mac", List.of("tag"),
            "kdf", List.of("keyderive"),
            "password-hash", List.of("keyderive"),
            "cipher", List.of("decrypt", "encrypt"),
            "encryption", List.of("decrypt", "encrypt"),
            "signature", List.of("sign", "verify"),
            "key-agreement", List.of("keyderive"),
            "key-encapsulation", List.of("decapsulate", "encapsulate"),
            "random", List.of("generate"));

    private CryptoWords() {}

    /** Tables; read with the first asset. */
    private static final class Tables {
        static final Map<String, String> FAMILIES = read("families.tsv");
        static final Map<String, String> CURVES = read("curves.tsv");

        private static Map<String, String> read(String table) {
            Map<String, String> words = new HashMap<>();
            for (List<String> row : Rows.read(Objects.requireNonNull(CryptoWords.class.getResource(table)), 2)) {
                words.put(row.getFirst().toLowerCase(Locale.ROOT), row.getLast());
            }
            return Map.copyOf(words);
        }
    }

    /** Sorted, without doubles. */
    static Set<String> functions(Set<String> purposes) {
        Set<String> functions = new TreeSet<>();
        for (String purpose : purposes) {
            if (purpose.equals("key-generation")) {
                functions.add("keygen");
            }
            functions.addAll(FUNCTIONS.getOrDefault(purpose, List.of()));
        }
        return functions;
    }

    /** Several purposes are joined as several values of a parameter are. */
    static List<String> values(String joined) {
        return Parts.of(joined, '|');
    }

    static boolean isOne(String value) {
        return !value.isEmpty() && !value.equals("?") && value.indexOf('|') < 0;
    }

    static boolean isAuthenticated(String mode) {
        return AUTHENTICATED.contains(mode.toLowerCase(Locale.ROOT));
    }

    static String mode(String mode) {
        if (!isOne(mode)) {
            return UNKNOWN;
        }
        String lower = mode.toLowerCase(Locale.ROOT);
        return MODES.contains(lower)
                ? lower
                : lower.startsWith("cfb") ? "cfb" : lower.startsWith("ofb") ? "ofb" : "other";
    }

    static String padding(String padding) {
        if (!isOne(padding)) {
            return UNKNOWN;
        }
        String bare = bare(padding);
        if (bare.startsWith("oaep")) {
            return "oaep";
        }
        return switch (bare) {
            case "pkcs5", "pkcs5padding" -> "pkcs5";
            case "pkcs7", "pkcs7padding" -> "pkcs7";
            case "pkcs1", "pkcs1padding", "pkcs1v15", "pkcs1v15padding" -> "pkcs1v15";
            case "none", "nopadding", "raw" -> "raw";
            default -> "other";
        };
    }

    private static String bare(String word) {
        StringBuilder bare = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            if (Character.isLetterOrDigit(word.charAt(i))) {
                bare.append(Character.toLowerCase(word.charAt(i)));
            }
        }
        return bare.toString();
    }

    /** Of the list of 1.7; null if it is not there. */
    static @Nullable String curve(String curve) {
        return Tables.CURVES.get(curve.toLowerCase(Locale.ROOT));
    }

    /** Of the list of 1.7; null if it is not there, or depends on what nobody could tell. */
    static @Nullable String family(String algorithm, String primitive, String padding) {
        if (!algorithm.equals("RSA")) {
            return Tables.FAMILIES.get(algorithm.toLowerCase(Locale.ROOT));
        }
        String bare = isOne(padding) ? bare(padding) : "";
        boolean old = bare.startsWith("pkcs1");
        if (primitive.equals("signature")) {
            return bare.startsWith("pss") ? "RSASSA-PSS" : old ? "RSASSA-PKCS1" : null;
        }
        return bare.startsWith("oaep") ? "RSAES-OAEP" : old ? "RSAES-PKCS1" : null;
    }

    /** The kind of protocol, in a version of CycloneDX that may not have all. */
    static String protocol(String name, CycloneDxVersion version) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean newer = version == CycloneDxVersion.V1_7;
        return lower.startsWith("dtls")
                ? newer ? "dtls" : "tls"
                : lower.startsWith("tls") || lower.startsWith("ssl")
                        ? "tls"
                        : lower.startsWith("ssh")
                                ? "ssh"
                                : lower.startsWith("ipsec")
                                        ? "ipsec"
                                        : lower.startsWith("ike") ? "ike" : lower.isEmpty() ? UNKNOWN : "other";
    }

    /** Whether a key is one that is to be certified. */
    static boolean isRequest(CryptoUse use) {
        return use.purpose().equals("certificate-request");
    }

    static String material(CryptoUse use) {
        if (isRequest(use)) {
            return "other"; // there is no word for it
        }
        return switch (use.parameters().getOrDefault("part", "")) {
            case "private" -> "private-key";
            case "public" -> "public-key";
            case "secret" -> "secret-key";
            default -> "key";
        };
    }
}
