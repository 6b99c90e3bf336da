package dev.assay.detectors.crypto;

import dev.assay.engine.fact.CryptoUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A suite of TLS in its parts.
 *
 * @param keyExchange {@code RSA}, {@code ECDH}, {@code DH}, {@code PSK}; empty where the suite leaves it open, as TLS 1.3 does
 * @param isEphemeral whether the key that is exchanged is of this connection only
 * @param authentication {@code RSA}, {@code ECDSA}, {@code none}; empty where the suite leaves it open
 * @param cipher with mode and size
 * @param hash of the MAC, or of the key derivation where the cipher authenticates
 */
public record Suite(
        String keyExchange,
        boolean isEphemeral,
        String authentication,
        NamedAlgorithm cipher,
        String hash,
        boolean isExport) {
    /** As a protocol's parameters. */
    SortedMap<String, String> parameters() {
        SortedMap<String, String> parameters = new TreeMap<>(cipher.parameters());
        parameters.put("cipher", cipher.algorithm());
        if (!keyExchange.isEmpty()) {
            parameters.put("keyExchange", keyExchange);
            parameters.put("ephemeral", isEphemeral ? "yes" : "no");
        }
        if (!authentication.isEmpty()) {
            parameters.put("authentication", authentication);
        }
        if (!hash.isEmpty()) {
            parameters.put("hash", hash);
        }
        if (isExport) {
            parameters.put("export", "yes");
        }
        return parameters;
    }

    /**
     * The algorithms that it is made of, in the order of its name, as uses without a place; those that the registry does not know,
     * such as {@code PSK}, are left out. A key that is sent with RSA needs no signature.
     */
    public List<CryptoUse> algorithms() {
        List<CryptoUse> all = new ArrayList<>();
        add(keyExchange, keyExchange.equals("RSA") ? "encryption" : "key-agreement", Map.of(), all);
        if (!keyExchange.equals("RSA")) {
            add(authentication, "signature", Map.of(), all);
        }
        add(cipher.algorithm(), "cipher", cipher.parameters(), all);
        add(hash, "hash", Map.of(), all);
        return all;
    }

    private static void add(String name, String purpose, Map<String, String> parameters, List<CryptoUse> into) {
        if (Algorithms.all().find(name).isPresent()) {
            into.add(CryptoUse.of(CryptoUse.Kind.ALGORITHM, name, purpose, parameters, "", "", -1, 0, 0));
        }
    }

    NamedAlgorithm named(String name) {
        SortedMap<String, String> parameters = parameters();
        parameters.put("suites", name);
        return new NamedAlgorithm("TLS", parameters, true);
    }
}
