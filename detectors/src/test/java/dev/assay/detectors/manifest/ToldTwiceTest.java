package dev.assay.detectors.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a document says twice is a gap, in whatever manifest it is: a reader goes past one of the two, and tools take either. */
class ToldTwiceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pnpm-lock.yaml | packages | lockfileVersion: '6.0'~packages:~  a@1.0.0: {resolution: {integrity: x}}~packages:~  b@1.0.0: {resolution: {integrity: y}}",
                "pnpm-lock.yaml | version | lockfileVersion: '6.0'~packages:~  a@file:a: {resolution: {directory: a}, version: 1.0.0, version: 2.0.0}",
                "docker-compose.yml | services | services:~  a: {image: 'redis:7'}~services:~  b: {image: 'nginx:1'}",
                "docker-compose.yml | image | services:~  a:~    image: redis:7~    image: nginx:1",
                "ci.yml | jobs | on: push~jobs:~  a: {runs-on: x, steps: [{uses: q/evil@v1}]}~jobs:~  a: {runs-on: x, steps: [{uses: q/good@v1}]}",
                "pyproject.toml | dependencies | [project]~name = 'x'~dependencies = ['a==1']~[project]~dependencies = ['b==1']",
                "Cargo.lock | version | version = 3~[[package]]~name = 'a'~version = '1.0.0'~version = '2.0.0'~[[package]]~name = 'b'~version = '1.0.0'",
                "Cargo.toml | version | [dependencies]~a = {version = '1.0.0', version = '2.0.0'}",
                "pubspec.yaml | dependencies | dependencies:~  a: 1.0.0~dependencies:~  b: 1.0.0",
                "composer.lock | version | {\"packages\": [{\"name\": \"a/b\", \"version\": \"1\", \"version\": \"2\"}]}",
                "package-lock.json | version | {'lockfileVersion': 3, 'packages': {'node_modules/a': {'version': '4.3.4', 'version': '4.3.5'}}}",
                "package-lock.json | resolved | {'lockfileVersion': 3, 'packages': {'node_modules/a': {'resolved': 'x', 'dev': true, 'resolved': 'y'}}}",
                "package-lock.json | packages | {'lockfileVersion': 3, 'packages': {'node_modules/a': {'version': '1.0.0'}}, 'packages': {'node_modules/b': {'version': '1.0.0'}}}",
                "package-lock.json | node_modules/a | {'lockfileVersion': 3, 'packages': {'node_modules/a': {'version': '1.0.0'}, 'node_modules/a': {'version': '2.0.0'}}}",
                "package-lock.json | a | {'lockfileVersion': 1, 'dependencies': {'a': {'version': '1.0.0'}, 'a': {'version': '2.0.0'}}}",
                "package-lock.json | version | {'lockfileVersion': 1, 'dependencies': {'a': {'version': '1.0.0', 'version': '2.0.0'}}}",
                "Package.resolved | version | {\"version\": 2, \"pins\": [{\"identity\": \"a\", \"location\": \"https://a.example/a\", \"state\": {\"version\": \"1\", \"version\": \"2\"}}]}",
                "package.json | dependencies | {\"dependencies\": {\"a\": \"1\"}, \"dependencies\": {\"b\": \"1\"}}",
                "pom.xml | version | <project><dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId><version>1</version><version>2</version></dependency></dependencies></project>",
                "pom.xml | dependencies | <project><dependencies/><dependencies/></project>",
                "a.csproj | Version | <Project><ItemGroup><PackageReference Include='A'><Version>1</Version><Version>2</Version></PackageReference></ItemGroup></Project>",
            })
    void isAGap(String name, String key, String text) {
        assertThat(ManifestFacts.of(name, text(name, text)))
                .filteredOn(line -> line.startsWith("gap"))
                .hasSize(1)
                .allMatch(line -> line.endsWith(
                        "'" + key + "' is told twice, and which of the two counts depends on who reads it"));
    }

    /** Lockfiles of npm are written with apostrophes above, which keeps their lines readable. */
    private static String text(String name, String text) {
        String lines = text.replace('~', '\n') + "\n";
        return name.equals("package-lock.json") ? lines.replace('\'', '"') : lines;
    }

    @Test
    void eachKeyOfALockfileOfNpmOnce() {
        assertThat(ManifestFacts.of("package-lock.json", """
                        {"name": "x", "version": "1.0.0", "lockfileVersion": 2, "requires": true, "packages": {
                          "": {"name": "x", "version": "1.0.0", "dependencies": {"a": "1"}},
                          "node_modules/a": {"version": "1.0.0", "dependencies": {"b": "1"}, "engines": {"node": ">=1"}},
                          "node_modules/a/node_modules/b": {"version": "1.0.0"},
                          "node_modules/b": {"version": "2.0.0"}},
                         "dependencies": {
                          "a": {"version": "1.0.0", "requires": {"b": "1"}, "dependencies": {"b": {"version": "1.0.0"}}},
                          "b": {"version": "2.0.0"}}}
                        """)).noneMatch(line -> line.startsWith("gap"));
    }

    @Test
    void whatIsAListOrSaysTheSameIsNone() {
        assertThat(
                        ManifestFacts.of(
                                "Cargo.lock",
                                "version = 3\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n[[package]]\nname = \"b\"\nversion = \"1.0.0\"\n"))
                .noneMatch(line -> line.startsWith("gap"));
        assertThat(ManifestFacts.of("package.json", "{\"dependencies\": {\"a\": \"1.0.0\", \"a\": \"1.0.0\"}}"))
                .noneMatch(line -> line.startsWith("gap"));
        assertThat(
                        ManifestFacts.of(
                                "pom.xml",
                                "<project><dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId></dependency>"
                                        + "<dependency><groupId>a</groupId><artifactId>c</artifactId></dependency></dependencies></project>"))
                .noneMatch(line -> line.startsWith("gap"));
    }

    @Test
    void howManyThereAreDoesNotMatter() {
        String keys = IntStream.range(0, 1_000)
                .mapToObj(i -> "\"a" + i % 500 + "\": \"" + i + "\"")
                .collect(Collectors.joining(",", "{\"dependencies\": {", "}}"));
        assertThat(ManifestFacts.of("package.json", keys))
                .filteredOn(line -> line.startsWith("gap"))
                .hasSize(16)
                .last()
                .asString()
                .endsWith("as others may be");
    }
}
