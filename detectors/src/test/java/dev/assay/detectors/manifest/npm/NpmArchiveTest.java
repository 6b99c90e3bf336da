package dev.assay.detectors.manifest.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.manifest.ManifestFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A registry's archive under another name is told as the package that it is, by whichever file names it. */
class NpmArchiveTest {
    private static final String URL = "https://registry.npmjs.org/is-odd/-/is-odd-3.0.1.tgz";
    private static final String REAL = "pkg:npm/is-odd@3.0.1";

    @Test
    void everyReaderTellsThePackageOfAnArchive() {
        String asked = "{\"dep\": \"" + URL + "\"}";
        assertThat(ManifestFacts.of("package.json", "{\"dependencies\": " + asked + "}"))
                .containsExactly(
                        "1 pkg:npm/dep (" + URL + ") direct url:" + URL, "1 " + REAL + " as dep direct url:" + URL);
        assertThat(ManifestFacts.of("package.json", "{\"overrides\": " + asked + "}"))
                .contains("1 " + REAL + " as dep constraint url:" + URL);
        assertThat(ManifestFacts.of("pnpm-workspace.yaml", "catalog:\n  dep: " + URL + "\n"))
                .contains("2 " + REAL + " as dep constraint url:" + URL);
        assertThat(ManifestFacts.of(
                        "yarn.lock",
                        "\"dep@" + URL + "\":\n  version \"3.0.1\"\n  resolved \"" + URL + "#65101baf3727d728\"\n"))
                .containsExactly(
                        "1 pkg:npm/dep@3.0.1 (" + URL + ") direct url:" + URL + "#65101baf3727d728",
                        "1 " + REAL + " as dep direct url:" + URL + "#65101baf3727d728");
        assertThat(ManifestFacts.of(
                        "yarn.lock",
                        "__metadata:\n  version: 8\n\"dep@" + URL + "\":\n  version: 3.0.1\n  resolution: \"dep@" + URL
                                + "\"\n  linkType: hard\n\"x@workspace:.\":\n  resolution: \"x@workspace:.\"\n"
                                + "  linkType: soft\n"))
                .containsExactly(
                        "3 pkg:npm/dep@3.0.1 (" + URL + ") unknown url:" + URL,
                        "3 " + REAL + " as dep unknown url:" + URL);
        assertThat(ManifestFacts.of(
                        "bun.lock",
                        "{\"workspaces\": {\"\": {\"dependencies\": " + asked + "}}, \"packages\": {\"dep\": [\"is-odd@"
                                + URL + "\", {}]}}"))
                .containsExactly("1 " + REAL + " as dep direct url:" + URL);
    }

    @ParameterizedTest
    @CsvSource({
        "https://npm.example/@s/y/-/y-1.0.0.tgz, pkg:npm/%40s/y@1.0.0",
        "https://npm.example/@s%2fy/-/y-1.0.0-rc.1.tgz?cache=1#abc, pkg:npm/%40s/y@1.0.0-rc.1",
        "https://npm.example/%40s%2Fy/-/%40s/y-1.0.0.tgz, pkg:npm/%40s/y@1.0.0",
        "https://npm.example/y/-/z-1.0.0.tgz, ",
        "https://npm.example/y/archive/y-1.0.0.tgz, ",
        "https://npm.example/y/-/y-latest.tgz, ",
    })
    void addresses(String url, String real) {
        assertThat(ManifestFacts.of("package.json", "{\"dependencies\": {\"x\": \"" + url + "\"}}"))
                .filteredOn(line -> line.contains(" as x "))
                .hasSize(real == null ? 0 : 1)
                .allMatch(line -> line.startsWith("1 " + real + " as x"));
    }

    @Test
    void anArchiveOfItsOwnSaysWhichVersionItIs() {
        assertThat(ManifestFacts.of("package.json", "{\"dependencies\": {\"is-odd\": \"" + URL + "\"}}"))
                .containsExactly("1 " + REAL + " (" + URL + ") direct url:" + URL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@s/b  | https://r.example/npm/@s/b/-/b-1.0.0.tgz   | registry:https://r.example/npm",
                "@s/b  | https://r.example/npm/@s%2fb/-/b-1.0.0.tgz | registry:https://r.example/npm",
                "@s/b  | https://r.example/npm/@s%2Fb/-/b-1.0.0.tgz | registry:https://r.example/npm",
                "@s/b  | https://r.example/%40s/b/-/b-1.0.0.tgz     | registry:https://r.example",
                "@s/b  | https://r.example/%40s%2fb/-/b-1.0.0.tgz   | registry:https://r.example",
                "b     | https://r.example/@s/b/-/b-1.0.0.tgz       | url:https://r.example/@s/b/-/b-1.0.0.tgz",
                "b     | https://r.example/%40s/b/-/b-1.0.0.tgz     | url:https://r.example/%40s/b/-/b-1.0.0.tgz",
                "b     | https://r.example/evil-b/-/b-1.0.0.tgz     | url:https://r.example/evil-b/-/b-1.0.0.tgz",
            })
    void aRegistryIsWhatStandsInFrontOfTheWholeName(String name, String resolved, String origin) {
        assertThat(ManifestFacts.of(
                        "yarn.lock",
                        "\"" + name + "@^1\":\n  version \"1.0.0\"\n  resolved \"" + resolved + "#65101baf\"\n"))
                .first()
                .asString()
                .contains(origin + " sha1-");
    }

    /** A lockfile that has one of its packages from a scope of somebody else's. */
    @Test
    void anArchiveOfAScopeIsAnotherPackage() {
        assertThat(ManifestFacts.of(
                        "yarn.lock",
                        "debug@^4:\n  version \"4.4.2\"\n"
                                + "  resolved \"https://registry.npmjs.org/@evil/debug/-/debug-4.4.2.tgz\"\n"))
                .contains("1 pkg:npm/%40evil/debug@4.4.2 as debug direct"
                        + " url:https://registry.npmjs.org/@evil/debug/-/debug-4.4.2.tgz");
    }
}
