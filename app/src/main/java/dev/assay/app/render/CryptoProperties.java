package dev.assay.app.render;

import static dev.assay.app.render.CryptoComponent.optional;

import dev.assay.engine.fact.CryptoUse;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes components of the type {@code cryptographic-asset}, in the words of one version of CycloneDX. */
final class CryptoProperties {
    private final CryptoBom bom;
    private final boolean newer;
    private final CycloneDxVersion version;
    private final JsonGenerator out;

    CryptoProperties(CryptoBom bom, CycloneDxVersion version, JsonGenerator out) {
        this.bom = bom;
        this.version = version;
        this.newer = version == CycloneDxVersion.V1_7;
        this.out = out;
    }

    void write(CryptoComponent each) {
        CryptoUse use = each.example;
        out.writeStartObject();
        out.writeStringProperty("type", "cryptographic-asset");
        Json.string(out, "bom-ref", each.reference);
        Json.string(out, "name", AssetName.of(use));
        hashes(each.parameter(CryptoComponent.FINGERPRINT));
        each.evidence(out);
        out.writeObjectPropertyStart("cryptoProperties");
        switch (use.kind()) {
            case ALGORITHM -> algorithm(each);
            case KEY -> key(each);
            case CERTIFICATE -> certificate(each);
            case PROTOCOL -> protocol(each);
        }
        out.writeEndObject();
        out.writeArrayPropertyStart("properties");
        property("quantum", each.strength.quantum());
        if (!each.strength.status().isEmpty()) {
            property("status", each.strength.status());
        }
        each.purposes.forEach(purpose -> property("purpose", purpose));
        if (each.unlisted() > 0) {
            property("occurrencesNotListed", Long.toString(each.unlisted()));
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void hashes(String sha256) {
        if (!sha256.isEmpty()) {
            out.writeArrayPropertyStart("hashes");
            out.writeStartObject();
            hash(sha256);
            out.writeEndObject();
            out.writeEndArray();
        }
    }

    private void hash(String sha256) {
        out.writeStringProperty("alg", "SHA-256");
        out.writeStringProperty("content", sha256);
    }

    private void property(String name, String value) {
        out.writeStartObject();
        out.writeStringProperty("name", "assay:" + name);
        Json.string(out, "value", value);
        out.writeEndObject();
    }

    private void algorithm(CryptoComponent each) {
        out.writeStringProperty("assetType", "algorithm");
        out.writeObjectPropertyStart("algorithmProperties");
        String mode = each.parameter("mode");
        String padding = each.parameter("padding");
        String primitive = primitive(each, mode);
        out.writeStringProperty("primitive", primitive);
        if (newer) {
            optional(out, "algorithmFamily", CryptoWords.family(each.example.algorithm(), primitive, padding));
        }
        optional(out, "parameterSetIdentifier", parameterSet(each, primitive));
        curve(each);
        if (!mode.isEmpty()) {
            out.writeStringProperty("mode", CryptoWords.mode(mode));
        }
        if (!padding.isEmpty()) {
            out.writeStringProperty("padding", CryptoWords.padding(padding));
        }
        Set<String> functions = CryptoWords.functions(each.purposes);
        if (!functions.isEmpty()) {
            out.writeArrayPropertyStart("cryptoFunctions");
            functions.forEach(out::writeString);
            out.writeEndArray();
        }
        if (each.strength.classicalBits() >= 0) {
            out.writeNumberProperty("classicalSecurityLevel", each.strength.classicalBits());
        }
        if (each.strength.nistLevel() >= 0) {
            out.writeNumberProperty("nistQuantumSecurityLevel", each.strength.nistLevel());
        }
        out.writeEndObject();
        optional(out, "oid", each.strength.oid());
    }

    /** A block cipher in a mode that authenticates is more than a block cipher. Of others the registry says what they are. */
    private static String primitive(CryptoComponent each, String mode) {
        String primitive = each.strength.primitive();
        if (primitive.equals("block-cipher") && CryptoWords.isAuthenticated(mode)) {
            return "ae";
        }
        return switch (primitive) {
            case "checksum", "prng", "protocol" -> "other";
            default -> primitive;
        };
    }

    /** The size of a key, a curve or an output, by parameters or, of a hash or a set of parameters, by the name. */
    private static @Nullable String parameterSet(CryptoComponent each, String primitive) {
        for (String name : List.of("keyBits", "hashBits", "curve")) {
            String value = each.parameter(name);
            if (CryptoWords.isOne(value)) {
                return value;
            }
        }
        String algorithm = each.example.algorithm();
        return switch (primitive) {
            case "hash", "xof", "kem", "signature" -> digits(algorithm);
            default -> null;
        };
    }

    private static @Nullable String digits(String algorithm) {
        int from = algorithm.length();
        while (from > 0 && Character.isDigit(algorithm.charAt(from - 1))) {
            from--;
        }
        return algorithm.length() - from >= 2 ? algorithm.substring(from) : null;
    }

    private void curve(CryptoComponent each) {
        String curve = each.parameter("curve");
        if (!CryptoWords.isOne(curve)) {
            return;
        }
        String listed = newer ? CryptoWords.curve(curve) : null;
        if (listed == null) {
            Json.string(out, "curve", curve);
        } else {
            Json.string(out, "ellipticCurve", listed);
        }
    }

    private void key(CryptoComponent each) {
        CryptoUse use = each.example;
        out.writeStringProperty("assetType", "related-crypto-material");
        out.writeObjectPropertyStart("relatedCryptoMaterialProperties");
        out.writeStringProperty("type", CryptoWords.material(use));
        String digest = each.parameter(CryptoComponent.PUBLIC_KEY_DIGEST);
        optional(out, "id", CryptoWords.isRequest(use) ? "" : digest);
        String algorithm = bom.algorithm(each);
        if (!newer) {
            optional(out, "algorithmRef", algorithm);
        }
        optional(out, "expirationDate", time(each.parameter("notAfter")));
        String bits = each.parameter("keyBits");
        if (CryptoWords.isOne(bits) && bits.length() < 9 && bits.chars().allMatch(Character::isDigit)) {
            out.writeNumberProperty("size", Integer.parseInt(bits));
        }
        optional(out, "format", each.example.via());
        String cipher = each.parameter("cipher");
        if ("yes".equals(each.parameter("encrypted")) && !cipher.isEmpty()) {
            out.writeObjectPropertyStart("securedBy");
            Json.string(out, "mechanism", cipher);
            optional(out, "algorithmRef", bom.cipher(each));
            out.writeEndObject();
        }
        if (newer) {
            if (!digest.isEmpty() && each.parameter("part").equals("public") && !CryptoWords.isRequest(use)) {
                out.writeObjectPropertyStart("fingerprint");
                hash(digest);
                out.writeEndObject();
            }
            related(Stream.of(
                    new Related("algorithm", algorithm),
                    new Related("signatureAlgorithm", bom.signature(each)),
                    new Related("publicKey", bom.keyBehind(each))));
        }
        out.writeEndObject();
    }

    private void certificate(CryptoComponent each) {
        out.writeStringProperty("assetType", "certificate");
        out.writeObjectPropertyStart("certificateProperties");
        if (newer) {
            optional(out, "serialNumber", each.parameter("serial"));
        }
        optional(out, "subjectName", each.parameter("subject"));
        optional(out, "issuerName", each.parameter("issuer"));
        optional(out, "notValidBefore", time(each.parameter("notBefore")));
        optional(out, "notValidAfter", time(each.parameter("notAfter")));
        String signature = bom.signature(each);
        String key = bom.publicKey(each);
        if (!newer) {
            optional(out, "signatureAlgorithmRef", signature);
            optional(out, "subjectPublicKeyRef", key);
        }
        optional(out, "certificateFormat", each.example.via());
        if (newer) {
            extensions(each);
            related(Stream.concat(
                    Stream.of(new Related("signatureAlgorithm", signature), new Related("publicKey", key)),
                    bom.issuers(each).stream().map(issuer -> new Related("issuerCertificate", issuer))));
        }
        out.writeEndObject();
    }

    private void protocol(CryptoComponent each) {
        out.writeStringProperty("assetType", "protocol");
        out.writeObjectPropertyStart("protocolProperties");
        String name = each.example.algorithm();
        out.writeStringProperty("type", CryptoWords.protocol(name, version));
        optional(out, "version", protocolVersion(each, name));
        var suites = bom.suitesOf(each);
        if (!suites.isEmpty()) {
            out.writeArrayPropertyStart("cipherSuites");
            suites.forEach((suite, algorithms) -> {
                out.writeStartObject();
                Json.string(out, "name", suite);
                if (!algorithms.isEmpty()) {
                    out.writeArrayPropertyStart("algorithms");
                    algorithms.forEach(each1 -> out.writeString(Json.wellFormed(each1)));
                    out.writeEndArray();
                }
                out.writeEndObject();
            });
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    /** As a parameter says it, else as the name ends: {@code TLSv1.2}. */
    private static @Nullable String protocolVersion(CryptoComponent each, String name) {
        for (String parameter : List.of("version", "versions")) {
            String value = each.parameter(parameter);
            if (!value.isEmpty() && !value.equals("?")) {
                return value;
            }
        }
        int v = name.lastIndexOf('v');
        return v > 0 && v + 1 < name.length() && Character.isDigit(name.charAt(v + 1)) ? name.substring(v + 1) : null;
    }

    /** @param reference null if there is none */
    private record Related(String type, @Nullable String reference) {}

    private void related(Stream<Related> all) {
        List<Related> there = all.filter(each -> each.reference() != null).toList();
        if (there.isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("relatedCryptographicAssets");
        for (Related each : there) {
            out.writeStartObject();
            out.writeStringProperty("type", each.type());
            optional(out, "ref", each.reference());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** Those that are read. */
    private void extensions(CryptoComponent each) {
        Map<String, String> all = new LinkedHashMap<>();
        String ca = each.parameter("ca");
        all.put("basicConstraints", ca.equals("yes") ? "CA:TRUE" : "");
        for (String same : List.of("keyUsage", "extendedKeyUsage")) {
            all.put(same, each.parameter(same));
        }
        all.put("authorityKeyIdentifier", each.parameter("authorityKeyId"));
        all.put("subjectKeyIdentifier", each.parameter("subjectKeyId"));
        all.values().removeIf(String::isEmpty);
        if (all.isEmpty() || each.parameter(CryptoComponent.FINGERPRINT).isEmpty()) { // SSH has others
            return;
        }
        out.writeArrayPropertyStart("certificateExtensions");
        all.forEach((name, value) -> {
            out.writeStartObject();
            out.writeStringProperty("commonExtensionName", name);
            Json.string(out, "commonExtensionValue", value);
            out.writeEndObject();
        });
        out.writeEndArray();
    }

    /** As RFC 3339 has it; null if it is none, such as a year before the first. */
    private static @Nullable String time(String text) {
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text) + "T00:00:00Z"
                    : OffsetDateTime.parse(text).toInstant().toString();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
