package dev.assay.detectors.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A lockfile has an entry for all that its project asks for, and what its tool always writes: one without is a gap, and one of a project
 * that asks for nothing is none.
 */
class ClosedLockfileTest {
    private static List<String> gaps(String name, String text) {
        return ManifestFacts.of(name, text.replace('~', '\n')).stream()
                .filter(line -> line.startsWith("gap"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            package-lock.json | {"lockfileVersion": 3, "packages": {"": {"dependencies": {"a": "1"}}}}
            package-lock.json | {"lockfileVersion": 3, "packages": {"": {"devDependencies": {"a": "1"}}}}
            package-lock.json | {"lockfileVersion": 3, "packages": {"": {}, "node_modules/b": {"version": "1.0.0", "dependencies": {"a": "1"}}}}
            bun.lock          | {"lockfileVersion": 1, "workspaces": {"": {"dependencies": {"a": "1"}}}, "packages": {}}
            bun.lock          | {"lockfileVersion": 1, "workspaces": {"": {}}, "packages": {"b": ["b@1.0.0", "", {"dependencies": {"a": "1"}}, "sha512-a"]}}
            uv.lock           | version = 1~[manifest]~members = ["a"]~
            uv.lock           | version = 1~[[package]]~name = "r"~version = "1"~source = { virtual = "." }~[package.optional-dependencies]~x = [{ name = "a" }]~
            uv.lock           | version = 1~[[package]]~name = "r"~version = "1"~source = { virtual = "." }~[package.dev-dependencies]~dev = [{ name = "a" }]~
            deno.lock         | {"version": "5", "specifiers": {"npm:a@1": "1.0.0"}}
            deno.lock         | {"version": "5", "npm": {"b@1.0.0": {"dependencies": ["a"]}}}
            Podfile.lock      | PODS:~  - B (1.0)~~DEPENDENCIES:~  - A (= 4.0)~~COCOAPODS: 1.15.2~
            Podfile.lock      | PODS:~  - B (1.0):~    - A~~DEPENDENCIES:~  - B~~COCOAPODS: 1.15.2~
            """)
    void whatIsAskedForHasAnEntry(String name, String text) {
        assertThat(gaps(name, text)).singleElement().asString().contains("which it has no entry for");
    }

    /** Peers and what is optional may be left out; what has an entry of any version, or is a part of the project, is there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            package-lock.json | {"lockfileVersion": 3, "packages": {"": {"name": "x"}}}
            package-lock.json | {"lockfileVersion": 3, "packages": {"": {"optionalDependencies": {"a": "1"}, "peerDependencies": {"b": "1"}}}}
            package-lock.json | {"lockfileVersion": 3, "packages": {"": {"dependencies": {"a": "1"}, "optionalDependencies": {"a": "1"}}}}
            package-lock.json | {"lockfileVersion": 3, "packages": {"node_modules/b": {"version": "1.0.0", "devDependencies": {"a": "1"}}}}
            package-lock.json | {"lockfileVersion": 3, "packages": {"": {"workspaces": ["p"], "dependencies": {"p": "1"}}, "node_modules/p": {"resolved": "p", "link": true}, "p": {"version": "1.0.0"}}}
            bun.lock          | {"lockfileVersion": 1, "workspaces": {"": {"name": "x"}}, "packages": {}}
            bun.lock          | {"lockfileVersion": 1, "workspaces": {"": {"optionalDependencies": {"a": "1"}, "peerDependencies": {"b": "1"}}}, "packages": {}}
            uv.lock           | version = 1~requires-python = ">=3.9"~
            uv.lock           | version = 1~[manifest]~members = ["A_b"]~[[package]]~name = "a-b"~version = "1"~source = { virtual = "." }~
            deno.lock         | {"version": "5"}
            deno.lock         | {"version": "5", "specifiers": {"npm:a@1": "1.0.0_b@2.0.0"}, "npm": {"a@1.0.0_b@2.0.0": {"dependencies": ["b"]}, "b@2.0.0": {}}}
            Podfile.lock      | PODS:~  - B/Core (1.0)~~DEPENDENCIES:~  - B/Core (from `../B`)~~COCOAPODS: 1.15.2~
            Cargo.lock        | version = 4~~[[package]]~name = "r"~version = "0.1.0"~
            Cargo.lock        | [root]~name = "r"~version = "0.1.0"~
            pdm.lock          | [metadata]~lock_version = "4.5.0"~
            pylock.toml       | lock-version = "1.0"~created-by = "x"~packages = []~
            Pipfile.lock      | {"_meta": {}, "default": {}, "develop": {}}
            composer.lock     | {"content-hash": "a", "packages": [], "packages-dev": []}
            packages.lock.json | {"version": 1, "dependencies": {"net8.0": {}}}
            packages.lock.json | {"version": 1, "dependencies": {"net8.0": {"p": {"type": "Project"}}}}
            project.assets.json | {"version": 3, "targets": {"net8.0": {}}, "libraries": {}}
            pnpm-lock.yaml    | lockfileVersion: '9.0'~importers:~  .: {}~
            pnpm-lock.yaml    | lockfileVersion: '6.0'~settings:~  autoInstallPeers: true~
            pnpm-lock.yaml    | ---~lockfileVersion: '9.0'~importers:~  .:~    configDependencies:~      a: {specifier: 1.0.0, version: 1.0.0}~packages:~  a@1.0.0: {}~snapshots:~  a@1.0.0: {}~---~lockfileVersion: '9.0'~importers:~  .: {}~
            pnpm-lock.yaml    | ---~lockfileVersion: '9.0'~importers:~  .:~    configDependencies:~      a: {specifier: 1.0.0, version: 1.0.0}~packages:~  a@1.0.0: {}~snapshots:~  a@1.0.0: {}~---~
            yarn.lock         | __metadata:~  version: 8~~"x@workspace:.":~  version: 0.0.0-use.local~  resolution: "x@workspace:."~  languageName: unknown~  linkType: soft~
            """)
    void ofAWholeOneNothingIsSaid(String name, String text) {
        assertThat(gaps(name, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Cargo.lock        | version = 4~
            pdm.lock          | # @generated by PDM
            pylock.toml       | lock-version = "1.0"~created-by = "x"~
            Pipfile.lock      | {"_meta": {}}
            composer.lock     | {"content-hash": "a"}
            packages.lock.json | {"version": 1}
            packages.lock.json | {"version": 1, "dependencies": {"net8.0": {"A": {"type": "Direct"}}}}
            project.assets.json | {"version": 3, "targets": {}}
            bun.lock          | {"lockfileVersion": 1}
            pnpm-lock.yaml    | lockfileVersion: '9.0'~settings:~  autoInstallPeers: true~
            pnpm-lock.yaml    | lockfileVersion: '9.0'~importers:~  .:~
            pnpm-lock.yaml    | ---~lockfileVersion: '9.0'~importers:~  .:~    configDependencies:~      a: {specifier: 1.0.0, version: 1.0.0}~packages:~  a@1.0.0: {}~snapshots:~  a@1.0.0: {}~
            yarn.lock         | __metadata:~  version: 8~
            """)
    void withoutWhatItsToolWritesItIsAGap(String name, String text) {
        assertThat(gaps(name, text)).singleElement().asString().startsWith("gap malformed");
    }
}
