package dev.assay.app.render;

import dev.assay.engine.fact.CryptoUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The algorithms that the name of a cipher suite is made of: IANA's ({@code TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}) or OpenSSL's
 * ({@code ECDHE-RSA-AES128-GCM-SHA256}). A part that is nothing of these is passed over: classes of suites ({@code HIGH}) are in
 * the same lists.
 */
final class CipherSuite {
    private static final int LONGEST = 128;

    /** Parts that stand for themselves, and what they are in the registry: algorithm, purpose. */
    private static final Map<String, List<String>> PARTS = Map.ofEntries(
            Map.entry("ECDHE", List.of("ECDH", "key-agreement")),
            Map.entry("ECDH", List.of("ECDH", "key-agreement")),
            Map.entry("DHE", List.of("DH", "key-agreement")),
            Map.entry("EDH", List.of("DH", "key-agreement")),
            Map.entry("DH", List.of("DH", "key-agreement")),
            Map.entry("ECDSA", List.of("ECDSA", "signature")),
            Map.entry("RSA", List.of("RSA", "signature")),
            Map.entry("DSS", List.of("DSA", "signature")),
            Map.entry("RC4", List.of("RC4", "cipher")),
            Map.entry("3DES", List.of("3DES", "cipher")),
            Map.entry("DES3", List.of("3DES", "cipher")),
            Map.entry("DES", List.of("DES", "cipher")),
            Map.entry("IDEA", List.of("IDEA", "cipher")),
            Map.entry("SEED", List.of("SEED", "cipher")),
            Map.entry("CHACHA20", List.of("ChaCha20-Poly1305", "cipher")),
            Map.entry("MD5", List.of("MD5", "hash")),
            Map.entry("SHA", List.of("SHA-1", "hash")),
            Map.entry("SHA1", List.of("SHA-1", "hash")),
            Map.entry("SHA256", List.of("SHA-256", "hash")),
            Map.entry("SHA384", List.of("SHA-384", "hash")));

    private static final Map<String, String> SIZED = Map.of("AES", "AES", "CAMELLIA", "Camellia", "ARIA", "ARIA");
    private static final Set<String> MODES = Set.of("GCM", "CBC", "CCM", "CCM8");

    private CipherSuite() {}

    /** In the order of the name; empty if nothing of it is known. */
    static List<CryptoUse> algorithms(String name) {
        if (name.length() > LONGEST) {
            return List.of();
        }
        List<String> parts = parts(name.toUpperCase(Locale.ROOT));
        List<CryptoUse> algorithms = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            List<String> plain = PARTS.get(part);
            if (plain != null) {
                if (!(part.equals("DES") && i > 0 && parts.get(i - 1).equals("3DES"))) {
                    algorithms.add(use(plain.getFirst(), plain.getLast(), Map.of()));
                }
                continue;
            }
            for (Map.Entry<String, String> sized : SIZED.entrySet()) {
                if (part.startsWith(sized.getKey())) {
                    sized(part.substring(sized.getKey().length()), sized.getValue(), i, parts, algorithms);
                }
            }
        }
        return algorithms;
    }

    /** The size stands in the name's part, as {@code AES128}, or behind it; the mode behind that. OpenSSL leaves out CBC. */
    private static void sized(String rest, String algorithm, int at, List<String> parts, List<CryptoUse> out) {
        String bits = rest;
        int next = at + 1;
        if (bits.isEmpty() && next < parts.size()) {
            bits = parts.get(next++);
        }
        if (!bits.equals("128") && !bits.equals("192") && !bits.equals("256")) {
            return;
        }
        String mode = next < parts.size() && MODES.contains(parts.get(next)) ? parts.get(next) : "CBC";
        out.add(use(algorithm, "cipher", Map.of("keyBits", bits, "mode", mode.equals("CCM8") ? "CCM" : mode)));
    }

    private static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || name.charAt(i) == '_' || name.charAt(i) == '-') {
                parts.add(name.substring(from, i));
                from = i + 1;
            }
        }
        return parts;
    }

    private static CryptoUse use(String algorithm, String purpose, Map<String, String> parameters) {
        return CryptoUse.of(CryptoUse.Kind.ALGORITHM, algorithm, purpose, parameters, "", "", -1, 0, 0);
    }
}
