package dev.assay.detectors.crypto;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists of suites: names of IANA, OpenSSL and Java, and the strings of OpenSSL, {@code HIGH:!aNULL:-SHA1:ECDHE+AESGCM},
 * which it resolves over {@code cipher-suites.tsv}. Words that it does not know mean nothing, as to OpenSSL. Suites without
 * authentication count where a word stands for nothing else, or at level 0: any other level takes them away, and so does
 * OpenSSL's own since 1.1.0. Immutable and shared
 * between threads; each word takes the time of one operation on a set of all suites.
 */
public final class CipherLists {
    private static final List<String> COLUMNS =
            List.of("iana", "openssl", "kex", "auth", "cipher", "bits", "mac", "class", "version");
    private static final Set<String> OF_ONE_CONNECTION = Set.of("any", "DHE", "ECDHE", "DHEPSK", "ECDHEPSK");

    private static final String SEPARATORS = " \t\r\n:,;|\"'[]()";
    private static final String LEVEL = "@SECLEVEL=";

    /** The least bits of a suite at each security level: SSL_CTX_set_security_level(3). */
    private static final int[] LEVEL_BITS = {0, 80, 112, 128, 192, 256};

    private static final CipherLists ALL = new CipherLists();

    private final List<List<String>> suites = Algorithms.rows("cipher-suites.tsv", 9);
    private final Map<String, BitSet> words = new HashMap<>();
    private final List<BitSet> levels = new ArrayList<>();
    private final BitSet anonymous;

    private CipherLists() {
        for (int i = 0; i < suites.size(); i++) {
            List<String> names = new ArrayList<>(List.of(suites.get(i).getFirst()));
            if (!suites.get(i).get(1).equals("-")) {
                names.addAll(Parts.of(suites.get(i).get(1), ','));
            }
            for (String name : names) {
                words.computeIfAbsent(suiteKey(name), _ -> new BitSet()).set(i);
            }
        }
        for (List<String> row : Algorithms.rows("cipher-aliases.tsv", 2)) {
            words.putIfAbsent(row.get(0), matching(row.get(1)));
        }
        anonymous = matching("auth=none");
        for (int level = 0; level < LEVEL_BITS.length; level++) {
            levels.add(atLevel(level));
        }
    }

    public static CipherLists all() {
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

    /** Whether a value has a word that sets a level of security, which is no suite. */
    public static boolean hasLevel(String value) {
        return value.contains(LEVEL);
    }

    /**
     * The bits of the shortest key of RSA or DH that a value's {@code @SECLEVEL} allows, if that is a level below OpenSSL's own of 2;
     * at level 0 it is what the library itself takes.
     */
    public static Optional<String> shortestKey(String value) {
        int at = value.lastIndexOf(LEVEL);
        char level = at >= 0 && at + LEVEL.length() < value.length() ? value.charAt(at + LEVEL.length()) : ' ';
        return level == '0' ? Optional.of("512") : level == '1' ? Optional.of("1024") : Optional.empty();
    }

    /** The suites that a value allows, by their names of IANA; nothing if it has no word that means any. */
    public Optional<List<String>> suites(String value) {
        BitSet allowed = new BitSet();
        BitSet never = new BitSet();
        BitSet asked = new BitSet();
        BitSet level = null;
        boolean any = false;
        StringTokenizer words = new StringTokenizer(value, SEPARATORS);
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            int command = word.indexOf('@'); // DEFAULT@SECLEVEL=2
            if (word.startsWith(LEVEL, command) && word.length() == command + LEVEL.length() + 1) {
                level = levels.get(Math.clamp(word.charAt(command + LEVEL.length()) - '0', 0, levels.size() - 1));
            }
            String text = command < 0 ? word : word.substring(0, command);
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
                default -> {
                    allowed.or(meant);
                    asked.or(onlyAnonymous(meant));
                }
            }
        }
        allowed.andNot(never);
        if (level == null) {
            asked.flip(0, suites.size());
            asked.and(anonymous); // those that nothing asks for
            allowed.andNot(asked);
        } else {
            allowed.and(level);
        }
        return any
                ? Optional.of(
                        allowed.stream().mapToObj(i -> suites.get(i).getFirst()).toList())
                : Optional.empty();
    }

    /** What a word means if that is nothing but suites without authentication. */
    private BitSet onlyAnonymous(BitSet meant) {
        BitSet others = (BitSet) meant.clone();
        others.andNot(anonymous);
        return others.isEmpty() ? meant : new BitSet();
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
