package dev.assay.detectors.crypto.code;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keys that commands leave in files, by the files' names, whichever folder these are in: what signs with such a file signs with that key. RSA
 * is padded as OpenSSL pads unless it is told otherwise. Belongs to one thread and one text.
 */
final class KeyFiles {
    private static final int MOST = 256;

    private static final String ALGORITHM = "algorithm";

    private static final Set<String> OF_KEYS = Set.of("keyBits", "curve");

    private final Map<String, Map<String, SortedSet<String>>> all = new HashMap<>();

    /** Keeps the key of a use that is left in a file. */
    void keep(@Nullable Value file, Use use) {
        for (String name : names(file)) {
            if (all.size() >= MOST && !all.containsKey(name)) {
                return;
            }
            Map<String, SortedSet<String>> key = all.computeIfAbsent(name, _ -> new HashMap<>());
            use.parameters().forEach((parameter, words) -> {
                if (parameter.equals(ALGORITHM)) {
                    words.forEach(word -> keepAlgorithm(key, word));
                } else if (OF_KEYS.contains(parameter)) {
                    words.forEach(word -> keep(key, parameter, word));
                }
            });
        }
    }

    private static void keepAlgorithm(Map<String, SortedSet<String>> key, String word) {
        String algorithm = word.equalsIgnoreCase("EC") ? "ECDSA" : word;
        keep(key, ALGORITHM, algorithm);
        keep(key, "signature", algorithm);
        if (algorithm.equalsIgnoreCase("RSA")) {
            keep(key, "padding", "PKCS1-v1.5");
            keep(key, "signaturePadding", "PKCS1-v1.5");
        }
    }

    private static void keep(Map<String, SortedSet<String>> key, String parameter, String word) {
        key.computeIfAbsent(parameter, _ -> new TreeSet<>()).add(word);
    }

    /** What is known under a parameter's name of the key in a file; nothing for any other. */
    Collection<String> said(@Nullable Value file, String parameter) {
        SortedSet<String> said = new TreeSet<>();
        for (String name : names(file)) {
            said.addAll(all.getOrDefault(name, Map.of()).getOrDefault(parameter, new TreeSet<>()));
        }
        return said;
    }

    private static List<String> names(@Nullable Value file) {
        List<String> names = new ArrayList<>(1);
        for (Value one : file == null ? List.<Value>of() : Value.each(file)) {
            if (one instanceof Value.Known(String path)) {
                names.add(path.substring(path.lastIndexOf('/') + 1));
            }
        }
        return names;
    }
}
