package dev.assay.detectors.crypto;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the names that libraries put together: {@code AES/CBC/PKCS5Padding}, {@code SHA256withRSA}, {@code aes-256-gcm},
 * {@code PBEWithHmacSHA256AndAES_256}, suites of TLS. First the whole name, then transformations with slashes, then what has
 * {@code with} in it, then its parts from left to right, the longest known one first. All parts must be known, or the name is
 * not: {@code parsa} has no RSA in it. Immutable and shared between threads; the work is bounded by the length of a name.
 */
public final class AlgorithmNames {
    private static final int MOST_CHARACTERS = 200;
    private static final int MOST_PARTS = 8;
    private static final String HASH = "hash";
    private static final String MODE = "mode";
    private static final String PADDING = "padding";
    private static final String KEY_BITS = "keyBits";
    private static final String HMAC = "HMAC";
    private static final String MGF = "andMGF1";
    private static final String UNKNOWN = "?";
    private static final String DEFAULT = "default";
    private static final AlgorithmNames ALL = new AlgorithmNames(Algorithms.all());

    /** A parameter and its value, or nothing worth a word. */
    private record Word(String parameter, String value) {}

    private final Algorithms algorithms;
    private final Map<String, Word> words = new HashMap<>();
    private final Suites suites;

    private AlgorithmNames(Algorithms algorithms) {
        this.algorithms = algorithms;
        for (List<String> row : Algorithms.rows("words.tsv", 3)) {
            if (words.put(row.get(0), new Word(row.get(1), row.get(2))) != null) {
                throw new IllegalArgumentException("words.tsv: " + row.get(0) + " is there twice");
            }
        }
        this.suites = new Suites(this);
    }

    /** Names of all algorithms there are. */
    public static AlgorithmNames all() {
        return ALL;
    }

