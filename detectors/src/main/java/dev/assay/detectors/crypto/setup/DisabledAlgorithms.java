package dev.assay.detectors.crypto.setup;

import java.util.HashSet;
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
            Map.of("RC4", List.of("RC4"), "DES", List.of("DES"), "3DES", List.of("3DES_EDE_CBC", "DESEDE"));
    private static final Map<String, List<String>> HASHES =
            Map.of("MD2", List.of("MD2"), "MD5", List.of("MD5"), "SHA-1", List.of("SHA1", "SHA-1"));

    private DisabledAlgorithms() {}

    /** By the argument, those of TLS or those of chains of certificates. */
    static void read(Given given) {
        boolean ofTls = given.argument().equals("tls");
        String sized = ofTls ? "DH" : "RSA";
        String bits = "";
        Set<String> disabled = new HashSet<>();
        for (Span item : given.value().parts(",")) {
            List<Span> words = item.words();
            if (!words.isEmpty()) {
                String name = words.getFirst().text().toUpperCase(Locale.ROOT);
                disabled.add(name);
                bits = name.equals(sized) ? keySize(words, bits) : bits;
            }
        }
        Map<String, String> parameters = new TreeMap<>();
        put("minKeyBits", bits, parameters);
        if (ofTls) {
            put("versions", Versions.joined(Versions.leftBy(disabled)), parameters);
            put("cipher", left(CIPHERS, disabled), parameters);
            given.protocol(parameters, given.value());
        } else {
            put("hash", left(HASHES, disabled), parameters);
            if (!parameters.isEmpty()) {
                given.algorithm("RSA", "signature", parameters, given.value());
            }
        }
    }

    private static void put(String name, String value, Map<String, String> parameters) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }

    private static String left(Map<String, List<String>> known, Set<String> disabled) {
        return new TreeMap<>(known)
                .entrySet().stream()
                        .filter(each -> each.getValue().stream().noneMatch(disabled::contains))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining("|"));
    }

    /** {@code RSA keySize < 1024}: keys of that size and more are allowed; of several such conditions the last one counts. */
    private static String keySize(List<Span> words, String before) {
        for (int i = 1; i + 2 < words.size(); i++) {
            String bits = words.get(i + 2).text();
            boolean isSize = words.get(i).text().equalsIgnoreCase("keySize")
                    && words.get(i + 1).text().equals("<");
            if (isSize && Readings.isNumber(bits)) {
                return bits;
            }
        }
        return before;
    }
}
