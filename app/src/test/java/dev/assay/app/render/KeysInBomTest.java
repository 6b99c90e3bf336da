package dev.assay.app.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.CryptoUse.Kind;
import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each key and each certificate is a component of its own, however many are like it and wherever it lies. */
class KeysInBomTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String KEY_ONE = "a".repeat(64);
    private static final String KEY_TWO = "b".repeat(64);

    private static JsonNode bom(Format format, List<?> parts) {
        return MAPPER.readTree(Rendered.as(format, Rendered.FACTS, SampleReports.of(List.copyOf(parts))));
    }

    private static CryptoAsset key(String path, String part, String digest, String via) {
        Map<String, String> parameters = new TreeMap<>(Map.of("keyBits", "2048", "part", part));
        if (!digest.isEmpty()) {
            parameters.put("publicKeyDigest", digest);
        }
        return SampleAssets.of(
                Location.of("repo", path).at(0), 1, Kind.KEY, "RSA", "encryption|signature", parameters, "pem", via);
    }

    private static CryptoAsset certificate(
            String path, String subject, String issuer, String fingerprint, String key, Map<String, String> more) {
        Map<String, String> parameters = new TreeMap<>(more);
        parameters.putAll(Map.of(
                "keyBits", "2048",
                "signature", "RSA",
                "signatureHash", "SHA-256",
                "subject", subject,
                "issuer", issuer,
                "serial", "01ab",
                "notBefore", "2024-01-01T00:00:00Z",
                "notAfter", "2027-01-01T00:00:00Z",
                "fingerprint", fingerprint,
                "publicKeyDigest", key));
        return SampleAssets.of(
                Location.of("repo", path).at(0),
                1,
                Kind.CERTIFICATE,
                "RSA",
                "certificate",
                parameters,
                "pem",
                "X.509 Certificate");
    }

    private static List<JsonNode> ofType(JsonNode bom, String type) {
        return bom.get("components")
                .valueStream()
                .filter(each -> each.at("/cryptoProperties/relatedCryptoMaterialProperties/type")
                                .asString("")
                                .equals(type)
                        || each.at("/cryptoProperties/assetType").asString("").equals(type))
                .toList();
    }

    private static List<String> places(JsonNode component) {
        return component
                .at("/evidence/occurrences")
                .valueStream()
                .map(each -> each.get("location").stringValue())
                .toList();
    }

    private static List<String> on(JsonNode bom, JsonNode component) {
        return bom.get("dependencies")
                .valueStream()
                .filter(each -> each.get("ref").equals(component.get("bom-ref")))
                .flatMap(each -> each.path("dependsOn").valueStream())
                .map(JsonNode::stringValue)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"CYCLONEDX", "CYCLONEDX_1_6"})
    void keysThatLookAlikeAreSeveralAndOneAtSeveralPlacesIsOne(Format format) {
        JsonNode bom = bom(
                format,
                List.of(
                        key("one.pub", "public", KEY_ONE, "SSH ssh-rsa"),
                        key("two.pub", "public", KEY_TWO, "SSH ssh-rsa"),
                        key("copy/one.pem", "public", KEY_ONE, "PKCS#1 RSAPublicKey"),
                        key("one.key", "private", KEY_ONE, "PKCS#1 RSAPrivateKey"),
                        key("a.key", "private", "", "PKCS#8 PrivateKeyInfo"),
                        key("b.key", "private", "", "PKCS#8 PrivateKeyInfo")));
        List<JsonNode> keys = ofType(bom, "public-key");
        assertThat(keys).hasSize(2);
        assertThat(keys)
                .extracting(KeysInBomTest::places)
                .containsExactlyInAnyOrder(List.of("repo/one.pub", "repo/copy/one.pem"), List.of("repo/two.pub"));
        assertThat(keys)
                .extracting(each -> each.at("/cryptoProperties/relatedCryptoMaterialProperties/id")
                        .stringValue())
                .containsExactlyInAnyOrder(KEY_ONE, KEY_TWO);
        assertThat(ofType(bom, "private-key"))
                .as("of two nothing tells which they are")
                .hasSize(3);
        for (JsonNode each : keys) {
            assertThat(on(bom, each))
                    .singleElement()
                    .satisfies(ref -> assertThat(ref).startsWith("crypto/algorithm/RSA-2048@"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CYCLONEDX", "CYCLONEDX_1_6"})
    void aCertificateLeadsToItsKeyItsSignatureAndItsIssuer(Format format) {
        Map<String, String> authority = Map.of("ca", "yes", "subjectKeyId", "0a");
        JsonNode bom = bom(
                format,
                List.of(
                        certificate(
                                "leaf.pem",
                                "CN=leaf",
                                "CN=CA",
                                "1".repeat(64),
                                KEY_ONE,
                                Map.of("ca", "no", "authorityKeyId", "0a", "keyUsage", "digitalSignature")),
                        certificate(
                                "ca.pem",
                                "CN=CA",
                                "CN=CA",
                                "2".repeat(64),
                                KEY_TWO,
                                Map.of("ca", "yes", "subjectKeyId", "0a", "selfSigned", "yes")),
                        certificate(
                                "copy/ca.pem",
                                "CN=CA",
                                "CN=CA",
                                "2".repeat(64),
                                KEY_TWO,
                                Map.of("ca", "yes", "subjectKeyId", "0a", "selfSigned", "yes")),
                        certificate(
                                "other.pem",
                                "CN=CA",
                                "CN=Root",
                                "3".repeat(64),
                                "c".repeat(64),
                                Map.of("ca", "yes", "subjectKeyId", "0b")),
                        certificate("cross.pem", "CN=CA", "CN=Root", "4".repeat(64), KEY_TWO, authority),
                        key("leaf.pub", "public", KEY_ONE, "SubjectPublicKeyInfo")));
        List<JsonNode> certificates = ofType(bom, "certificate");
        assertThat(certificates).hasSize(4);
        Map<String, JsonNode> byPlace = new TreeMap<>();
        certificates.forEach(each -> byPlace.put(places(each).getFirst(), each));
        JsonNode leaf = byPlace.get("repo/leaf.pem");
        JsonNode ca = byPlace.get("repo/ca.pem");
        assertThat(places(ca)).containsExactly("repo/ca.pem", "repo/copy/ca.pem");
        List<JsonNode> keys = ofType(bom, "public-key");
        assertThat(keys).as("of CA and cross one key").hasSize(3);
        JsonNode key = keys.stream()
                .filter(each -> !places(each).isEmpty())
                .findFirst()
                .orElseThrow();
        List<String> on = on(bom, leaf);
        assertThat(on)
                .hasSize(4)
                .contains(
                        key.get("bom-ref").stringValue(),
                        ca.get("bom-ref").stringValue(),
                        byPlace.get("repo/cross.pem").get("bom-ref").stringValue())
                .anyMatch(each -> each.startsWith("crypto/algorithm/RSA-SHA-256@"));
        assertThat(on(bom, ca)).as("signed by itself").hasSize(2);
        assertThat(leaf.at("/hashes/0/content").stringValue()).isEqualTo("1".repeat(64));
        JsonNode properties = leaf.at("/cryptoProperties/certificateProperties");
        assertThat(properties.get("subjectName").stringValue()).isEqualTo("CN=leaf");
        assertThat(properties.get("issuerName").stringValue()).isEqualTo("CN=CA");
        assertThat(properties.get("notValidAfter").stringValue()).isEqualTo("2027-01-01T00:00:00Z");
        if (format == Format.CYCLONEDX) {
            assertThat(properties.get("serialNumber").stringValue()).isEqualTo("01ab");
            assertThat(properties.findValuesAsString("type"))
                    .containsExactly("signatureAlgorithm", "publicKey", "issuerCertificate", "issuerCertificate");
            assertThat(properties.findValuesAsString("commonExtensionName"))
                    .containsExactly("keyUsage", "authorityKeyIdentifier");
        } else {
            assertThat(properties.get("subjectPublicKeyRef")).isEqualTo(key.get("bom-ref"));
            assertThat(properties.get("signatureAlgorithmRef").stringValue())
                    .startsWith("crypto/algorithm/RSA-SHA-256@");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CYCLONEDX", "CYCLONEDX_1_6"})
    void aRequestIsNoCertificateAndNoPlainKey(Format format) {
        CryptoAsset request = SampleAssets.of(
                Location.of("repo", "leaf.csr").at(0),
                1,
                Kind.KEY,
                "RSA",
                "certificate-request",
                Map.of(
                        "keyBits", "2048",
                        "part", "public",
                        "subject", "CN=leaf",
                        "signature", "RSA",
                        "signatureHash", "SHA-256",
                        "fingerprint", "5".repeat(64),
                        "publicKeyDigest", KEY_ONE),
                "pem",
                "PKCS#10 CertificationRequest");
        JsonNode bom = bom(format, List.of(request, key("leaf.pub", "public", KEY_ONE, "SubjectPublicKeyInfo")));
        assertThat(ofType(bom, "certificate")).isEmpty();
        JsonNode key = ofType(bom, "public-key").getFirst();
        assertThat(places(key)).containsExactly("repo/leaf.pub");
        assertThat(ofType(bom, "other")).singleElement().satisfies(each -> {
            assertThat(each.get("name").stringValue()).isEqualTo("RSA-2048 certificate request");
            assertThat(on(bom, each))
                    .contains(key.get("bom-ref").stringValue())
                    .anyMatch(ref -> ref.startsWith("crypto/algorithm/RSA-SHA-256@"));
        });
    }

    @Test
    void ofOneKeyInSeveralFormsTheSameIsSaidWhateverComesFirst() {
        List<CryptoAsset> parts = List.of(
                key("one.pub", "public", KEY_ONE, "SSH ssh-rsa"),
                key("one.pem", "public", KEY_ONE, "PKCS#1 RSAPublicKey"),
                key("one.key", "private", KEY_ONE, "PKCS#1 RSAPrivateKey"));
        JsonNode there = ofType(bom(Format.CYCLONEDX, parts), "public-key").getFirst();
        JsonNode back =
                ofType(bom(Format.CYCLONEDX, parts.reversed()), "public-key").getFirst();
        assertThat(there.get("bom-ref")).isEqualTo(back.get("bom-ref"));
        assertThat(there.get("cryptoProperties")).isEqualTo(back.get("cryptoProperties"));
        JsonNode secret = ofType(bom(Format.CYCLONEDX, parts), "private-key").getFirst();
        assertThat(secret.at("/cryptoProperties/relatedCryptoMaterialProperties/relatedCryptographicAssets/1/ref"))
                .isEqualTo(there.get("bom-ref"));
    }

    @Test
    void whatIsEncryptedLeadsToItsCipherAndIsTiedToItsFindings() {
        Location at = Location.of("repo", "store.p12").at(0);
        CryptoAsset store = SampleAssets.of(
                at,
                0,
                Kind.CERTIFICATE,
                "",
                "certificate",
                Map.of("encrypted", "yes", "cipher", "RC2-40-CBC", "kdf", "PKCS12", "hash", "SHA-1"),
                "pkcs12",
                "PKCS#12 EncryptedData");
        Finding finding = new Finding(
                "crypto/weak-store-encryption",
                "crypto",
                Severity.LOW,
                "Store under weak encryption",
                "Why.",
                "Do.",
                List.of(),
                "f",
                at,
                new TreeMap<>(Map.of("algorithm", "encrypted certificates")));
        JsonNode bom = MAPPER.readTree(
                Rendered.as(Format.CYCLONEDX, Rendered.FACTS, SampleReports.of(List.of(store, finding))));
        JsonNode component = ofType(bom, "certificate").getFirst();
        assertThat(component.get("name").stringValue()).isEqualTo("encrypted certificate");
        assertThat(on(bom, component)).anyMatch(each -> each.startsWith("crypto/algorithm/RC2-40"));
        assertThat(bom.get("vulnerabilities").findValuesAsString("ref"))
                .containsExactly(component.get("bom-ref").stringValue());
    }

    @Test
    void soManyThatMemoryEndsAreCounted() {
        List<CryptoAsset> parts = new ArrayList<>();
        for (int i = 0; i < 50_100; i++) {
            parts.add(key("k" + i, "public", String.format("%064x", i), "SSH ssh-rsa"));
        }
        JsonNode bom = bom(Format.CYCLONEDX, parts);
        int listed = ofType(bom, "public-key").size();
        assertThat(listed).isBetween(1_000, 50_000);
        assertThat(bom.get("properties").valueStream())
                .filteredOn(each -> each.get("name").stringValue().equals("assay:cryptoAssetsNotListed"))
                .singleElement()
                .satisfies(each ->
                        assertThat(each.get("value").stringValue()).isEqualTo(Integer.toString(parts.size() - listed)));
    }
}
