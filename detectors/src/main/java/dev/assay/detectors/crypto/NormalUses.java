package dev.assay.detectors.crypto;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts uses into the registry's words: names of algorithms are taken apart, values written in one way. Doing so twice changes
 * nothing. Stateless.
 */
final class NormalUses {
    private static final String UNKNOWN = "?";
    private static final String DIRECT = "dir";
    private static final String DEFAULT = "default";
    private static final String STORE = "key-store";
    private static final int MOST_SUITES = 500;

    private static final Set<String> OF_ANY_CURVE = Set.of("EC", "ECDH", "ECDSA", "EdDSA", "XDH");

    /** RFC 7748, 5 and RFC 8032, 5.1 and 5.2. */
    private static final Set<String> WITH_ONE_FUNCTION = Set.of("X25519", "X448", "Ed25519", "Ed448");

    /** In place of a curve's size in the name of its family. */
    private static final char ANY_SIZE = '*';

    private NormalUses() {}

    /** One use for each algorithm that it may be of; an algorithm that nobody could resolve is {@code ?}. */
    static List<CryptoUse> of(CryptoUse use) {
        Map<String, CryptoUse> uses = new TreeMap<>();
        List<CryptoUse> inOrder = new ArrayList<>(1);
        for (String written : Parts.of(use.algorithm(), '|')) {
            CryptoUse direct = written.equals(DIRECT) ? direct(use) : null;
            CryptoUse of = direct == null ? use : direct;
            String name = direct == null ? written : direct.algorithm();
            NamedAlgorithm named = name.isEmpty() || AlgorithmNames.isUnresolved(name)
                    ? NamedAlgorithm.unknown(use.algorithm().isEmpty() ? "" : UNKNOWN)
                    : use.purpose().equals(STORE)
                            ? NamedAlgorithm.unknown(name) // a format, and no function of that name
                            : read(name, of.parameters().getOrDefault("hashBits", ""));
            SortedMap<String, String> parameters =
                    LibraryDefaults.all().parameters(with(use, named.algorithm(), parameters(of, named)));
            String curve = parameters.getOrDefault("curve", "");
            CryptoUse one = with(use, byKey(named.algorithm(), use.purpose(), curve), parameters);
            if (uses.putIfAbsent(one.algorithm() + one.parameters(), one) == null) {
                inOrder.add(one);
            }
        }
        return inOrder;
    }

    /** JOSE's word for encryption with the key itself, so that the cipher is all that there is; null if nobody says which. */
    private static @Nullable CryptoUse direct(CryptoUse use) {
        SortedMap<String, String> parameters = new TreeMap<>(use.parameters());
        String cipher = parameters.remove("cipher");
        return cipher == null || cipher.indexOf('|') >= 0 ? null : with(use, cipher, parameters);
    }

    private static CryptoUse with(CryptoUse use, String algorithm, SortedMap<String, String> parameters) {
        return new CryptoUse(
                use.kind(),
                algorithm,
                use.purpose(),
                parameters,
                use.source(),
                use.via(),
                use.offsetBytes(),
                use.line(),
                use.column());
    }

    /** What is done with a key of a curve, where only the key is known; of some curves there is one function, called as they are. */
    private static String byKey(String algorithm, String purpose, String curve) {
        if (OF_ANY_CURVE.contains(algorithm) && WITH_ONE_FUNCTION.contains(curve)) {
            return curve;
        }
        return switch (purpose) {
            case "signature" -> algorithm.equals("EC") ? "ECDSA" : algorithm;
            case "key-agreement" -> algorithm.equals("EC") ? "ECDH" : algorithm;
            default -> algorithm;
        };
    }

    /** Of some families of hashes only the size says which one it is: {@code SHA-3} with 256 bits is {@code SHA3-256}. */
    private static NamedAlgorithm read(String name, String hashBits) {
        NamedAlgorithm named = AlgorithmNames.all().read(name);
        if (named.isKnown() || hashBits.isEmpty() || !Character.isDigit(hashBits.charAt(0))) {
            return named;
        }
        String family = name.equals("SHA-3") ? "SHA3" : name.equals("SHA-512/t") ? "SHA-512/" : name;
        for (String sign : List.of("-", "")) {
            NamedAlgorithm sized = AlgorithmNames.all().read(family + sign + hashBits);
            if (sized.isKnown()) {
                return sized;
            }
        }
        return named;
    }

