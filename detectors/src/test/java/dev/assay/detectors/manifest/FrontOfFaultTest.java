package dev.assay.detectors.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in front of a fault of JSON and XML is told, with a gap at the fault. */
class FrontOfFaultTest {
    private static final Path ROOT = Path.of("src/test/resources/dev/assay/detectors/manifest");

    private static final int MOST_BYTES = 20_000;
    private static final int STEP = 7;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            composer.lock       | {"packages": [{"name": "a/bad-one", "version": "1.0.0"}, {"name": "a/b", "vers
            composer.lock       | {"packages": [{"name": "a/bad-one", "version": "1.0.0"} {"name": "a/b"}]}
            Pipfile.lock        | {"default": {"bad-one": {"version": "==1.0.0"}, "b": {"version": "==1
            packages.lock.json  | {"version": 1, "dependencies": {"net8.0": {"bad-one": {"type": "Direct", "resolved": "1.0.0"}, "b
            project.assets.json | {"version": 3, "targets": {"net8.0": {"bad-one/1.0.0": {"type": "package"}, "b/1.0.0": {
            a.deps.json         | {"targets": {"net8.0": {"x/1.0.0": {"dependencies": {"bad-one": "1.0.0"}}, "bad-one/1.0.0": {}}}, "libraries": {"bad-one/1.0.0": {"type": "package"}, "c
            bun.lock            | {"lockfileVersion": 1, "packages": {"bad-one": ["bad-one@1.0.0", "", {}, "sha512-a"], "b": ["b@
            deno.lock           | {"version": "4", "npm": {"bad-one@1.0.0": {"integrity": "sha512-a"}, "b@1.0.0": {"integrity": "sha
            renv.lock           | {"Packages": {"bad-one": {"Package": "bad-one", "Version": "1.0.0", "Source": "Repository"}, "b": {"Package" 2
            package.json        | {"dependencies": {"bad-one": "1.0.0", "b": "1.
            installed.json      | {"packages": [{"name": "a/bad-one", "version": "1.0.0", "version_normalized": "1.0.0.0"}, {"name": "a/b"
            a.cdx.json          | {"bomFormat": "CycloneDX", "components": [{"name": "bad-one", "version": "1.0.0", "purl": "pkg:npm/bad-one@1.0.0"}, {"na
            packages.config     | <packages><package id="bad-one" version="1.0.0"/><package id="b" vers
            packages.config     | <packages><package id="bad-one" version="1.0.0"/><package id=b/></packages>
            a.csproj            | <Project><ItemGroup><PackageReference Include="bad-one" Version="1.0.0"/><PackageRef
            a.csproj            | <Project><ItemGroup><PackageReference Include="bad-one" Version="1.0.0"/></Itemgroup></Project>
            pom.xml             | <project><dependencies><dependency><groupId>a</groupId><artifactId>bad-one</artifactId><version>1.0.0</version></dependency><dependency><groupId>a</gro
            composer.lock       | {"packages": [{"name": "a/bad-one", "version": "1.0.0"}]}}
            composer.lock       | {"packages": [{"name": "a/bad-one", "version": "1.0.0"}]} {"packages": []}
            package-lock.json   | {"lockfileVersion": 3, "packages": {"": {}, "node_modules/bad-one": {"version": "1.0.0"}}} x
            a.cdx.json          | {"bomFormat": "CycloneDX", "components": [{"name": "bad-one", "version": "1.0.0", "purl": "pkg:npm/bad-one@1.0.0"}]} {}
            a.cdx.xml           | <bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component><name>bad-one</name><version>1.0.0</version></component><component><na
            """)
    void isTold(String name, String text) {
        List<String> lines = ManifestFacts.of(name, text);
        assertThat(lines).anyMatch(line -> line.contains("/bad-one@1.0.0 "));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("gap"))
                .singleElement()
                .asString()
                .startsWith("gap malformed");
    }

    @Test
    void halfAPackageIsToldByWhatIsWholeOfIt() {
        assertThat(ManifestFacts.of("composer.lock", "{\"packages\": [{\"name\": \"a/b\", \"version\": \"1.0"))
                .first()
                .asString()
                .startsWith("1 pkg:composer/a/b ");
        assertThat(ManifestFacts.of("package.json", "{\"dependencies\": {\"a\": \"1.0.0\", \"b\""))
                .hasSize(2);
        assertThat(ManifestFacts.of("packages.config", "<packages><package id=\"a\" version=\"1.0"))
                .hasSize(1);
    }

    @Test
    void nothingInFrontIsAGapAlone() {
        for (String name : List.of("composer.lock", "pom.xml")) {
            assertThat(ManifestFacts.of(name, "]")).singleElement().asString().startsWith("gap malformed at 0");
        }
    }

    /** Wherever it is cut off, that is a gap; and without its last character it says all that it says. */
    @TestFactory
    Stream<DynamicTest> everyFixture() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files
                    .filter(file -> isTree(file.getFileName().toString())
                            && file.toFile().length() < MOST_BYTES)
                    .sorted()
                    .map(file -> DynamicTest.dynamicTest(ROOT.relativize(file).toString(), () -> cut(file)))
                    .toList()
                    .stream();
        }
    }

    private static boolean isTree(String name) {
        return name.endsWith(".json")
                || name.endsWith(".xml")
                || Set.of("composer.lock", "Pipfile.lock", "bun.lock", "deno.lock", "renv.lock", "packages.config")
                        .contains(name);
    }

    private static void cut(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String name = file.getFileName().toString();
        Set<String> whole = packages(ManifestFacts.of(name, bytes));
        int last = new String(bytes, StandardCharsets.UTF_8).stripTrailing().length() - 1;
        for (int i = 1; i < last; i += STEP) {
            List<String> told = ManifestFacts.of(name, Arrays.copyOf(bytes, i));
            if (!told.contains("nobody's")) {
                assertThat(told).as("at " + i).anyMatch(line -> line.startsWith("gap"));
            }
        }
        List<String> most = ManifestFacts.of(name, Arrays.copyOf(bytes, last));
        if (!most.contains("nobody's")) {
            assertThat(packages(most)).as("all but the last character").isEqualTo(whole);
        }
    }

    private static Set<String> packages(List<String> lines) {
        return lines.stream().filter(line -> !line.startsWith("gap")).collect(Collectors.toSet());
    }
}
