package dev.assay.detectors.manifest.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.manifest.ManifestFacts;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bills that stand within something else, bills without a list, and older references of SPDX. */
class WrappedBillTest {
    private static final String SPDX =
            "{\"spdxVersion\":\"SPDX-2.3\",\"SPDXID\":\"SPDXRef-DOCUMENT\",\"packages\":[{\"name\":\"debug\","
                    + "\"SPDXID\":\"SPDXRef-a\",\"versionInfo\":\"4.4.2\",\"externalRefs\":[{\"referenceType\":\"%s\","
                    + "\"referenceLocator\":\"%s\"}]}]}";

    private static final String CYCLONEDX = "{\"bomFormat\":\"CycloneDX\",\"components\":[{\"name\":\"debug\","
            + "\"version\":\"4.4.2\",\"purl\":\"pkg:npm/debug@4.4.2\"}]}";

    private static List<String> lines(String text) {
        return ManifestFacts.of("a.json", text);
    }

    private static String spdx(String type, String locator) {
        return SPDX.formatted(type, locator);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sbom\": %s}",
                "{\"_type\": \"https://in-toto.io/Statement/v1\", \"subject\": [], \"predicate\": %s}",
                "{\"predicate\": {\"Data\": %s, \"Timestamp\": \"\"}}"
            })
    void isReadWithinWhatHandsItOn(String around) {
        assertThat(lines(around.formatted(spdx("purl", "pkg:npm/debug@4.4.2"))))
                .containsExactly("1 pkg:npm/debug@4.4.2 unknown");
        assertThat(lines(around.formatted(CYCLONEDX))).containsExactly("1 pkg:npm/debug@4.4.2 unknown");
    }

    @Test
    void isAGapWithinAnythingElse() {
        assertThat(lines("{\"x\": " + CYCLONEDX + "}"))
                .singleElement()
                .asString()
                .startsWith("gap unsupported at 6: a bill of materials within something else");
        assertThat(lines("{\"x\": " + spdx("purl", "pkg:npm/debug@4.4.2") + "}"))
                .singleElement()
                .asString()
                .startsWith("gap unsupported at 6: a bill of materials within something else");
    }

    @Test
    void withoutAListIsAGap() {
        assertThat(lines("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\"}"))
                .singleElement()
                .asString()
                .contains("without a list of packages");
        assertThat(lines("{\"spdxVersion\":\"SPDX-2.3\",\"SPDXID\":\"SPDXRef-DOCUMENT\"}"))
                .singleElement()
                .asString()
                .contains("without a list of packages");
        assertThat(lines("{\"bomFormat\":\"CycloneDX\",\"components\":[]}")).isEmpty();
        assertThat(lines("{\"bomFormat\":\"CycloneDX\",\"vulnerabilities\":[{\"id\":\"a\"}]}"))
                .isEmpty();
    }

    @Test
    void olderReferencesNamePackages() {
        assertThat(lines(spdx("npm", "@s/chalk@5.6.1"))).containsExactly("1 pkg:npm/%40s/chalk@5.6.1 unknown");
        assertThat(lines(spdx("http://spdx.org/rdf/references/purl", "pkg:npm/a@1")))
                .containsExactly("1 pkg:npm/a@1 unknown");
        assertThat(lines(spdx("maven-central", "org.a:b:1.0"))).containsExactly("1 pkg:maven/org.a/b@1.0 unknown");
        assertThat(lines(spdx("nuget", "A.B/1.0"))).containsExactly("1 pkg:nuget/A.B@1.0 unknown");
        assertThat(lines(spdx("bower", "jquery#1.0"))).containsExactly("1 pkg:bower/jquery@1.0 unknown");
        assertThat(lines(spdx("swh", "swh:1:cnt:a"))).containsExactly("1 pkg:generic/debug@4.4.2 unknown");
    }

    @Test
    void whatLiesBesideTheProjectIsNoPackageOfTheRegistry() {
        assertThat(lines(spdx("purl", "pkg:npm/debug@4.4.2?download_url=file:packages/debug")))
                .containsExactly("1 pkg:npm/debug@4.4.2 unknown path:packages/debug");
    }

    private static String envelope(String keys) {
        String statement = "{\"_type\": \"https://in-toto.io/Statement/v1\", \"predicate\": " + CYCLONEDX + "}";
        String payload = Base64.getEncoder().encodeToString(statement.getBytes(StandardCharsets.UTF_8));
        return keys.replace("PAYLOAD", "\"payload\": \"" + payload + "\"")
                .replace("TYPE", "\"payloadType\": \"application/vnd.in-toto+json\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{TYPE, PAYLOAD, \"signatures\": []}",
                "{PAYLOAD, TYPE}",
                "{\n  \"dsseEnvelope\": {\n    PAYLOAD,\n    TYPE\n  }\n}",
                "{TYPE, PAYLOAD}\n\n"
            })
    void isReadInASignedEnvelope(String keys) {
        assertThat(lines(envelope(keys))).containsExactly("1 pkg:npm/debug@4.4.2 unknown");
    }

    @Test
    void anEnvelopeThatIsBrokenIsAGap() {
        String cut = envelope("{TYPE, PAYLOAD, \"signa");
        assertThat(lines(cut))
                .hasSize(2)
                .contains("1 pkg:npm/debug@4.4.2 unknown")
                .anyMatch(each -> each.contains("malformed at " + cut.length()));
        assertThat(lines(envelope("{TYPE, \"payload\": \"\"}")))
                .singleElement()
                .asString()
                .contains("without what it was to hold");
        assertThat(lines(envelope("{TYPE, \"payload\": 1}{"))).isNotEmpty();
        assertThat(ManifestFacts.of("a.jsonl", envelope("{TYPE, PAYLOAD}\n{TYPE, PAYLO}\n{TYPE, PAYLOAD}")))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("gap malformed");
    }

    /** Each is an envelope of the one before. */
    @Test
    void envelopesOfEnvelopesEndAtTheUsualDepth() {
        String inner = envelope("{TYPE, PAYLOAD}");
        for (int i = 0; i < 20; i++) {
            String payload = Base64.getEncoder().encodeToString(inner.getBytes(StandardCharsets.UTF_8));
            inner = "{\"payloadType\": \"a+json\", \"payload\": \"" + payload + "\"}";
        }
        assertThat(lines(inner)).anyMatch(line -> line.startsWith("gap limit"));
    }

    private static String envelope(String type, String payload) {
        return "{\"payloadType\":\"" + type + "\",\"payload\":\"" + payload + "\",\"signatures\":[]}";
    }

    /** What a damaged payload says may be something else; what can be read of it is told. */
    @Test
    void aBrokenPayloadIsAGapAtItsPlace() {
        String digits = Base64.getEncoder().encodeToString((CYCLONEDX + " ").getBytes(StandardCharsets.UTF_8));
        String type = "application/vnd.cyclonedx+json";
        int at = envelope(type, "").indexOf("\"\",\"sig");
        for (String broken : List.of(digits.substring(0, 81), digits.replaceFirst("^eyJ", "eyJ!!!!"), digits + "AB")) {
            assertThat(lines(envelope(type, broken)))
                    .as(broken)
                    .anyMatch(line -> line.startsWith("gap malformed at " + at + ": what is signed is in broken"));
        }
        assertThat(lines(envelope(type, digits))).noneMatch(line -> line.startsWith("gap"));
    }

    /** Digits that were cut between two groups are whole Base64, and what they say may be a kind that nobody knows. */
    @Test
    void aPayloadThatDoesNotEndIsAGap() {
        String digits = Base64.getEncoder().encodeToString(CYCLONEDX.getBytes(StandardCharsets.UTF_8));
        String type = "application/vnd.in-toto+json";
        assertThat(lines(envelope(type, digits))).containsExactly("1 pkg:npm/debug@4.4.2 unknown");
        int at = envelope(type, "").indexOf("\"\",\"sig");
        assertThat(lines(envelope(type, digits.substring(0, 40))))
                .anyMatch(line -> line.startsWith("gap malformed at " + at + ": what is signed does not end"));
        String xml = "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.5\"><components></comp";
        String cut = Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8));
        assertThat(lines(envelope("application/vnd.cyclonedx+xml", cut)))
                .anyMatch(line -> line.contains("what is signed does not end"));
    }

    @Test
    void aPayloadInXmlIsRead() {
        String xml = "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.5\"><components><component type=\"library\">"
                + "<name>debug</name><version>4.4.2</version><purl>pkg:npm/debug@4.4.2</purl></component></components></bom>";
        String digits = Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8));
        assertThat(lines(envelope("application/vnd.cyclonedx+xml", digits)))
                .containsExactly("1 pkg:npm/debug@4.4.2 unknown");
    }

    @Test
    void aBillThatIsTheTextOfAPredicateIsRead() {
        String text = CYCLONEDX.replace("\"", "\\\"");
        for (String space : List.of("", " ")) {
            assertThat(lines("{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[],\"predicate\":" + space
                            + "\"" + text + "\"}"))
                    .containsExactly("1 pkg:npm/debug@4.4.2 unknown");
        }
    }

    @Test
    void schemeAndTypeOfAPurlAreReadInAnyCase() {
        assertThat(lines(CYCLONEDX.replace("pkg:npm/", "PKG:NPM/"))).containsExactly("1 pkg:npm/debug@4.4.2 unknown");
    }
}
