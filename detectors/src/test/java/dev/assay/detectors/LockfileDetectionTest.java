package dev.assay.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.indicator.Feeds;
import dev.assay.detectors.indicator.IndicatorRule;
import dev.assay.detectors.manifest.GivenListRule;
import dev.assay.detectors.manifest.python.PipPlacesRule;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the bytes of a lockfile to what is known to be bad in it: wherever the package hides it is found, and a namesake is not. */
class LockfileDetectionTest {
    private static final String FEED = "npm chalk 5.6.1\nnpm @scope/tool 1.2.3\n";

    private static final Detectors DETECTORS =
            Catalog.manifests(_ -> false, new PipPlacesRule(_ -> true, _ -> {}), new GivenListRule(_ -> {}));

    private static List<String> found(String name, String text) {
        return found(FEED, name, text);
    }

    private static List<String> found(String feed, String name, String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Decoded decoded = new TestScan(DETECTORS).decode(name, new MemorySource(bytes));
            List<Fact> facts = new ArrayList<>();
            decoded.parts().forEach(part -> facts.addAll(part.facts()));
            Location at = Location.of("repo", name);
            Findings out = new Findings(AllDetectors.ALL.book(), _ -> true, 1_000);
            out.at(at);
            new IndicatorRule(Feeds.read(feed).indicators(), _ -> false)
                    .judge(new Facts(at, List.of("any"), List.of(), facts), out);
            return out.all().stream()
                    .map(finding -> finding.ruleId().substring("indicator/".length()) + " "
                            + finding.evidence().get("purl") + " "
                            + finding.location().line())
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** As PowerShell writes what pip freezes: each package is told once, with its line, and files that it includes lie beside it. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void lists_in_utf_16_are_read_once_and_include_each_other(String charset) {
        MemoryConnector files = new MemoryConnector();
        files.file("requirements.txt", "\ufeffchalk==5.6.1\r\n-r base.txt\r\n".getBytes(Charset.forName(charset)));
        files.file("base.txt", "\ufeffflask==2.0\r\n".getBytes(Charset.forName(charset)));
        RecordedReport report = new TestScan(DETECTORS).run(files);
        assertThat(report.gaps()).isEmpty();
        assertThat(report.dependencies())
                .extracting(each ->
                        each.dependency().coordinates().purl(each.dependency().version()) + " "
                                + each.location().path() + ":" + each.location().line())
                .containsExactlyInAnyOrder("pkg:pypi/chalk@5.6.1 requirements.txt:1", "pkg:pypi/flask@2.0 base.txt:1");
    }

    @Test
    void nested_scoped_aliased_and_bundled_packages_of_npm() {
        String lock = """
                {"lockfileVersion": 3, "packages": {"": {"dependencies": {"a": "1"}, "workspaces": ["w/*"]},
                "node_modules/a": {"version": "1.0.0"},
                "node_modules/a/node_modules/chalk": {"version": "5.6.1"},
                "node_modules/@scope/tool": {"version": "1.2.3"},
                "node_modules/colour": {"name": "chalk", "version": "5.6.1"},
                "w/one": {"version": "1.0.0", "dependencies": {"chalk": "5.6.1"}},
                "w/one/node_modules/chalk": {"version": "5.6.1", "inBundle": true},
                "node_modules/good": {"version": "1.0.0", "resolved": "https://registry.npmjs.org/chalk/-/chalk-5.6.1.tgz"},
                "node_modules/chalk": {"version": "5.6.0"}}}""";
        assertThat(found("package-lock.json", lock))
                .containsExactly(
                        "malicious-package pkg:npm/chalk@5.6.1 3",
                        "malicious-package pkg:npm/%40scope/tool@1.2.3 4",
                        "malicious-package pkg:npm/chalk@5.6.1 5",
                        "malicious-package pkg:npm/chalk@5.6.1 7",
                        "malicious-package pkg:npm/chalk@5.6.1?download_url=https://registry.npmjs.org/chalk/-/chalk-5.6.1.tgz 8");
    }

    @Test
    void aliases_of_yarn() {
        assertThat(found("yarn.lock", "\"colour@npm:chalk@5.6.1\":\n  version \"5.6.1\"\n"))
                .containsExactly("malicious-package pkg:npm/chalk@5.6.1 1");
        String berry = "__metadata:\n  version: 8\n\n\"colour@npm:chalk@5.6.1\":\n  version: 5.6.1\n"
                + "  resolution: \"chalk@npm:5.6.1\"\n  languageName: node\n  linkType: hard\n";
        assertThat(found("yarn.lock", berry)).containsExactly("malicious-package pkg:npm/chalk@5.6.1 4");
    }

    @Test
    void all_forms_of_pnpm() {
        String five = "lockfileVersion: 5.4\ndependencies:\n  a: 1.0.0\npackages:\n  /a/1.0.0:\n    dependencies:\n"
                + "      chalk: 5.6.1_react@18.2.0\n  /chalk/5.6.1_react@18.2.0: {}\n  /@scope/tool/1.2.3: {}\n";
        String six = "lockfileVersion: '6.0'\ndependencies:\n  a:\n    specifier: ^1\n    version: 1.0.0\npackages:\n"
                + "  /a@1.0.0: {}\n  /chalk@5.6.1(react@18.2.0): {}\n  /@scope/tool@1.2.3: {}\n";
        String nine = "lockfileVersion: '9.0'\nimporters:\n  w/one:\n    dependencies:\n      colour:\n"
                + "        specifier: npm:chalk@5.6.1\n        version: chalk@5.6.1\npackages:\n  chalk@5.6.1: {}\n"
                + "  '@scope/tool@1.2.3': {}\nsnapshots:\n  chalk@5.6.1: {}\n  '@scope/tool@1.2.3': {}\n";
        assertThat(found("pnpm-lock.yaml", five))
                .containsExactly(
                        "malicious-package pkg:npm/chalk@5.6.1 8", "malicious-package pkg:npm/%40scope/tool@1.2.3 9");
        assertThat(found("pnpm-lock.yaml", six))
                .containsExactly(
                        "malicious-package pkg:npm/chalk@5.6.1 8", "malicious-package pkg:npm/%40scope/tool@1.2.3 9");
        assertThat(found("pnpm-lock.yaml", nine))
                .containsExactly(
                        "malicious-package pkg:npm/chalk@5.6.1 9", "malicious-package pkg:npm/%40scope/tool@1.2.3 10");
    }

    @Test
    void the_last_package_of_a_file_of_several_megabytes() {
        StringBuilder lock = new StringBuilder("{\"lockfileVersion\": 3, \"packages\": {\"\": {},\n");
        StringBuilder pnpm = new StringBuilder("lockfileVersion: '9.0'\npackages:\n");
        for (int i = 0; i < 20_000; i++) {
            lock.append("\"node_modules/p")
                    .append(i)
                    .append("\": {\"version\": \"1.0.0\", \"integrity\": \"sha512-")
                    .append("A".repeat(88))
                    .append("\"},\n");
            pnpm.append("  p")
                    .append(i)
                    .append("@1.0.0:\n    resolution: {integrity: sha512-")
                    .append("A".repeat(88))
                    .append("}\n");
        }
        lock.append("\"node_modules/chalk\": {\"version\": \"5.6.1\"}}}");
        pnpm.append("  chalk@5.6.1: {}\n");
        assertThat(lock.length()).isGreaterThan(2 << 20);
        assertThat(found("package-lock.json", lock.toString()))
                .containsExactly("malicious-package pkg:npm/chalk@5.6.1 20002");
        assertThat(found("pnpm-lock.yaml", pnpm.toString()))
                .containsExactly("malicious-package pkg:npm/chalk@5.6.1 40003");
    }

    /** The same name and version in other ecosystems, and other versions and names in the same one. */
    @Test
    void namesakes_are_not_found() {
        assertThat(found("requirements.txt", "chalk==5.6.1\n")).isEmpty();
        assertThat(found("Cargo.lock", "[[package]]\nname = \"chalk\"\nversion = \"5.6.1\"\nsource = \"registry+x\"\n"))
                .isEmpty();
        assertThat(found(
                        "pom.xml",
                        "<project><dependencies><dependency><groupId>chalk</groupId><artifactId>chalk</artifactId>"
                                + "<version>5.6.1</version></dependency></dependencies></project>"))
                .isEmpty();
        assertThat(found("pubspec.lock", "packages:\n  chalk:\n    source: hosted\n    version: \"5.6.1\"\n"))
                .isEmpty();
        assertThat(found("mix.lock", "%{\"chalk\": {:hex, :chalk, \"5.6.1\", \"00\", [:mix], [], \"hexpm\"}}\n"))
                .isEmpty();
        assertThat(found(
                        "package-lock.json",
                        "{\"lockfileVersion\": 3, \"packages\": {\"node_modules/@evil/chalk\": {\"version\": \"5.6.1\"},"
                                + "\"node_modules/chalk\": {\"version\": \"5.6.10\"}, \"node_modules/chalk-5.6.1\": {\"version\": \"1.0.0\"},"
                                + "\"chalk\": {\"version\": \"5.6.1\"}}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hex jason >=1.0 | mix.lock | %{\"json\": {:hex, :jason, \"1.4.1\", \"00\", [:mix], [], \"hexpm\"}}",
                "Pub http 1.1.0 | pubspec.lock | {packages: {http: {source: hosted, version: 1.1.0}}}",
                "SwiftURL https://github.com/apple/swift-nio.git 2.54.0 | Package.resolved | {\"version\": 2, \"pins\": [{\"location\": \"https://github.com/apple/swift-nio\", \"state\": {\"version\": \"2.54.0\"}}]}",
                "ConanCenter zlib <1.2.12 | conan.lock | {\"version\": \"0.5\", \"requires\": [\"zlib/1.2.11#rev%1.0\"]}",
                "Hackage aeson 2.2.1.0 | cabal.project.freeze | constraints: any.aeson ==2.2.1.0",
                "CRAN readxl 1.4.3 | renv.lock | {\"Packages\": {\"readxl\": {\"Package\": \"readxl\", \"Version\": \"1.4.3\", \"Source\": \"Repository\"}}}",
                "opam yojson 2.1.0 | yojson.opam.locked | opam-version: \"2.0\" depends: [\"yojson\" {= \"2.1.0\"}]",
                "Go golang.org/x/net v0.1.0 | go.mod | require golang.org/x/net v0.1.0",
                "npm chalk 5.6.1 | deno.lock | {\"version\": \"5\", \"specifiers\": {}, \"npm\": {\"chalk@5.6.1\": {}}}",
                "PyPI requests 2.31.0 | environment.yml | dependencies: [{pip: [requests==2.31.0]}]"
            })
    void every_new_ecosystem_is_compared(String feed, String name, String text) {
        assertThat(found(feed + "\n", name, text)).singleElement().asString().startsWith("malicious-package ");
    }

    @Test
    void advisories_of_distributions_go_by_the_source_package() {
        String status = "Package: libssl3\nStatus: install ok installed\nSource: openssl\nVersion: 3.0.1-1\n";
        assertThat(found("deb openssl 3.0.1-1\n", "status", status))
                .containsExactly("malicious-package pkg:deb/openssl@3.0.1-1 1");
        String installed = "P:libcrypto3\nV:3.1.4-r5\no:openssl\n\n";
        assertThat(found("Alpine openssl 3.1.4-r5\n", "installed", installed))
                .containsExactly("malicious-package pkg:apk/alpine/openssl@3.1.4-r5 1");
    }
}