    private static SortedMap<String, String> parameters(CryptoUse use, NamedAlgorithm named) {
        SortedMap<String, String> all = new TreeMap<>(named.parameters());
        use.parameters().forEach((name, value) -> {
            boolean says =
                    !value.isEmpty() && !(all.containsKey(name) && (value.equals(UNKNOWN) || value.equals(DEFAULT)));
            if (says) {
                all.put(name, values(name, value));
            }
        });
        for (String padding : Parts.of(use.parameters().getOrDefault("padding", ""), '|')) {
            String hash = AlgorithmNames.all().hashOfPadding(padding);
            if (hash != null) {
                all.putIfAbsent("hash", hash);
            }
        }
        Optional<Algorithm> algorithm = Algorithms.all().find(named.algorithm());
        if (algorithm.filter(found -> found.primitives().contains("pke")).isPresent()) {
            String mode = all.remove("mode"); // Java's names of such ciphers have one, and it means nothing
            if (DEFAULT.equals(mode)) {
                all.putIfAbsent("padding", DEFAULT);
            }
        }
        boolean hasModes = algorithm
                .filter(found -> !found.primitives().contains("block-cipher"))
                .isEmpty();
        if (!hasModes && DEFAULT.equals(all.get("mode"))) {
            all.remove("mode"); // there is nothing to choose
        }
        VersionRange.resolve(all);
        if (all.containsKey("suites")) {
            suites(all);
        }
        if (all.getOrDefault("curve", "").indexOf(ANY_SIZE) >= 0) {
            all.put("curve", ofFamily(all.getOrDefault("curve", ""), all.getOrDefault("keyBits", "")));
        }
        return all;
    }

    /** Of some families of curves only the size says which one it is: {@code secp*r1} with 256 bits is P-256. */
    private static String ofFamily(String curves, String keyBits) {
        Set<String> known = new LinkedHashSet<>();
        for (String curve : Parts.of(curves, '|')) {
            for (String bits : Parts.of(keyBits, '|')) {
                known.add(
                        curve.indexOf(ANY_SIZE) < 0
                                ? curve
                                : Algorithms.all()
                                        .curve(curve.replace(String.valueOf(ANY_SIZE), bits))
                                        .map(Curve::name)
                                        .orElse(UNKNOWN));
            }
        }
        return String.join("|", known);
    }

    /** What the suites of a protocol are made of, all of them together. */
    private static void suites(SortedMap<String, String> parameters) {
        SortedMap<String, Set<String>> parts = new TreeMap<>();
        List<String> names = new ArrayList<>();
        Set<String> shortest = new TreeSet<>();
        for (String one : Parts.of(parameters.getOrDefault("suites", ""), '|')) {
            CipherLists.shortestKey(one).ifPresent(shortest::add);
            names.addAll(CipherLists.all().suites(one).orElse(List.of(one))); // one may be a list, with !RC4 in it
        }
        for (String name : names.subList(0, Math.min(names.size(), MOST_SUITES))) {
            AlgorithmNames.all()
                    .suite(name)
                    .ifPresent(suite -> suite.parameters()
                            .forEach((part, value) -> parts.computeIfAbsent(part, _ -> new TreeSet<>())
                                    .add(value)));
        }
        parts.forEach((part, values) -> parameters.putIfAbsent(part, String.join("|", values)));
        if (!shortest.isEmpty()) {
            parameters.putIfAbsent("minKeyBits", String.join("|", shortest));
        }
    }

    private static String values(String name, String value) {
        Vocabulary.Type type = Vocabulary.all().type(name);
        if (type == Vocabulary.Type.TEXT || type == Vocabulary.Type.IDENTITY) {
            return value;
        }
        Set<String> values = new LinkedHashSet<>();
        for (String one : Parts.of(value, '|')) {
            values.add(AlgorithmNames.isUnresolved(one) ? UNKNOWN : value(name, type, one));
        }
        return String.join("|", values);
    }

    private static String value(String name, Vocabulary.@org.jspecify.annotations.Nullable Type type, String value) {
        return switch (name) {
            case "mode" -> AlgorithmNames.all().mode(value);
            case "padding" -> AlgorithmNames.all().padding(value);
            case "transport" -> scheme(value);
            case "cipher" -> cipher(value);
            default ->
                switch (type) {
                    case ALGORITHM -> AlgorithmNames.all().algorithm(value);
                    case CURVE -> Algorithms.all().curve(value).map(Curve::name).orElse(value);
                    case NUMBER -> isAmount(name, value) ? value : UNKNOWN;
                    case null, default -> value;
                };
        };
    }

    /** What is encrypted with, in one word that may say mode and size: {@code AES-256-CBC}. */
    private static String cipher(String value) {
        NamedAlgorithm named = AlgorithmNames.all().read(value);
        if (!named.isKnown() || value.startsWith(named.algorithm())) {
            return value;
        }
        String bits = named.parameters().getOrDefault("keyBits", "");
        String mode = named.parameters().getOrDefault("mode", "");
        boolean isSized = !bits.isEmpty() && !named.algorithm().equals("3DES"); // of which there is one size
        return named.algorithm() + (isSized ? "-" + bits : "") + (mode.isEmpty() ? "" : "-" + mode);
    }

    /** Less than nothing, and no rounds at all, stand for what is not set yet. */
    private static boolean isAmount(String name, String value) {
        return !value.startsWith("-") && !(name.equals("iterations") && value.equals("0"));
    }

    /** Of an address, or of its scheme alone. */
    private static String scheme(String address) {
        int colon = address.indexOf(':');
        String scheme =
                (colon < 0 ? address : address.substring(0, colon)).strip().toLowerCase(java.util.Locale.ROOT);
        return Vocabulary.all().allows("transport", scheme) ? scheme : UNKNOWN;
    }
}