    /** What a name says; the name itself where it is not known. */
    public NamedAlgorithm read(String name) {
        String text = name.strip();
        if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
            return NamedAlgorithm.unknown(name);
        }
        NamedAlgorithm found = whole(text);
        return found == null ? NamedAlgorithm.unknown(name) : withoutIdleMode(found);
    }

    /** A suite of TLS, as IANA or OpenSSL writes it. */
    public Optional<Suite> suite(String name) {
        return name.length() > MOST_CHARACTERS ? Optional.empty() : suites.read(name.strip());
    }

    /** Only the name of what a name is of; the name itself where it is not known. */
    public String algorithm(String name) {
        return read(name).algorithm();
    }

    private @Nullable NamedAlgorithm whole(String text) {
        boolean isResolved = text.indexOf('?') < 0 && text.indexOf('$') < 0;
        NamedAlgorithm found = Identifiers.named(text);
        if (found == null && isResolved) {
            found = algorithms.exact(text);
        }
        if (found == null) {
            found = isSuite(text)
                    ? suites.read(text).map(suite -> suite.named(text)).orElse(null)
                    : null;
        }
        if (found == null && text.indexOf('/') > 0) {
            found = transformation(Parts.of(text, '/'));
        }
        if (found == null) {
            found = with(text);
        }
        if (found == null) {
            found = hmac(text);
        }
        return found == null ? parts(text) : found;
    }

    /** OpenSSL's short names of suites look like ciphers; as a name of an algorithm only the others are taken for suites. */
    private static boolean isSuite(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return upper.startsWith("TLS_")
                || upper.startsWith("SSL_")
                || upper.startsWith("ECDHE-")
                || upper.startsWith("DHE-")
                || upper.startsWith("ADH-")
                || upper.startsWith("EXP-");
    }

    /** A mode means nothing to a cipher with a public key, where Java's names have one all the same. */
    private NamedAlgorithm withoutIdleMode(NamedAlgorithm named) {
        boolean idle = named.parameters().containsKey(MODE)
                && algorithms
                        .find(named.algorithm())
                        .filter(found -> found.primitives().contains("pke"))
                        .isPresent();
        if (!idle) {
            return named;
        }
        SortedMap<String, String> fewer = new TreeMap<>(named.parameters());
        fewer.remove(MODE);
        return new NamedAlgorithm(named.algorithm(), fewer, named.isKnown());
    }

    /** A cipher whose mode is left to the library; of one with a public key, the padding is. */
    private @Nullable NamedAlgorithm withDefault(@Nullable NamedAlgorithm of) {
        if (of == null) {
            return null;
        }
        SortedMap<String, String> parameters = new TreeMap<>(of.parameters());
        boolean isPublic = algorithms
                .find(of.algorithm())
                .filter(found -> found.primitives().contains("pke"))
                .isPresent();
        parameters.putIfAbsent(isPublic ? PADDING : MODE, DEFAULT);
        return new NamedAlgorithm(of.algorithm(), parameters, of.isKnown());
    }

    /** {@code algorithm/mode/padding}, or with one of the two. */
    private @Nullable NamedAlgorithm transformation(List<String> parts) {
        int last = parts.size() - 1;
        if (last == 1 && parts.get(1).equals(DEFAULT)) {
            return withDefault(whole(parts.get(0)));
        }
        boolean both = last >= 2 && (modeOrNull(parts.get(last - 1)) != null || isUnresolved(parts.get(last - 1)));
        if (!both && (last != 1 || word(parts.get(1)) == null)) {
            return null;
        }
        String head = String.join("/", parts.subList(0, both ? last - 1 : last));
        NamedAlgorithm of = whole(head);
        if (of == null) {
            return null;
        }
        SortedMap<String, String> parameters = new TreeMap<>(of.parameters());
        if (both) {
            String mode = modeOrNull(parts.get(last - 1));
            say(parameters, MODE, mode == null ? UNKNOWN : mode);
            padding(parts.get(last), parameters);
        } else {
            Word word = word(parts.get(1));
            if (word != null) {
                say(parameters, word.parameter(), word.value());
            }
        }
        return new NamedAlgorithm(of.algorithm(), parameters, true);
    }

    static boolean isUnresolved(String text) {
        return text.equals(UNKNOWN) || text.startsWith("${");
    }

    private static void say(Map<String, String> parameters, String name, String value) {
        if (!name.equals("-")) {
            parameters.put(name, value);
        }
    }

    /** A mode of operation in the registry's words; as it is written if that is none. */
    String mode(String written) {
        String mode = modeOrNull(written);
        return mode == null ? written : mode;
    }

    /** A padding in the registry's words; as it is written if that is none. */
    String padding(String written) {
        SortedMap<String, String> parameters = new TreeMap<>();
        padding(written, parameters);
        return parameters.getOrDefault(PADDING, written);
    }

    /** The hash that a padding names, as {@code OAEPWithSHA-256AndMGF1Padding} does; null if it names none. */
    @Nullable
    String hashOfPadding(String written) {
        SortedMap<String, String> parameters = new TreeMap<>();
        padding(written, parameters);
        return parameters.get(HASH);
    }

    /** The mode of a part such as {@code CFB8}; null if it is no mode. */
    private @Nullable String modeOrNull(String part) {
        String key = Algorithms.key(part);
        Word word = words.get(key);
        if (word == null) {
            int end = key.length();
            while (end > 0 && isDigit(key.charAt(end - 1))) {
                end--;
            }
            word = words.get(key.substring(0, end)); // OFB32
        }
        return key.equals("none") ? "none" : word != null && word.parameter().equals(MODE) ? word.value() : null;
    }

    private @Nullable Word word(String part) {
        return words.get(Algorithms.key(part));
    }

    /** {@code PKCS5Padding}, {@code OAEPWithSHA-256AndMGF1Padding}. */
    private void padding(String part, Map<String, String> into) {
        String key = Algorithms.key(part);
        Word word = words.get(key);
        if (word != null && word.parameter().equals(PADDING)) {
            into.put(PADDING, word.value());
        } else if (key.startsWith("oaepwith")) {
            into.put(PADDING, "OAEP");
            String inner = key.substring("oaepwith".length());
            int and = inner.indexOf("and");
            NamedAlgorithm hash = parts(and < 0 ? inner : inner.substring(0, and));
            if (hash != null) {
                into.put(HASH, hash.algorithm());
            }
        } else {
            boolean isNone = key.equals("none") || key.equals("no");
            into.put(PADDING, isUnresolved(part) ? UNKNOWN : isNone ? "none" : part);
        }
    }

    private @Nullable NamedAlgorithm with(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("with");
        if (at <= 0) {
            return null;
        }
        String left = text.substring(0, at);
        String right = text.substring(at + 4);
        if (Algorithms.key(left).equals("pbe")) {
            return passwordBased(right);
        }
        String signing = withoutEnd(right);
        NamedAlgorithm of = signing.isEmpty() ? null : whole(signing);
        if (of != null && right.regionMatches(true, signing.length(), MGF, 0, MGF.length())) {
            of = of.with(PADDING, "PSS");
        }
        if (of == null) {
            return null;
        }
        String hashKey = Algorithms.key(left);
        if (hashKey.equals("none") || hashKey.equals("raw")) {
            return signature(of, "none");
        }
        NamedAlgorithm first = whole(left);
        if (first == null) {
            return null;
        }
        if (is(first, HASH)) {
            return signature(of, first.algorithm());
        }
        if (is(of, HASH)) {
            return signature(first, of.algorithm()); // ecdsa-with-SHA256
        }
        SortedMap<String, String> parameters = new TreeMap<>(of.parameters()); // PBKDF2WithHmacSHA256
        parameters.putAll(first.parameters());
        return new NamedAlgorithm(first.algorithm(), parameters, true);
    }

    /** Without what may follow the algorithm of a signature: {@code andMGF1}, {@code inP1363Format}, {@code And8BIT}. */
    private static String withoutEnd(String right) {
        for (String end : new String[] {MGF, "inP1363Format", "And8BIT", "AndUTF8"}) {
            if (right.regionMatches(true, right.length() - end.length(), end, 0, end.length())) {
                return right.substring(0, right.length() - end.length());
            }
        }
        return right;
    }

    private NamedAlgorithm signature(NamedAlgorithm of, String hash) {
        SortedMap<String, String> parameters = new TreeMap<>(of.parameters());
        parameters.put(HASH, hash);
        return new NamedAlgorithm(of.algorithm(), withPadding(of.algorithm(), parameters), true);
    }

    private static SortedMap<String, String> withPadding(String algorithm, SortedMap<String, String> parameters) {
        if (algorithm.equals("RSA")) {
            parameters.putIfAbsent(PADDING, "PKCS1-v1.5");
        }
        return parameters;
    }

    /** {@code MD5AndDES}, {@code HmacSHA256AndAES_256}, {@code SHA1AndRC2_40}: the cipher, and how its key is made. */
    private @Nullable NamedAlgorithm passwordBased(String text) {
        int and = text.toLowerCase(Locale.ROOT).indexOf("and");
        NamedAlgorithm prf = whole(and < 0 ? text : text.substring(0, and));
        NamedAlgorithm cipher = prf == null || and < 0 ? prf : whole(text.substring(and + 3));
        if (prf == null || cipher == null) {
            return null;
        }
        SortedMap<String, String> parameters = new TreeMap<>(cipher.parameters());
        boolean isHmac = prf.algorithm().equals(HMAC);
        String hash = isHmac ? prf.parameters().getOrDefault(HASH, UNKNOWN) : prf.algorithm();
        parameters.put(HASH, hash);
        boolean isPkcs5 = cipher.algorithm().equals("DES") || hash.startsWith("MD");
        parameters.put("kdf", isHmac && and >= 0 ? "PBKDF2" : isPkcs5 ? "PBKDF1" : "PKCS12-KDF");
        if (and >= 0 && !cipher.algorithm().equals("RC4")) {
            parameters.putIfAbsent(MODE, "CBC"); // RFC 8018, 6.1; RFC 7292, C
        }
        return new NamedAlgorithm(cipher.algorithm(), parameters, true);
    }

    /** {@code HmacSHA256}, {@code HmacPBESHA1}, {@code sha256HMAC}. */
    private @Nullable NamedAlgorithm hmac(String text) {
        String key = Algorithms.key(text);
        String rest = key.startsWith("hmac")
                ? key.substring(4)
                : key.endsWith("hmac") ? key.substring(0, key.length() - 4) : "";
        boolean isOfPassword = rest.startsWith("pbe");
        NamedAlgorithm hash = rest.isEmpty() ? null : parts(isOfPassword ? rest.substring(3) : rest);
        if (hash == null || !is(hash, HASH)) {
            return null;
        }
        SortedMap<String, String> parameters = new TreeMap<>(hash.parameters());
        parameters.put(HASH, hash.algorithm());
        if (isOfPassword) {
            parameters.put("kdf", "PKCS12-KDF");
        }
        return new NamedAlgorithm(HMAC, parameters, true);
    }

    private boolean is(NamedAlgorithm named, String primitive) {
        return algorithms
                .find(named.algorithm())
                .filter(found -> found.primitives().getFirst().equals(primitive)
                        || primitive.equals(HASH) && found.primitives().contains("xof"))
                .isPresent();
    }

    /** From left to right, the longest known part first; null unless all of it is known and an algorithm is among it. */
    @Nullable
    NamedAlgorithm parts(String text) {
        List<String> pieces = pieces(text);
        NamedAlgorithm main = null;
        SortedMap<String, String> parameters = new TreeMap<>();
        for (int at = 0; at < pieces.size(); ) {
            int length = Math.min(MOST_PARTS, pieces.size() - at);
            for (; length > 0; length--) {
                String key = String.join("", pieces.subList(at, at + length));
                Word word = words.get(key);
                NamedAlgorithm algorithm = word == null ? algorithms.exact(key) : null;
                Curve curve = algorithm == null && word == null
                        ? algorithms.curve(key).orElse(null)
                        : null;
                if (algorithm != null) {
                    main = with(main, algorithm, parameters);
                } else if (word != null) {
                    say(parameters, word.parameter(), word.value());
                } else if (curve != null) {
                    parameters.put("curve", curve.name());
                } else {
                    continue;
                }
                break;
            }
            if (length == 0) {
                if (!isBits(pieces.get(at))) {
                    return null;
                }
                parameters.putIfAbsent(KEY_BITS, pieces.get(at));
                length = 1;
            }
            at += length;
        }
        if (main == null) {
            return parameters.containsKey("curve") && pieces.size() <= MOST_PARTS
                    ? new NamedAlgorithm("EC", parameters, true)
                    : null;
        }
        parameters.putAll(main.parameters());
        if (parameters.containsKey(HASH)) {
            withPadding(main.algorithm(), parameters);
        }
        return new NamedAlgorithm(main.algorithm(), parameters, true);
    }

    /** One algorithm more in the same name: a hash belongs to the other, whichever comes first. */
    private NamedAlgorithm with(
            @Nullable NamedAlgorithm main, NamedAlgorithm more, SortedMap<String, String> parameters) {
        if (main == null) {
            return more;
        }
        if (is(more, HASH)) {
            parameters.putIfAbsent(HASH, more.algorithm());
        } else if (is(main, HASH)) {
            parameters.putIfAbsent(HASH, main.algorithm());
            return more;
        } else if (more.algorithm().equals(HMAC)) {
            parameters.computeIfPresent(MODE, (_, mode) -> mode.equals("CBC") ? "CBC-HMAC" : mode);
        } else {
            parameters.merge("with", more.algorithm(), (one, other) -> one + "+" + other);
        }
        return main;
    }

    private static boolean isBits(String piece) {
        return piece.length() <= 5
                && piece.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(piece) >= 40;
    }

    /** Runs of letters and runs of digits, small. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int from = -1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? Character.toLowerCase(text.charAt(i)) : ' ';
            boolean isDigit = c >= '0' && c <= '9';
            boolean isWord = isDigit || c >= 'a' && c <= 'z' || c == '+' || c == '*' || c > 127;
            if (from >= 0 && (!isWord || isDigit != isDigit(text.charAt(from)))) {
                pieces.add(text.substring(from, i).toLowerCase(Locale.ROOT));
                from = -1;
            }
            if (isWord && from < 0) {
                from = i;
            }
        }
        return pieces;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
