package dev.assay.app.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a bill of cryptography says, beyond that it keeps to its schema. */
class CryptoBomTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    private static JsonNode bom(Format format, List<Object> parts) {
        return MAPPER.readTree(Rendered.as(format, Rendered.FACTS, SampleReports.of(parts)));
    }

    private static Map<String, JsonNode> byName(JsonNode bom) {
        Map<String, JsonNode> all = new HashMap<>();
        bom.get("components").forEach(each -> all.put(each.get("name").stringValue(), each));
        return all;
    }

    @ParameterizedTest
    @EnumSource(names = {"CYCLONEDX", "CYCLONEDX_1_6"})
    void allPlacesAreThereAndAllReferencesLead(Format format) {
        JsonNode bom = bom(format, SampleAssets.all());
        List<String> references = new ArrayList<>();
        int places = 0;
        for (JsonNode each : bom.get("components")) {
            references.add(each.get("bom-ref").stringValue());
            places += each.at("/evidence/occurrences").size();
        }
        assertThat(references).doesNotHaveDuplicates().isSorted();
        assertThat(places).isEqualTo((int) SampleAssets.all().stream()
                .filter(CryptoAsset.class::isInstance)
                .count());
        bom.get("dependencies").forEach(each -> {
            assertThat(references).contains(each.get("ref").stringValue());
            each.path("dependsOn").forEach(on -> assertThat(references).contains(on.stringValue()));
        });
        bom.findValuesAsString("ref").forEach(each -> assertThat(references).contains(each));
        for (String field : List.of("signatureAlgorithmRef", "subjectPublicKeyRef")) {
            assertThat(bom.findValuesAsString(field).isEmpty()).as(field).isEqualTo(format == Format.CYCLONEDX);
            assertThat(references).containsAll(bom.findValuesAsString(field));
        }
        assertThat(references).containsAll(bom.findValuesAsString("algorithmRef"));
        assertThat(bom.findValues("relatedCryptoMaterialProperties").stream()
                        .anyMatch(each -> each.has("algorithmRef")))
                .isEqualTo(format != Format.CYCLONEDX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bcrypt-pbkdf", "S2K-iterated"})
    void whatAKeyIsEncryptedWithIsADerivation(String kdf) {
        JsonNode bom = bom(
                Format.CYCLONEDX,
                List.of(SampleAssets.of(
                        Location.of("repo", "id_ed25519").at(0),
                        1,
                        CryptoUse.Kind.KEY,
                        "Ed25519",
                        "signature",
                        Map.of("part", "private", "encrypted", "yes", "kdf", kdf),
                        "openssh",
                        "openssh-key-v1")));
        assertThat(bom.at("/metadata/component/name").stringValue()).isNotEmpty();
        assertThat(bom.get("components").valueStream())
                .filteredOn(each -> each.get("name").stringValue().startsWith(kdf))
                .singleElement()
                .satisfies(each -> assertThat(each.at("/cryptoProperties/algorithmProperties/primitive")
                                .stringValue())
                        .isEqualTo("kdf"));
    }

    @Test
    void theOrderOfTheWalkDoesNotCount() {
        List<Object> parts = SampleAssets.all();
        List<Object> reversed = parts.reversed();
        assertThat(names(bom(Format.CYCLONEDX, reversed))).isEqualTo(names(bom(Format.CYCLONEDX, parts)));
        assertThat(bom(Format.CYCLONEDX, reversed).get("dependencies"))
                .isEqualTo(bom(Format.CYCLONEDX, parts).get("dependencies"));
    }

    private static List<String> names(JsonNode bom) {
        return bom.get("components")
                .valueStream()
                .map(each -> each.get("bom-ref").stringValue())
                .toList();
    }

    /** Whatever size its key has, which may be that of another hash. */
    @Test
    void aMacIsCalledByItsHash() {
        Map<String, JsonNode> all = byName(bom(
                Format.CYCLONEDX,
                List.of(SampleAssets.of(
                        Location.of("repo", "jwk.json").at(0),
                        1,
                        CryptoUse.Kind.KEY,
                        "HMAC",
                        "",
                        Map.of("hash", "SHA-256", "keyBits", "512", "part", "secret"),
                        "jwk",
                        "JWK oct"))));
        assertThat(all).containsKey("HMAC-SHA-256 key");
        assertThat(all.get("HMAC-SHA-256 key")
                        .at("/cryptoProperties/relatedCryptoMaterialProperties/size")
                        .intValue())
                .isEqualTo(512);
    }

    @Test
    void theSizeOfATagIsOfTheUse() {
        List<Object> parts = new ArrayList<>();
        for (String bits : List.of("64", "96", "128")) {
            parts.add(SampleAssets.of(
                    Location.of("repo", "ipsec.conf").at(0),
                    3,
                    CryptoUse.Kind.ALGORITHM,
                    "AES",
                    "cipher",
                    Map.of("keyBits", "256", "mode", "GCM", "tagBits", bits),
                    "ipsec",
                    "esp"));
        }
        assertThat(bom(Format.CYCLONEDX, parts).get("components").valueStream())
                .singleElement()
                .satisfies(each -> assertThat(each.at("/evidence/occurrences").findValuesAsString("additionalContext"))
                        .containsExactly(
                                "ipsec: cipher, tagBits=64",
                                "ipsec: cipher, tagBits=96",
                                "ipsec: cipher, tagBits=128"));
    }

    @ParameterizedTest
    @CsvSource({
        "TLS, versions, SSLv3|TLSv1.0, broken",
        "TLS, versions, TLSv1.1|TLSv1.2, legacy",
        "TLS, versions, TLSv1.2|TLSv1.3, current",
        "TLS, versions, ?, current",
        "TLS, suites, TLS_AES_128_GCM_SHA256, current",
        "DTLS, version, DTLSv1.0, broken"
    })
    void aProtocolIsAsTheVersionsAreThatItTakes(String name, String parameter, String value, String status) {
        JsonNode bom = bom(
                Format.CYCLONEDX,
                List.of(SampleAssets.of(
                        Location.of("repo", "nginx.conf").at(0),
                        3,
                        CryptoUse.Kind.PROTOCOL,
                        name,
                        "protocol",
                        Map.of(parameter, value),
                        "nginx",
                        "ssl_protocols")));
        assertThat(bom.get("components").valueStream())
                .filteredOn(each ->
                        each.at("/cryptoProperties/assetType").stringValue().equals("protocol"))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.at("/cryptoProperties/protocolProperties/type")
                                    .stringValue())
                            .isEqualToIgnoringCase(name);
                    assertThat(each.get("properties")
                                    .valueStream()
                                    .filter(property ->
                                            property.get("name").stringValue().equals("assay:status")))
                            .extracting(property -> property.get("value").stringValue())
                            .containsExactly(status);
                });
    }

    @Test
    void oneAssetIsOneComponentAndAUseIsAPlace() {
        Map<String, JsonNode> all = byName(bom(Format.CYCLONEDX, SampleAssets.all()));
        assertThat(all.get("MD5").at("/evidence/occurrences")).hasSize(7);
        JsonNode aes = all.get("AES-128-CBC-PKCS7");
        assertThat(aes.at("/evidence/occurrences").findValuesAsString("additionalContext"))
                .containsExactly("java: cipher, iv=static", "java: cipher, iv=random");
        assertThat(aes.at("/cryptoProperties/algorithmProperties/mode").stringValue())
                .isEqualTo("cbc");
        assertThat(aes.at("/cryptoProperties/algorithmProperties/padding").stringValue())
                .isEqualTo("pkcs7");
        assertThat(aes.at("/cryptoProperties/algorithmProperties/nistQuantumSecurityLevel")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void certificatesKeysAndProtocolsLeadToWhatTheyAreMadeOf() {
        JsonNode bom = bom(Format.CYCLONEDX, SampleAssets.all());
        Map<String, String> names = new HashMap<>();
        bom.get("components")
                .forEach(each -> names.put(
                        each.get("bom-ref").stringValue(), each.get("name").stringValue()));
        Map<String, List<String>> on = new HashMap<>();
        bom.get("dependencies")
                .forEach(each -> on.put(
                        names.get(each.get("ref").stringValue()),
                        each.path("dependsOn")
                                .valueStream()
                                .map(ref -> names.get(ref.stringValue()))
                                .sorted()
                                .toList()));
        assertThat(on.get("RSA-2048 certificate")).containsExactly("RSA-2048 key", "RSA-PKCS1-v1.5-SHA-256");
        assertThat(on.get("RSA-2048 key")).containsExactly("RSA-2048");
        assertThat(on.get("RSA-PKCS1-v1.5-SHA-256")).containsExactly("SHA-256");
        assertThat(on.get("TLSv1.2"))
                .contains("ECDH", "RSA", "AES-128-GCM", "SHA-256", "ECDSA", "ChaCha20-Poly1305")
                .doesNotContain("RC4");
        assertThat(on.get("PBKDF2-SHA-1")).containsExactly("SHA-1");
    }

    @ParameterizedTest
    @EnumSource(names = {"CYCLONEDX", "CYCLONEDX_1_6"})
    void whatIsWrongIsTiedToItsComponent(Format format) {
        List<Object> parts = new ArrayList<>(SampleAssets.all());
        CryptoAsset first = parts.stream()
                .filter(CryptoAsset.class::isInstance)
                .map(CryptoAsset.class::cast)
                .findFirst()
                .orElseThrow();
        parts.add(finding(first.location(), "SHA-1")); // at the place of MD5, and of another algorithm
        JsonNode bom = bom(format, parts);
        Map<String, String> names = new HashMap<>();
        byName(bom).forEach((name, each) -> names.put(each.get("bom-ref").stringValue(), name));
        List<String> tied = new ArrayList<>();
        for (JsonNode each : bom.get("vulnerabilities")) {
            each.get("affects")
                    .findValuesAsString("ref")
                    .forEach(ref -> tied.add(each.get("id").stringValue() + " "
                            + each.at("/ratings/0/severity").stringValue() + " " + names.get(ref)));
        }
        assertThat(tied)
                .containsExactlyInAnyOrder(
                        "crypto/broken-hash high MD5",
                        "crypto/short-key medium RSA-1024-PKCS1-v1.5",
                        "crypto/quantum low RSA-2048",
                        "crypto/quantum low ECDSA-P-256");
        assertThat(bom.get("properties")
                        .valueStream()
                        .filter(each -> each.get("name").stringValue().equals("assay:finding")))
                .hasSize(1);
    }

    private static Finding finding(Location at, String algorithm) {
        return new Finding(
                "crypto/broken-hash",
                "crypto",
                Severity.MEDIUM,
                "Broken",
                "Why.",
                "Do.",
                List.of(),
                "f",
                at,
                new TreeMap<>(Map.of("algorithm", algorithm)));
    }
}
