package dev.assay.detectors.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What tools read and people write seldom, beside what only looks like it. */
class SeldomWrittenTest {
    @Test
    void anArgumentOfADockerfileHasTheLastValueThatIsAboveTheStages() {
        assertThat(ManifestFacts.of("Dockerfile", """
                ARG A=first:1
                ARG A=last:2
                ARG T=3
                FROM $A AS a
                ARG A=inner:4
                FROM $A AS b
                FROM ${NONE-other:5} AS c
                FROM ${T:+plus:6} AS d
                FROM ${NONE:+plus:6} AS e
                FROM ${A#last} AS f
                FROM ${A:?needed}
                """))
                .containsExactly(
                        "4 pkg:docker/last@2 (last:2) direct build",
                        "6 pkg:docker/last@2 (last:2) direct build",
                        "7 pkg:docker/other@5 (other:5) direct build",
                        "8 pkg:docker/plus@6 (plus:6) direct build",
                        "11 pkg:docker/last@2 (last:2) direct",
                        "gap unsupported at 124: an image that whoever builds it names: '${NONE:+plus:6}'",
                        "gap unsupported at 150: an image that whoever builds it names: '${A#last}'");
    }

    @Test
    void whoBuildsGivesArgumentsTheirValue() {
        assertThat(ManifestFacts.of("compose.yaml", """
                services:
                  a:
                    build:
                      args: {A: "given:1"}
                      dockerfile_inline: |
                        ARG A=own:2
                        FROM $A
                """)).containsExactly("5 pkg:docker/given@1 (given:1) direct");
    }

    @Test
    void aVolumeOfKubernetesMayBeAnImage() {
        assertThat(ManifestFacts.of("pod.yaml", """
                apiVersion: v1
                kind: Pod
                spec:
                  volumes:
                  - {name: v, image: {reference: "volume:1", pullPolicy: Always}}
                  - {name: w, configMap: {name: x}}
                  templates:
                  - {name: t, script: {image: "script:1", source: "image: none"}}
                  script: "image: none"
                """))
                .containsExactly("5 pkg:docker/volume@1 (volume:1) direct", "8 pkg:docker/script@1 (script:1) direct");
    }

    @Test
    void aManifestOfComposerMayDescribePackagesItself() {
        assertThat(ManifestFacts.of("composer.json", """
                {"require": {"X/y": "1.0.0", "x/z": "1.0.0", "x/w": "^1"}, "repositories": [
                {"type": "package", "package": {"name": "x/Y", "version": "1.0.0", "dist": {"url": "https://h.example/y.zip"}}},
                {"type": "package", "package": [{"name": "x/z", "source": {"url": "https://h.example/z", "reference": "abc"}}]},
                {"type": "vcs", "url": "https://h.example/w"}, {"packagist.org": false}]}
                """))
                .containsExactly(
                        "1 pkg:composer/x/y@1.0.0 (1.0.0) direct url:https://h.example/y.zip",
                        "1 pkg:composer/x/z@1.0.0 (1.0.0) direct git:https://h.example/z#abc",
                        "1 pkg:composer/x/w (^1) direct");
    }

    @Test
    void condaTakesAddressesAndBrackets() {
        assertThat(ManifestFacts.of("environment.yml", """
                dependencies:
                  - https://c.example/conda/linux-64/zz-1.0-py_0.conda#0123
                  - "a[version='1.1',channel=other]"
                  - "b[version='>=1.1', build=x]"
                  - c[build=x]
                """))
                .containsExactly(
                        "2 pkg:conda/zz@1.0 direct registry:https://c.example/conda",
                        "3 pkg:conda/a@1.1 (1.1) direct registry:other",
                        "4 pkg:conda/b (>=1.1) direct",
                        "5 pkg:conda/c direct");
    }

    @Test
    void aHookMayBeAnImage() {
        assertThat(ManifestFacts.of(".pre-commit-config.yaml", """
                repos:
                - repo: local
                  hooks:
                  - {id: a, language: docker_image, entry: "one:1 --flag"}
                  - {id: b, language: docker_image, entry: "--entrypoint sh -e=x two:2 -c x"}
                  - {id: c, language: docker_image}
                  - {id: d, language: system, entry: "none:1"}
                """))
                .containsExactly(
                        "4 pkg:docker/one@1 (one:1) direct development",
                        "5 pkg:docker/two@2 (two:2) direct development");
    }

    @Test
    void theCompilerOfDenoTakesPackages() {
        assertThat(ManifestFacts.of("deno.json", """
                {"compilerOptions": {"types": ["npm:@types/a@1.0.0", "./own.d.ts"],
                "jsxImportSource": "npm:b@2.0.0", "jsx": "npm:none@1.0.0", "lib": ["deno.window"]}}
                """))
                .containsExactly(
                        "1 pkg:npm/%40types/a@1.0.0 (1.0.0) direct development", "2 pkg:npm/b@2.0.0 (2.0.0) direct");
    }

    @Test
    void catalogsOfBunMayHaveNames() {
        assertThat(ManifestFacts.of("bun.lock", """
                {"lockfileVersion": 1, "workspaces": {"": {}}, "packages": {}, "catalog": {"a": "1.0.0"},
                "catalogs": {"old": {"b": "2.0.0"}}}
                """))
                .containsExactly("1 pkg:npm/a@1.0.0 (1.0.0) constraint", "2 pkg:npm/b@2.0.0 (2.0.0) constraint");
    }
}
