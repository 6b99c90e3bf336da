package dev.assay.detectors.crypto.setup;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists of suites: names of IANA, OpenSSL and Java, and the strings of OpenSSL, {@code HIGH:!aNULL:-SHA1:ECDHE+AESGCM},
 * which it resolves over {@code suites.tsv}. Words that it does not know mean nothing, as to OpenSSL. Immutable and shared
 * between threads; each word takes the time of one operation on a set of all suites.
 */
final class CipherStrings {
    private static final List<String> COLUMNS =
            List.of("iana", "openssl", "kex", "auth", "cipher", "bits", "mac", "class", "version");
    private static final Set<String> OF_ONE_CONNECTION = Set.of("any", "DHE", "ECDHE", "DHEPSK", "ECDHEPSK");

    private static final String LEVEL = "@SECLEVEL=";

    /** The least bits of a suite at each security level: SSL_CTX_set_security_level(3). */
    private static final int[] LEVEL_BITS = {0, 80, 112, 128, 192, 256};

    private static final CipherStrings ALL = new CipherStrings();

    private final List<List<String>> suites = Table.read("suites.tsv", 9);
    private final Map<String, BitSet> words = new HashMap<>();
    private final List<BitSet> levels = new ArrayList<>();

    private CipherStrings() {
        for (int i = 0; i < suites.size(); i++) {
            List<String> names = new ArrayList<>(Table.list(suites.get(i).get(1)));
            names.add(suites.get(i).getFirst());
            for (String name : names) {
                words.computeIfAbsent(suiteKey(name), _ -> new BitSet()).set(i);
            }
        }
        for (List<String> row : Table.read("aliases.tsv", 2)) {
            words.putIfAbsent(row.get(0), matching(row.get(1)));
        }
        for (int level = 0; level < LEVEL_BITS.length; level++) {
            levels.add(atLevel(level));
        }
    }

    static CipherStrings all() {
        return ALL;
    }

    private static String suiteKey(String name) {
        String key = name.toUpperCase(Locale.ROOT).replace('-', '_');
        return key.startsWith("SSL_") ? "TLS_" + key.substring(4) : key;
    }

    private static String column(List<String> suite, String name) {
        return suite.get(COLUMNS.indexOf(name));
    }

    /** The suites that meet all conditions, but those of TLS 1.3. */
    private BitSet matching(String conditions) {
        BitSet set = new BitSet();
        for (int i = 0; i < suites.size(); i++) {
            List<String> suite = suites.get(i);
            boolean fits = !column(suite, "version").equals("TLSv1.3");
            for (String condition : Parts.of(conditions, ' ')) {
                int equals = condition.indexOf('=');
                boolean isNot = condition.charAt(equals - 1) == '!';
                String value = column(suite, condition.substring(0, isNot ? equals - 1 : equals));
                fits &= Parts.of(condition.substring(equals + 1), '|').contains(value) != isNot;
            }
            set.set(i, fits);
        }
        return set;
    }

    private BitSet atLevel(int level) {
        BitSet set = new BitSet();
        for (int i = 0; i < suites.size(); i++) {
            List<String> suite = suites.get(i);
            boolean fits = Integer.parseInt(column(suite, "bits")) >= LEVEL_BITS[level]
                    && (level < 1
                            || !column(suite, "mac").equals("MD5")
                                    && !column(suite, "auth").equals("none"))
                    && (level < 2 || !column(suite, "cipher").equals("RC4"))
                    && (level < 3 || OF_ONE_CONNECTION.contains(column(suite, "kex")))
                    && (level < 4 || !column(suite, "mac").equals("SHA1"));
            set.set(i, fits);
        }
        return set;
    }

    /** A list of suites, and whether one of its words was known. */
    private record Allowed(BitSet suites, boolean any) {}

    /** Says which suites a value allows. */
    void read(Given given) {
        Allowed allowed = allowed(given.value());
        tell(allowed.suites(), allowed.any(), given);
    }

    /** The suites that a value allows, by their names of IANA. */
    List<String> suites(String value) {
        return names(allowed(new Span(value, 0)).suites());
    }

    private List<String> names(BitSet set) {
        return set.stream().mapToObj(i -> suites.get(i).getFirst()).toList();
    }

    private Allowed allowed(Span value) {
        BitSet allowed = new BitSet();
        BitSet never = new BitSet();
        BitSet level = levels.getFirst();
        boolean any = false;
        for (Span word : value.parts(" \t\r\n:,;\"'[]()")) {
            int command = word.text().indexOf('@'); // DEFAULT@SECLEVEL=2
            if (word.text().startsWith(LEVEL, command) && word.text().length() == command + LEVEL.length() + 1) {
                level = levels.get(
                        Math.clamp(word.text().charAt(command + LEVEL.length()) - '0', 0, levels.size() - 1));
            }
            String text = command < 0 ? word.text() : word.text().substring(0, command);
            if (text.isEmpty()) {
                continue;
            }
            char sign = text.charAt(0);
            BitSet meant = meant(sign == '!' || sign == '-' || sign == '+' ? text.substring(1) : text);
            if (meant == null) {
                continue;
            }
            any = true;
            switch (sign) {
                case '!' -> never.or(meant);
                case '-' -> allowed.andNot(meant);
                case '+' -> {} // only changes the order
                default -> allowed.or(meant);
            }
        }
        allowed.andNot(never);
        allowed.and(level);
        return new Allowed(allowed, any);
    }

    private void tell(BitSet allowed, boolean any, Given given) {
        if (!allowed.isEmpty()) {
            given.protocol(Map.of("suites", String.join("|", names(allowed))), given.value());
        } else if (!any && given.value().isOpen()) {
            given.protocol(Map.of("suites", "?"), given.value());
        }
    }

    /** What a word means, {@code ECDHE+AESGCM} what both do; null if it is not known. */
    private @Nullable BitSet meant(String word) {
        if (word.indexOf('+') < 0) {
            return known(word);
        }
        BitSet both = null;
        for (String part : Parts.of(word, '+')) {
            BitSet one = known(part);
            if (one == null) {
                return null;
            }
            if (both == null) {
                both = (BitSet) one.clone();
            } else {
                both.and(one);
            }
        }
        return both;
    }

    private @Nullable BitSet known(String word) {
        BitSet alias = words.get(word);
        if (alias != null || word.length() > 100) {
            return alias;
        }
        String key = suiteKey(word);
        if (key.indexOf('_') < 0) {
            return null; // OpenSSL's own words count only as it writes them
        }
        BitSet suite = words.get(key);
        return suite == null ? words.get(key + "_SHA256") : suite; // as Go writes those of ChaCha20
    }
}
