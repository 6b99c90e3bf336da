package dev.assay.detectors.manifest.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.manifest.ManifestFacts;
import org.junit.jupiter.api.Test;

/** What a part of the project has for work on it is for that, and the way to it leads by the part. */
class WorkspaceScopeTest {
    @Test
    void ofPnpm() {
        assertThat(ManifestFacts.of("pnpm-lock.yaml", """
                lockfileVersion: '9.0'
                importers:
                  .: {}
                  packages/b:
                    dependencies:
                      run: {specifier: 1.0.0, version: 1.0.0}
                    devDependencies:
                      dev: {specifier: 1.0.0, version: 1.0.0}
                packages:
                  run@1.0.0: {resolution: {integrity: a}}
                  dev@1.0.0: {resolution: {integrity: b}}
                  both@1.0.0: {resolution: {integrity: c}}
                  under@1.0.0: {resolution: {integrity: d}}
                snapshots:
                  run@1.0.0: {dependencies: {both: 1.0.0}}
                  dev@1.0.0: {dependencies: {both: 1.0.0, under: 1.0.0}}
                  both@1.0.0: {}
                  under@1.0.0: {}
                """))
                .containsExactly(
                        "10 pkg:npm/run@1.0.0 direct a via packages/b",
                        "11 pkg:npm/dev@1.0.0 direct development b via packages/b",
                        "12 pkg:npm/both@1.0.0 transitive c via packages/b > run@1.0.0 x2",
                        "13 pkg:npm/under@1.0.0 transitive development d via packages/b > dev@1.0.0");
    }

    @Test
    void ofBun() {
        assertThat(ManifestFacts.of("bun.lock", """
                {"workspaces": {
                  "": {"name": "root"},
                  "packages/b": {"name": "b", "dependencies": {"run": "1.0.0"}, "devDependencies": {"dev": "1.0.0"}}},
                "packages": {
                  "b": ["b@workspace:packages/b"],
                  "run": ["run@1.0.0", "", {}, "x"],
                  "dev": ["dev@1.0.0", "", {"dependencies": {"under": "1"}}, "x"],
                  "under": ["under@1.0.0", "", {}, "x"]}}
                """))
                .containsExactly(
                        "5 pkg:npm/b direct workspace:packages/b",
                        "6 pkg:npm/run@1.0.0 direct via b@workspace:packages/b",
                        "7 pkg:npm/dev@1.0.0 direct development via b@workspace:packages/b",
                        "8 pkg:npm/under@1.0.0 transitive development via b@workspace:packages/b > dev@1.0.0");
    }
}
