package dev.assay.detectors.crypto.setup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads Java's lists of what is disabled, {@code RC4, DH keySize < 1024, SHA1 jdkCA & usage TLSServer}: says what they leave.
 * What is disabled under a condition other than a size of keys is taken for disabled, since nobody knows whether it holds.
 * Stateless.
 */
final class DisabledAlgorithms {
    private static final Map<String, List<String>> CIPHERS =
            Map.of("RC4", List.of("RC4"), "DES", List.of("DES"), "3DES", List.of("3DES_EDE_CBC", "DESede"));
    private static final Map<String, List<String>> HASHES =
            Map.of("MD2", List.of("MD2"), "MD5", List.of("MD5"), "SHA-1", List.of("SHA1", "SHA-1"));

    private DisabledAlgorithms() {}

    /** By the argument, those of TLS or those of chains of certificates. */
    static void read(Given given) {
        boolean ofTls = given.argument().equals("tls");
        Map<String, Span> items = new LinkedHashMap<>();
        for (Span item : given.value().parts(",")) {
            Span bare = item.strip();
            List<Span> words = bare.words();
            if (!words.isEmpty()) {
                items.put(words.getFirst().text().toUpperCase(Locale.ROOT), bare);
                keySize(words, ofTls ? "key-agreement" : "signature", given);
            }
        }
        if (ofTls) {
            Map<String, String> parameters = new TreeMap<>();
            parameters.put("versions", Versions.joined(Versions.leftBy(items.keySet())));
            String ciphers = left(CIPHERS, items.keySet());
            if (!ciphers.isEmpty()) {
                parameters.put("cipher", ciphers);
            }
            given.protocol(parameters, given.value());
        } else {
            String hashes = left(HASHES, items.keySet());
            if (!hashes.isEmpty()) {
                given.algorithm("RSA", "signature", Map.of("hash", hashes), given.value());
            }
        }
    }

    private static String left(Map<String, List<String>> known, Set<String> disabled) {
        return new TreeMap<>(known)
                .entrySet().stream()
                        .filter(each -> each.getValue().stream().noneMatch(name -> disabled.contains(name.toUpperCase(Locale.ROOT))))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining("|"));
    }

    /** {@code RSA keySize < 1024}: keys of that size and more are allowed. */
    private static void keySize(List<Span> words, String purpose, Given given) {
        for (int i = 1; i + 2 < words.size(); i++) {
            String bits = words.get(i + 2).text();
            if (words.get(i).text().equalsIgnoreCase("keySize") && words.get(i + 1).text().equals("<") && Readings.isNumber(bits)) {
                given.algorithm(words.getFirst().text(), purpose, Map.of("minKeyBits", bits), words.getFirst());
            }
        }
    }

}
