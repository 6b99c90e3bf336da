package dev.assay.detectors.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lockfiles and bills of materials of a version of their format that nobody knows yet are read, and are gaps. */
class KnownVersionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Cargo.lock          | version = N\\n\\n[[package]]\\nname = 'a'\\nversion = '1.0.0'\\n   | 4   | 5",
                "pnpm-lock.yaml      | lockfileVersion: 'N'\\npackages: {a@1.0.0: {}}\\n               | 9.0 | 10.0",
                "bun.lock            | {\"lockfileVersion\": N, \"packages\": {}}                      | 2   | 3",
                "yarn.lock           | __metadata:\\n  version: N\\n  cacheKey: 10\\n                 | 10  | 99",
                "poetry.lock         | package = []\\n[metadata]\\nlock-version = 'N'\\n               | 2.1 | 3.0",
                "uv.lock             | version = N\\n                                              | 1   | 2",
                "pdm.lock            | [metadata]\\nlock_version = 'N'\\n                            | 4.5 | 5.0",
                "pylock.toml         | lock-version = 'N'\\npackages = []\\n                          | 1.0 | 2.0",
                "packages.lock.json  | {\"version\": N, \"dependencies\": {}}                          | 2   | 9",
                "conan.lock          | {\"version\": \"N\", \"requires\": []}                           | 0.5 | 1.0",
                "Pipfile.lock        | {\"_meta\": {\"pipfile-spec\": N}, \"default\": {}}              | 6   | 7",
                "uv.lock             | version = N\\n                                              | 1   | { a = 1 }",
                "deno.lock           | {\"version\": \"N\", \"npm\": {}}                                | 5   | 6",
                "Package.resolved    | {\"version\": N, \"pins\": []}                                  | 3   | 4",
                "project.assets.json | {\"version\": N, \"targets\": {}}                               | 3   | 9",
                "conda-lock.yml      | version: N\\npackage: []\\n                                  | 1   | soon",
            })
    void aLaterLockfileIsAGap(String name, String text, String known, String later) {
        isAGap(name, text, known, later);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a.json | {\"bomFormat\": \"CycloneDX\", \"specVersion\": \"N\", \"components\": []}  | 1.7      | 1.8",
                "a.json | {\"bomFormat\": \"CycloneDX\", \"specVersion\": \"N\", \"components\": []}  | 1.2      | ``",
                "a.json | {\"bomFormat\": \"CycloneDX\", \"specVersion\": N, \"components\": []}     | 1.4      | {\"a\": 1}",
                "a.json | {\"specFormat\": \"CycloneDX\", \"specVersion\": \"N\", \"components\": []} | 1.6      | 2.0",
                "a.json | {\"components\": [{\"bom-ref\": \"a\", \"name\": \"a\"}], \"specVersion\": \"N\","
                        + " \"$schema\": \"http://cyclonedx.org/schema/bom-1.6.schema.json\"}      | 1.6      | 1.10",
                "a.json | {\"predicate\": {\"bomFormat\": \"CycloneDX\", \"specVersion\": \"N\","
                        + " \"components\": []}}                                                 | 1.5      | 3",
                "a.xml  | <bom xmlns='http://cyclonedx.org/schema/bom/N'><components/></bom>     | 1.0      | 1.9",
                "a.xml  | <b:bom xmlns:b='http://cyclonedx.org/schema/bom/N'/>                   | 1.6      | 2.0",
                "a.json | {\"spdxVersion\": \"SPDX-N\", \"packages\": []}                          | 2.3      | 2.4",
                "a.json | {\"SPDXID\": \"SPDXRef-DOCUMENT\", \"spdxVersion\": \"N\", \"packages\": []} | SPDX-2.2 | 3.0",
                "a.yaml | spdxVersion: SPDX-N\\npackages: []\\n                                    | 2.1      | 3.0",
                "a.spdx | SPDXVersion: SPDX-N\\nCreator: Tool: a\\n                                 | 2.0      | 4.0",
            })
    void aLaterBillIsAGap(String name, String text, String known, String later) {
        isAGap(name, text, known, later);
    }

    private static void isAGap(String name, String text, String known, String later) {
        String written = text.replace("\\n", "\n");
        String said = "is of a version of its format that is not known";
        assertThat(ManifestFacts.of(name, written.replace("N", known))).noneMatch(line -> line.contains(said));
        assertThat(ManifestFacts.of(name, written.replace("N", later)))
                .filteredOn(line -> line.contains(said))
                .singleElement()
                .asString()
                .startsWith("gap unsupported");
    }
}
