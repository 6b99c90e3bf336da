package dev.assay.app.render;

import dev.assay.detectors.crypto.AlgorithmNames;
import dev.assay.detectors.crypto.Assessment;
import dev.assay.detectors.crypto.CryptoRule;
import dev.assay.detectors.crypto.Suite;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.report.CryptoAsset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The cryptographic part of a bill of materials (a CBOM): a component for each distinct asset, with what it depends on, in the
 * order of their references, which are made of what each is. Each key and each certificate is one of its own, with all places
 * where it lies. What a certificate, a key or a suite is made of has a component even where nothing else uses it. Who depends
 * on whom is worked out at the end, so that the order of the walk does not count. Memory is bounded: what is beyond is counted.
 */
final class CryptoBom {
    private static final int MOST_COMPONENTS = 50_000;
    private static final long MOST_BYTES_OF_PLACES = 64L << 20;
    private static final long MOST_BYTES_OF_COMPONENTS = 64L << 20;
    private static final int MOST_SUITES = 200;

    private final CycloneDxVersion version;
    private final AssetJudge judge;
    private final Map<String, CryptoComponent> components = new HashMap<>();
    private final CryptoVulnerabilities findings = new CryptoVulnerabilities();
    private final Issuers issuers = new Issuers();
    private long bytesOfPlaces;
    private long bytesOfComponents;
    private boolean isEnded;
    private long unlisted;
    private long count;

    CryptoBom(CycloneDxVersion version, AssetJudge judge) {
        this.version = version;
        this.judge = judge;
    }

    void add(CryptoAsset asset) {
        judge.of(asset).forEach(this::add);
    }

    private void add(AssetJudge.Judged judged) {
        count++;
        CryptoAsset asset = judged.asset();
        CryptoComponent component =
                component(judged.assessment(), asset.location().toString());
        if (component == null) {
            unlisted++;
            return;
        }
        findings.place(asset.location(), CryptoRule.name(asset.use()), component.reference);
        bytesOfPlaces += component.add(asset, bytesOfPlaces < MOST_BYTES_OF_PLACES);
    }

    /** What findings say of assets; all that were added of the same bytes come first. */
    CryptoVulnerabilities findings() {
        return findings;
    }

    /** How many assets there were. */
    long count() {
        return count;
    }

    /** How many of these have no place in the bill. */
    long unlisted() {
        long all = unlisted;
        for (CryptoComponent each : components.values()) {
            all += each.unlisted();
        }
        return all;
    }

    /** @param place where it lies, which tells a key from others like it where nothing else does */
    private @Nullable CryptoComponent component(Assessment assessment, String place) {
        CryptoUse use = assessment.use();
        AssetStrength strength = AssetStrength.of(assessment);
        String reference = reference(use, strength, place);
        CryptoComponent known = components.get(reference);
        if (known == null) {
            if (components.size() >= MOST_COMPONENTS || bytesOfComponents >= MOST_BYTES_OF_COMPONENTS) {
                return null;
            }
            known = CryptoComponent.of(use, strength, reference);
            components.put(reference, known);
            bytesOfComponents += CryptoComponent.bytes(use);
            if (isEnded) {
                dependencies(known);
            }
        } else if (!isEnded) {
            known.seen(use, strength);
        }
        known.purpose(use.purpose());
        return known;
    }

