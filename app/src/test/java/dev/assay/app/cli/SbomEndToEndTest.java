package dev.assay.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import dev.assay.app.render.Schemas;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spdx.jacksonstore.MultiFormatStore;
import org.spdx.library.SpdxModelFactory;
import org.spdx.library.model.v2.SpdxDocument;
import org.spdx.library.model.v2.SpdxPackage;
import org.spdx.storage.ISerializableModelStore;
import org.spdx.storage.simple.InMemSpdxStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bills of materials of a project, as other programs and Assay itself read them. */
class SbomEndToEndTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String SHA512 = "sha512-" + "A".repeat(85) + "A==";

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void make() throws IOException {
        cli = new Cli(folder);
        Files.createDirectories(folder.resolve("repo/api"));
        write("repo/package.json", """
                {"name": "web", "dependencies": {"a": "^1.0.0", "gone": "^9"}, "devDependencies": {"tool": "^2.0.0"}}
                """);
        write("repo/package-lock.json", """
                {"name": "web", "lockfileVersion": 3, "packages": {
                  "": {"name": "web", "dependencies": {"a": "^1.0.0", "@s/forked": "github:o/r"}, "devDependencies": {"tool": "^2.0.0"}},
                  "node_modules/a": {"version": "1.0.0", "integrity": "%s", "dependencies": {"debug": "^4.0.0"}},
                  "node_modules/a/node_modules/debug": {"version": "4.4.2"},
                  "node_modules/@s/forked": {"version": "0.1.0", "resolved": "git+ssh://git@github.com/o/r.git#0123abc"},
                  "node_modules/debug": {"version": "4.4.1", "dev": true},
                  "node_modules/tool": {"version": "2.3.4", "dev": true, "dependencies": {"debug": "*"}}}}
                """.formatted(SHA512));
        write(
                "repo/api/requirements.txt",
                "requests==2.31.0\\n    --hash=sha256:%s\nflask>=2\n"
                        .replace("\\n", " \\\n")
                        .formatted("0f".repeat(32)));
        write("repo/Dockerfile", "FROM ghcr.io/o/base:1.2\n");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private JsonNode bill(String format, String target) throws IOException {
        Ran ran = cli.run("scan", "--as-of", "2026-03-01", "--format", format, target);
        assertThat(ran.err()).isEmpty();
        String schema = switch (format) {
            case "cyclonedx" -> "/cyclonedx/bom-1.7.SNAPSHOT.schema.json";
            case "cyclonedx-1.6" -> "/bom-1.6.schema.json";
            default -> "/resources/spdx-schema-v2.3.json";
        };
        assertThat(Schemas.errors(schema, ran.out())).isEmpty();
        return MAPPER.readTree(ran.out());
    }

    private static JsonNode named(JsonNode list, String field, String value) {
        return list.valueStream()
                .filter(each -> each.path(field).asString("").equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + value + " in " + list.toPrettyString()));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::stringValue).toList();
    }

    /** The schema has a range for what somebody else is to bring, and for nothing else: so none of a manifest's. */
    @Test
    void aRangeOfAnotherBillIsHandedOn() throws IOException {
        Files.createDirectory(folder.resolve("peers"));
        write("peers/bom.json", """
                {"bomFormat": "CycloneDX", "specVersion": "1.7", "components": [
                  {"type": "library", "name": "peer", "versionRange": "vers:npm/>=1.0.0|<2.0.0", "isExternal": true,
                   "purl": "pkg:npm/peer"},
                  {"type": "library", "name": "two", "versionRange": "vers:npm/<2.0.0", "isExternal": true, "purl": "pkg:npm/two"},
                  {"type": "library", "name": "two", "versionRange": "vers:npm/<3.0.0", "isExternal": true, "purl": "pkg:npm/two"}
                ]}
                """);
        write("peers/package.json", "{\"peerDependencies\": {\"other\": \"^1.0.0\"}}");
        JsonNode components = bill("cyclonedx", "peers").get("components");
        JsonNode peer = named(components, "name", "peer");
        assertThat(peer.path("versionRange").asString("")).isEqualTo("vers:npm/>=1.0.0|<2.0.0");
        assertThat(peer.path("isExternal").asBoolean(false)).isTrue();
        assertThat(named(components, "name", "two").has("versionRange")).isFalse();
        assertThat(named(components, "name", "other").has("versionRange")).isFalse();
        JsonNode older = named(bill("cyclonedx-1.6", "peers").get("components"), "name", "peer");
        assertThat(older.has("versionRange") || older.has("isExternal")).isFalse();
    }

    @Test
    void cycloneDxSaysWhatIsThereWhereAndWhy() throws IOException {
        JsonNode bill = bill("cyclonedx", "repo");
        assertThat(bill.at("/metadata/timestamp").stringValue()).isEqualTo("2026-03-01T00:00:00Z");
        JsonNode components = bill.get("components");
        assertThat(components.valueStream().map(each -> each.get("purl").stringValue()))
                .containsExactly(
                        "pkg:docker/o/base@1.2?repository_url=ghcr.io",
                        "pkg:npm/%40s/forked@0.1.0?vcs_url=git%2Bssh://git%40github.com/o/r.git%400123abc",
                        "pkg:npm/a@1.0.0", // not once more as what package.json asks for
                        "pkg:npm/debug@4.4.1",
                        "pkg:npm/debug@4.4.2",
                        "pkg:npm/gone", // which the lockfile does not have
                        "pkg:npm/tool@2.3.4",
                        "pkg:pypi/flask",
                        "pkg:pypi/requests@2.31.0");
        JsonNode a = named(components, "name", "a");
        assertThat(a.at("/hashes/0/alg").stringValue()).isEqualTo("SHA-512");
        assertThat(a.at("/hashes/0/content").stringValue()).isEqualTo("0".repeat(128));
        assertThat(a.at("/evidence/occurrences")
                        .valueStream()
                        .map(each -> each.get("location").stringValue() + ":" + each.get("line") + " "
                                + each.get("additionalContext").stringValue()))
                .containsExactlyInAnyOrder(
                        "repo/package-lock.json:3 direct, runtime",
                        "repo/package.json:1 direct, runtime, range ^1.0.0");
        assertThat(named(components, "name", "tool").get("scope").stringValue()).isEqualTo("excluded");
        JsonNode dependencies = bill.get("dependencies");
        assertThat(texts(named(dependencies, "ref", "target").get("dependsOn")))
                .contains("pkg:npm/a@1.0.0", "pkg:npm/tool@2.3.4", "pkg:pypi/flask")
                .doesNotContain("pkg:npm/debug@4.4.2", "pkg:npm/debug@4.4.1");
        assertThat(texts(named(dependencies, "ref", "pkg:npm/a@1.0.0").get("dependsOn")))
                .containsExactly("pkg:npm/debug@4.4.2");
        assertThat(texts(named(dependencies, "ref", "pkg:npm/tool@2.3.4").get("dependsOn")))
                .containsExactly("pkg:npm/debug@4.4.1");
    }

    @Test
    void whatAdvisoriesSayIsTiedToThePackages() throws IOException {
        write("feed.json", """
                {"indicators": [
                  {"ecosystem": "npm", "name": "tool", "versions": "2.3.4", "id": "TEST-1", "kind": "vulnerable", "severity": "high"},
                  {"ecosystem": "npm", "name": "tool", "versions": "<3", "id": "TEST-2", "kind": "vulnerable", "severity": "low"},
                  {"ecosystem": "pypi", "name": "flask", "versions": "2.5", "id": "TEST-3", "kind": "vulnerable"}]}
                """);
        cli.environment.put("ASSAY_INDICATORS", "feed.json");
        for (String format : new String[] {"cyclonedx", "cyclonedx-1.6"}) {
            JsonNode all = bill(format, "repo").get("vulnerabilities");
            JsonNode first = named(all, "id", "TEST-1");
            assertThat(first.at("/affects/0/ref").stringValue()).isEqualTo("pkg:npm/tool@2.3.4");
            assertThat(first.at("/ratings/0/severity").stringValue()).isEqualTo("high");
            assertThat(named(all, "id", "TEST-2").at("/ratings/0/severity").stringValue())
                    .isEqualTo("low");
            JsonNode possible = named(all, "id", "TEST-3");
            assertThat(possible.at("/analysis/state").stringValue()).isEqualTo("in_triage");
            assertThat(possible.at("/affects/0/ref").stringValue()).isEqualTo("pkg:pypi/flask");
            JsonNode campaign = all.valueStream()
                    .filter(each -> each.at("/affects/0/ref").stringValue().equals("pkg:npm/debug@4.4.2"))
                    .findFirst()
                    .orElseThrow();
            assertThat(campaign.at("/cwes/0").intValue()).isEqualTo(506);
        }
        JsonNode tool = named(bill("spdx", "repo").get("packages"), "name", "tool");
        assertThat(tool.get("externalRefs")
                        .valueStream()
                        .map(each -> each.path("comment").asString("")))
                .anyMatch(comment -> comment.startsWith("TEST-1, high"))
                .anyMatch(comment -> comment.startsWith("TEST-2, low"));
    }

    /** The same name and version from another registry, or from a repository, is another package. */
    @ParameterizedTest
    @ValueSource(strings = {"cyclonedx", "cyclonedx-1.6", "spdx"})
    void whatAdvisoriesSayIsNotTiedToPackagesFromElsewhere(String format) throws IOException {
        Files.createDirectories(folder.resolve("two"));
        write("two/Dockerfile", "FROM evil:1.0\nFROM registry.example.org:5000/evil:1.0\n");
        write("two/Cargo.lock", """
                version = 4
                [[package]]
                name = "evil-crate"
                version = "0.3.1"
                source = "registry+https://github.com/rust-lang/crates.io-index"
                [[package]]
                name = "evil-crate"
                version = "0.3.1"
                source = "git+https://github.com/o/fixed#0123456789abcdef0123456789abcdef01234567"
                [[package]]
                name = "forked"
                version = "1.0.0"
                source = "git+https://github.com/o/bad#1123456789abcdef0123456789abcdef01234567"
                """);
        write("feed.json", """
                {"indicators": [
                  {"ecosystem": "docker", "name": "library/evil", "versions": "1.0", "id": "TEST-1", "kind": "malicious"},
                  {"ecosystem": "cargo", "name": "evil-crate", "versions": "0.3.1", "id": "TEST-2", "kind": "malicious"},
                  {"ecosystem": "git", "name": "github.com/o/bad", "versions": "*", "id": "TEST-3", "kind": "malicious"}]}
                """);
        cli.environment.put("ASSAY_INDICATORS", "feed.json");
        JsonNode bill = bill(format, "two");
        assertThat(affected(bill))
                .containsExactlyInAnyOrder(
                        "TEST-1 pkg:docker/evil@1.0",
                        "TEST-2 pkg:cargo/evil-crate@0.3.1",
                        "TEST-3 pkg:cargo/forked@1.0.0?vcs_url=git%2Bhttps://github.com/o/bad"
                                + "%401123456789abcdef0123456789abcdef01234567");
    }

    private static List<String> affected(JsonNode bill) {
        List<String> affected = new ArrayList<>();
        for (JsonNode each : bill.path("vulnerabilities")) {
            each.get("affects")
                    .forEach(one -> affected.add(
                            each.get("id").stringValue() + " " + one.get("ref").stringValue()));
        }
        for (JsonNode each : bill.path("packages")) {
            for (JsonNode one : each.path("externalRefs")) {
                if (one.get("referenceType").stringValue().equals("advisory")) {
                    affected.add(one.get("comment").stringValue().substring(0, "TEST-1".length()) + " "
                            + each.at("/externalRefs/0/referenceLocator").stringValue());
                }
            }
        }
        return affected;
    }

    @Test
    void aTreeWithGapsSaysSo() throws IOException {
        assertThat(bill("cyclonedx", "repo").at("/compositions/0/aggregate").stringValue())
                .isEqualTo("unknown");
        assertThat(bill("spdx", "repo").get("comment").stringValue()).startsWith("All that was found");
        write(
                "repo/api/package-lock.json",
                "{\"lockfileVersion\": 3, \"packages\": {\"node_modules/cut\": {\"version\": ");
        assertThat(bill("cyclonedx", "repo").at("/compositions/0/aggregate").stringValue())
                .isEqualTo("incomplete");
        assertThat(bill("spdx", "repo").get("comment").stringValue()).startsWith("Incomplete: 1 places");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cyclonedx", "cyclonedx-1.6", "spdx"})
    void theSameFilesGiveTheSameBytes(String format) throws IOException {
        JsonNode first = bill(format, "repo");
        assertThat(bill(format, "repo")).isEqualTo(first);
        write("repo/api/requirements.txt", "requests==2.32.0\n");
        assertThat(bill(format, "repo").path("documentNamespace").asString("changed"))
                .isNotEqualTo(first.path("documentNamespace").asString(""));
    }

    /** What the bill of a project lists is what the project itself lists. */
    @ParameterizedTest
    @ValueSource(strings = {"cyclonedx", "cyclonedx-1.6", "spdx"})
    void itsOwnBillGivesTheSameDependencies(String format) throws IOException {
        write("bill.json", cli.run("scan", "--format", format, "repo").out());
        TreeSet<String> ofProject = dependencies("repo");
        ofProject.removeIf(each -> each.startsWith("pkg:npm/a direct") || each.startsWith("pkg:npm/tool direct"));
        assertThat(dependencies("bill.json")).isEqualTo(ofProject);
    }

    private TreeSet<String> dependencies(String target) {
        TreeSet<String> all = new TreeSet<>();
        JsonNode report = Report.of(cli, "--facts", target).json();
        for (JsonNode each : report.get("dependencies")) {
            JsonNode path = each.path("path");
            String integrity = each.path("integrity").asString("");
            all.add(each.get("purl").stringValue() + " " + each.get("relation").stringValue() + " "
                    + each.get("scope").stringValue() + " "
                    + each.at("/origin/address").asString("").replace("git@", "") + " " + path + " "
                    + !integrity.isEmpty());
        }
        return all;
    }

    /** The bill as the SPDX project's own library has it. */
    @Test
    void theLibraryOfSpdxFindsNothingWrong() throws Exception {
        String bill = cli.run("scan", "--as-of", "2026-03-01", "--format", "spdx", "repo")
                .out();
        SpdxModelFactory.init();
        ISerializableModelStore store = new MultiFormatStore(new InMemSpdxStore(), MultiFormatStore.Format.JSON);
        SpdxDocument document = (SpdxDocument) store.deSerialize(new ByteArrayInputStream(bill.getBytes(UTF_8)), false);
        assertThat(document.verify()).isEmpty();
        List<String> names = new ArrayList<>();
        try (Stream<?> packages = SpdxModelFactory.getSpdxObjects(
                store, null, "Package", document.getDocumentUri(), document.getDocumentUri() + "#")) {
            for (Object each : packages.toList()) {
                names.add(((SpdxPackage) each).getName().orElseThrow());
            }
        }
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(MAPPER.readTree(bill)
                        .get("packages")
                        .valueStream()
                        .map(each -> each.get("name").stringValue())
                        .toList());
    }

    @Test
    void whatIsNotKnownIsNoAssertion() throws IOException {
        JsonNode a = named(bill("spdx", "repo").get("packages"), "name", "a");
        for (String field : new String[] {"downloadLocation", "licenseConcluded", "licenseDeclared", "copyrightText"}) {
            assertThat(a.get(field).stringValue()).as(field).isEqualTo("NOASSERTION");
        }
    }

    /** A registry may have something else of the same name, which nobody asked for. */
    @ParameterizedTest
    @ValueSource(strings = {"spdx", "cyclonedx"})
    void aPackageFromAFolderIsNoneOfARegistryInABillEither(String format) throws IOException {
        Files.createDirectories(folder.resolve("beside"));
        write("beside/package.json", """
                {"name": "web", "dependencies": {"near": "file:../near", "far": "1.0.0"}}
                """);
        write("bad.txt", "npm near *\nnpm far *\n");
        write("bill.json", bill(format, "beside").toString());
        JsonNode report = MAPPER.readTree(cli.run("scan", "--indicators", "bad.txt", "--format", "json", "bill.json")
                .out());
        assertThat(report.get("findings")
                        .valueStream()
                        .map(each -> each.at("/evidence/package").asString("")))
                .containsExactly("far 1.0.0");
    }
}
