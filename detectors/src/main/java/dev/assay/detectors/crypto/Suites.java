package dev.assay.detectors.crypto;

import dev.assay.engine.text.Parts;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads suites of TLS: {@code TLS_RSA_WITH_3DES_EDE_CBC_SHA} of IANA, {@code ECDHE-RSA-AES128-GCM-SHA256} of OpenSSL. */
final class Suites {
    private static final String NONE = "-";

    /** What a word before the cipher says: each may be {@code -}. */
    private record Part(String keyExchange, String ephemeral, String authentication) {}

    private final AlgorithmNames names;
    private final Map<String, Part> parts = new HashMap<>();

    Suites(AlgorithmNames names) {
        this.names = names;
        for (List<String> row : Algorithms.rows("suites.tsv", 4)) {
            parts.put(row.get(0), new Part(row.get(1), row.get(2), row.get(3)));
        }
    }

    Optional<Suite> read(String name) {
        String upper = name.toUpperCase(Locale.ROOT).replace('_', '-');
        List<String> words = Parts.of(upper, '-');
        int at = words.getFirst().equals("TLS") || words.getFirst().equals("SSL") ? 1 : 0;
        int with = words.indexOf("WITH");
        boolean isOpen = at == 1 && with < 0; // TLS 1.3
        String keyExchange = isOpen ? "" : "RSA"; // what OpenSSL's names leave out
        String authentication = keyExchange;
        boolean ephemeral = false;
        boolean export = false;
        for (; at < words.size() && !isOpen; at++) {
            Part part = parts.get(words.get(at));
            boolean isCipher = words.get(at).equals("NULL") && with < 0; // NULL-SHA
            if (part == null || isCipher) {
                break;
            }
            keyExchange = part.keyExchange().equals(NONE) ? keyExchange : part.keyExchange();
            authentication = part.authentication().equals(NONE) ? authentication : part.authentication();
            ephemeral |= part.ephemeral().equals("yes");
            export |= words.get(at).startsWith("EXP");
        }
        if (with >= 0) {
            if (at != with) {
                return Optional.empty();
            }
            at++;
        }
        if (at >= words.size() || words.size() > 12) {
            return Optional.empty();
        }
        return ofCipher(words.subList(at, words.size()), keyExchange, ephemeral, authentication, export);
    }

    private Optional<Suite> ofCipher(
            List<String> words, String keyExchange, boolean ephemeral, String authentication, boolean export) {
        NamedAlgorithm last = names.parts(words.getLast());
        boolean isHash = last != null
                && Algorithms.all()
                        .find(last.algorithm())
                        .filter(found -> found.primitives().contains("hash"))
                        .isPresent();
        List<String> cipherWords = isHash ? words.subList(0, words.size() - 1) : words;
        NamedAlgorithm cipher = cipherWords.isEmpty() ? null : names.parts(String.join("-", cipherWords));
        if (cipher == null || last == null) {
            return Optional.empty();
        }
        boolean isCipher = Algorithms.all()
                .find(cipher.algorithm())
                .filter(found ->
                        found.primitives().stream().anyMatch(each -> each.endsWith("-cipher") || each.equals("ae")))
                .isPresent();
        if (!isCipher) {
            return Optional.empty();
        }
        NamedAlgorithm withMode = cipher.parameters().containsKey("mode") ? cipher : classic(cipher);
        return Optional.of(
                new Suite(keyExchange, ephemeral, authentication, withMode, isHash ? last.algorithm() : "", export));
    }

    /** OpenSSL's {@code AES128-SHA} leaves out that it is CBC. */
    private static NamedAlgorithm classic(NamedAlgorithm cipher) {
        boolean isBlock = Algorithms.all()
                .find(cipher.algorithm())
                .filter(found -> found.primitives().contains("block-cipher"))
                .isPresent();
        if (!isBlock) {
            return cipher;
        }
        return cipher.with("mode", "CBC");
    }
}
