package dev.assay.detectors.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands behind an alias or a merge of YAML is told of where it is used, in every kind, or is a gap. */
class YamlAliasTest {
    @Test
    void aServiceHasTheImageThatIsMergedIntoIt() {
        assertThat(ManifestFacts.of("compose.yaml", """
                x-common: &common
                  image: nginx:1.27
                  build: {context: app, dockerfile: &file Own.dockerfile}
                x-unused: &unused
                  image: unused:1
                services:
                  a:
                    <<: *common
                  b:
                    <<: [*common]
                  c:
                    <<: *unused
                    image: own:1
                  d: *common
                  e:
                    build: {dockerfile: *file}
                """))
                .containsExactly(
                        "2 pkg:docker/nginx@1.27 (nginx:1.27) direct",
                        "file app/Own.dockerfile",
                        "13 pkg:docker/own@1 (own:1) direct",
                        "file Own.dockerfile");
    }

    @Test
    void containersMayBeBehindAnAlias() {
        assertThat(ManifestFacts.of("x.yaml", """
                apiVersion: v1
                kind: Pod
                x: &c [{image: "nginx:1.27"}]
                spec:
                  containers: *c
                """)).containsExactly("3 pkg:docker/nginx@1.27 (nginx:1.27) direct");
        assertThat(ManifestFacts.of("x.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: {{ .Release.Name }}}
                spec:
                  containers:
                  - image: &i nginx:1.27
                  - image: *i
                """))
                .containsExactly(
                        "6 pkg:docker/nginx@1.27 (nginx:1.27) direct",
                        "gap unsupported at 110: an image behind an alias in a template: '*i'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            environment.yml    | x: &x [numpy=1.2.3]~dependencies: *x                      | pkg:conda/numpy
            pubspec.yaml       | name: own~x: &x {http: ^1.0.0}~dependencies: *x           | pkg:pub/http
            pubspec.lock       | x: &x {version: 1.0.0, source: hosted}~packages: {http: *x} | pkg:pub/http@1.0.0
            Chart.yaml         | apiVersion: v2~name: own~x: &x [{name: redis, version: 1.0.0}]~dependencies: *x | redis
            values.yaml        | x: &x {tag: 1.27}~a: {<<: *x, repository: nginx}         | pkg:docker/nginx@1.27
            stack.yaml         | x: &x [acme-1.0]~extra-deps: *x                          | pkg:hackage/acme@1.0
            kustomization.yaml | x: &x [{name: a, newName: nginx, newTag: 1.27}]~images: *x | pkg:docker/nginx@1.27
            .github/workflows/x.yml | on: push~x: &x [{uses: a/b@v1}]~jobs: {a: {steps: *x}} | pkg:github/a/b@v1
            conda-lock.yml     | x: &x {name: numpy, version: 1.2.3, manager: conda, url: 'https://conda.anaconda.org/conda-forge/linux-64/numpy-1.2.3-0.conda'}~package: [*x] | pkg:conda/numpy@1.2.3
            pnpm-workspace.yaml | x: &x {react: 18.0.0}~catalog: *x                       | pkg:npm/react
            """)
    void everyKindFollowsThem(String name, String text, String purl) {
        String whole = text.replace('~', '\n') + "\n";
        assertThat(ManifestFacts.of(name, whole))
                .filteredOn(line -> line.contains(purl))
                .hasSize(1);
        String bomb = whole + "a0: &a0 [x]\n";
        for (int i = 1; i <= 12; i++) {
            bomb += "a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ",").repeat(9) + "]\n";
        }
        assertThat(ManifestFacts.of(name, bomb))
                .anyMatch(line -> line.startsWith("gap limit") && line.contains("aliases that stand for"))
                .anyMatch(line -> line.contains(purl));
        assertThat(ManifestFacts.of(name, whole + "z: *nothing\n"))
                .anyMatch(line -> line.contains("an alias of no anchor"));
    }
}