    private static String reference(CryptoUse use, AssetStrength strength, String place) {
        String identity = CryptoComponent.identity(use, strength, place);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            String kind = "crypto/" + use.kind().name().toLowerCase(Locale.ROOT) + "/";
            return CryptoComponent.isOneOfMany(use) // its forms have several names
                    ? kind + HexFormat.of().formatHex(digest, 0, 16)
                    : kind + Json.wellFormed(AssetName.of(use)).replace(' ', '-') + "@"
                            + HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** All that was met is known: now who depends on whom. */
    void end() {
        if (isEnded) {
            return;
        }
        isEnded = true;
        List<CryptoComponent> met = sorted();
        met.forEach(issuers::add);
        met.forEach(this::dependencies);
    }

    /** What an asset is made of, or with. */
    private void dependencies(CryptoComponent of) {
        switch (of.example.kind()) {
            case ALGORITHM -> inner(of);
            case KEY -> {
                depends(of, algorithmOf(of));
                depends(of, signatureOf(of));
                if (CryptoWords.isRequest(of.example)) {
                    depends(of, publicKeyOf(of));
                }
                protection(of);
            }
            case CERTIFICATE -> {
                depends(of, signatureOf(of));
                depends(of, publicKeyOf(of));
                protection(of);
                of.dependsOn.addAll(issuers.of(of));
            }
            case PROTOCOL -> suites(of).forEach(suite -> algorithms(suite).forEach(each -> depends(of, each)));
        }
    }

    private void depends(CryptoComponent of, @Nullable CryptoUse on) {
        if (on == null || on.algorithm().isEmpty()) {
            return;
        }
        CryptoComponent component = component(judge.of(on), of.reference);
        if (component != null && component != of) {
            of.dependsOn.add(component.reference);
        }
    }

    /** The hash of a MAC, a signature, a derivation. */
    private void inner(CryptoComponent of) {
        String hash = of.parameter("hash");
        if (CryptoWords.isOne(hash) && !of.example.algorithm().equals(hash)) {
            depends(of, algorithm(hash, "hash", Map.of()));
        }
    }

    private static @Nullable CryptoUse algorithmOf(CryptoComponent of) {
        String algorithm = of.example.algorithm();
        if (algorithm.isEmpty()) {
            return null;
        }
        Map<String, String> parameters = new TreeMap<>(of.example.parameters());
        parameters.keySet().retainAll(List.of("keyBits", "curve"));
        return algorithm(algorithm, purpose(of.example.purpose()), parameters);
    }

    /** A key's own kind of use says nothing of what its algorithm does. */
    private static String purpose(String purpose) {
        return List.of("key", "certificate", "certificate-request").contains(purpose) ? "" : purpose;
    }

    /** What an encrypted key is encrypted with. */
    private void protection(CryptoComponent of) {
        depends(of, cipherOf(of));
        String kdf = of.parameter("kdf");
        if (CryptoWords.isOne(kdf)) {
            String hash = of.parameter("hash");
            depends(of, algorithm(kdf, "kdf", CryptoWords.isOne(hash) ? Map.of("hash", hash) : Map.of()));
        }
    }

    private static @Nullable CryptoUse cipherOf(CryptoComponent of) {
        String cipher = of.parameter("cipher");
        return CryptoWords.isOne(cipher) ? algorithm(cipher, "cipher", Map.of()) : null;
    }

    private static @Nullable CryptoUse signatureOf(CryptoComponent of) {
        String signature = of.parameter("signature");
        if (!CryptoWords.isOne(signature)) {
            return null;
        }
        Map<String, String> parameters = new TreeMap<>();
        for (String[] each : new String[][] {{"signatureHash", "hash"}, {"signaturePadding", "padding"}}) {
            String value = of.parameter(each[0]);
            if (CryptoWords.isOne(value)) {
                parameters.put(each[1], value);
            }
        }
        return algorithm(signature, "signature", parameters);
    }

    private static @Nullable CryptoUse publicKeyOf(CryptoComponent of) {
        CryptoUse algorithm = algorithmOf(of);
        if (algorithm == null) {
            return null;
        }
        Map<String, String> parameters = new TreeMap<>(algorithm.parameters());
        parameters.put("part", "public");
        String digest = of.parameter(CryptoComponent.PUBLIC_KEY_DIGEST);
        if (!digest.isEmpty()) {
            parameters.put(CryptoComponent.PUBLIC_KEY_DIGEST, digest);
        }
        return CryptoUse.of(
                CryptoUse.Kind.KEY, algorithm.algorithm(), algorithm.purpose(), parameters, "", "", -1, 0, 0);
    }

    private static CryptoUse algorithm(String name, String purpose, Map<String, String> parameters) {
        return CryptoUse.of(CryptoUse.Kind.ALGORITHM, name, purpose, parameters, "", "", -1, 0, 0);
    }

    /** What a suite is made of; nothing of a class of suites such as {@code HIGH}, and of what is none. */
    private static List<CryptoUse> algorithms(String suite) {
        return AlgorithmNames.all().suite(suite).map(Suite::algorithms).orElse(List.of());
    }

    /** The names in a list of suites, which is written with {@code :}, {@code ,}, blanks or {@code |}; none that is ruled out. */
    private static List<String> suites(CryptoComponent of) {
        List<String> suites = new ArrayList<>();
        String list = of.example.parameters().getOrDefault("suites", "");
        int from = 0;
        for (int i = 0; i <= list.length() && suites.size() < MOST_SUITES; i++) {
            if (i == list.length() || ":,| ;".indexOf(list.charAt(i)) >= 0) {
                String suite = list.substring(from, i);
                from = i + 1;
                if (!suite.isEmpty() && !suite.equals("?") && suite.charAt(0) != '!' && suite.charAt(0) != '-') {
                    suites.add(suite);
                }
            }
        }
        return suites;
    }

    /** Writes all components as elements of the array that has been begun. */
    void components(JsonGenerator out) {
        end();
        for (CryptoComponent each : sorted()) {
            new CryptoProperties(this, version, out).write(each);
        }
    }

    /** Writes who depends on whom, as elements of the array that has been begun. */
    void dependencies(JsonGenerator out) {
        end();
        for (CryptoComponent each : sorted()) {
            out.writeStartObject();
            Json.string(out, "ref", each.reference);
            if (!each.dependsOn.isEmpty()) {
                out.writeArrayPropertyStart("dependsOn");
                each.dependsOn.forEach(on -> out.writeString(Json.wellFormed(on)));
                out.writeEndArray();
            }
            out.writeEndObject();
        }
    }

    private List<CryptoComponent> sorted() {
        return components.values().stream()
                .sorted(Comparator.comparing(each -> each.reference))
                .toList();
    }

    boolean isEmpty() {
        return components.isEmpty();
    }

    /** Where the component of another asset is; null if there is none. */
    private @Nullable String reference(@Nullable CryptoUse use, CryptoComponent of) {
        if (use == null || use.algorithm().isEmpty()) {
            return null;
        }
        Assessment assessment = judge.of(use);
        String reference = reference(assessment.use(), AssetStrength.of(assessment), of.reference);
        return components.containsKey(reference) ? reference : null;
    }

    @Nullable
    String algorithm(CryptoComponent of) {
        return reference(algorithmOf(of), of);
    }

    @Nullable
    String signature(CryptoComponent of) {
        return reference(signatureOf(of), of);
    }

    @Nullable
    String publicKey(CryptoComponent of) {
        return reference(publicKeyOf(of), of);
    }

    /** Of a private key the public one, if it lies somewhere as well, and of a request the one that is to be certified. */
    @Nullable
    String keyBehind(CryptoComponent of) {
        boolean isKnown = of.parameter("part").equals("private")
                && !of.parameter(CryptoComponent.PUBLIC_KEY_DIGEST).isEmpty();
        return isKnown || CryptoWords.isRequest(of.example) ? publicKey(of) : null;
    }

    /** What a key is encrypted with. */
    @Nullable
    String cipher(CryptoComponent of) {
        return reference(cipherOf(of), of);
    }

    /** The certificates that a certificate may be signed with. */
    List<String> issuers(CryptoComponent of) {
        return issuers.of(of);
    }

    /** The names of a protocol's suites, each with the references of what it is made of. */
    Map<String, List<String>> suitesOf(CryptoComponent of) {
        Map<String, List<String>> references = new java.util.LinkedHashMap<>();
        for (String suite : suites(of)) {
            List<String> parts = new ArrayList<>();
            for (CryptoUse each : algorithms(suite)) {
                String reference = reference(each, of);
                if (reference != null) {
                    parts.add(reference);
                }
            }
            references.put(suite, parts);
        }
        return references;
    }
}
