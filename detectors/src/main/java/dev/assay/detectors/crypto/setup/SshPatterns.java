package dev.assay.detectors.crypto.setup;

import dev.assay.detectors.crypto.AlgorithmNames;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Names with {@code *} and {@code ?} in lists of OpenSSH, which stand for all algorithms that they match: {@code
 * ssh-algorithms.tsv}. Stateless.
 */
final class SshPatterns {
    static final String PROTOCOL = "SSH";

    private static final Map<String, List<String>> NAMES = Table.read("ssh-algorithms.tsv", 2).stream()
            .collect(Collectors.toUnmodifiableMap(row -> row.get(0), row -> Table.list(row.get(1))));

    private SshPatterns() {}

    static boolean isOne(String name) {
        return name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
    }

    /** Those of a purpose that a pattern matches, one of each that is the same with a certificate or in another order. */
    static Collection<String> names(String purpose, String pattern) {
        return NAMES.getOrDefault(purpose, List.of()).stream()
                .filter(name -> matches(name, pattern))
                .collect(Collectors.toMap(
                        AlgorithmNames.all()::read, name -> name, (first, _) -> first, LinkedHashMap::new))
                .values();
    }

    /** Goes back to the last {@code *} only, so that the time is by the length of both. */
    private static boolean matches(String name, String pattern) {
        int at = 0;
        int in = 0;
        int star = -1;
        int behindStar = 0;
        while (at < name.length()) {
            char c = in < pattern.length() ? pattern.charAt(in) : 0;
            if (c == '*') {
                star = in++;
                behindStar = at;
            } else if (c == '?' || c == name.charAt(at)) {
                at++;
                in++;
            } else if (star >= 0) {
                in = star + 1;
                at = ++behindStar;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '*') {
            in++;
        }
        return in == pattern.length();
    }
}
