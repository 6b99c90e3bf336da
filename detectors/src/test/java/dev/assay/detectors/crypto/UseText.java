package dev.assay.detectors.crypto;

import dev.assay.engine.fact.CryptoUse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Uses as examples of rules write them: {@code [kind:]purpose algorithm name=value ...} between spaces, {@code -} for no purpose
 * or algorithm.
 */
final class UseText {
    private UseText() {}

    static CryptoUse parse(String text) {
        List<String> words = List.of(text.split(" "));
        String first = words.get(0);
        int colon = first.indexOf(':');
        String purpose = first.substring(colon + 1);
        CryptoUse.Kind kind = colon < 0
                ? CryptoUse.Kind.ALGORITHM
                : CryptoUse.Kind.valueOf(first.substring(0, colon).toUpperCase(Locale.ROOT));
        Map<String, String> parameters = new HashMap<>();
        for (String word : words.subList(2, words.size())) {
            int equals = word.indexOf('=');
            parameters.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return CryptoUse.of(
                kind,
                words.get(1).equals("-") ? "" : words.get(1),
                purpose.equals("-") ? "" : purpose,
                parameters,
                "java",
                "a.B.c",
                17,
                3,
                5);
    }
}
