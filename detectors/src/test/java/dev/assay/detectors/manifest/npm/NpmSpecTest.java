package dev.assay.detectors.manifest.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.manifest.ManifestFacts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What npm, Yarn and pnpm take for a version: https://docs.npmjs.com/cli/v11/configuring-npm/package-json#dependencies */
class NpmSpecTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2.3 | pkg:npm/x@1.2.3 (1.2.3) direct",
                "=1.2.3 | pkg:npm/x@1.2.3 (=1.2.3) direct",
                "v1.2.3-rc.1+b5 | pkg:npm/x@1.2.3-rc.1%2Bb5 (v1.2.3-rc.1+b5) direct",
                "1.2 | pkg:npm/x (1.2) direct",
                "1.2.x | pkg:npm/x (1.2.x) direct",
                ">=1.0.0 <2.0.0 | pkg:npm/x (>=1.0.0 <2.0.0) direct",
                "latest | pkg:npm/x (latest) direct",
                "npm:y@^1 | pkg:npm/y (npm:y@^1) as x direct",
                "npm:@s/y@1.0.0 | pkg:npm/%40s/y@1.0.0 (npm:@s/y@1.0.0) as x direct",
                "npm:y | pkg:npm/y (npm:y) as x direct",
                "npm:^1.0.0 | pkg:npm/x (^1.0.0) direct",
                "jsr:@s/y@^1 | pkg:jsr/%40s/y (jsr:@s/y@^1) as x direct",
                "file:../x | pkg:npm/x (file:../x) direct path:../x",
                "link:./x | pkg:npm/x (link:./x) direct path:link:./x",
                "workspace:^ | pkg:npm/x (workspace:^) direct workspace:",
                "workspace:y@* | pkg:npm/y (workspace:y@*) as x direct workspace:",
                "owner/name | pkg:npm/x (owner/name) direct git:https://github.com/owner/name",
                "owner/name#semver:^1 | pkg:npm/x (owner/name#semver:^1) direct git:https://github.com/owner/name#semver:^1",
                "gitlab:owner/name | pkg:npm/x (gitlab:owner/name) direct git:https://gitlab.com/owner/name",
                "git+ssh://git@h.example/a.git#v1 | pkg:npm/x (git+ssh://git@h.example/a.git#v1) direct git:ssh://git@h.example/a.git#v1",
                "https://h.example/x.tgz | pkg:npm/x (https://h.example/x.tgz) direct url:https://h.example/x.tgz",
                "patch:y@npm%3A1.0.0#./y.patch | pkg:npm/y@1.0.0 (patch:y@npm%3A1.0.0#./y.patch) as x direct",
                "catalog: | pkg:npm/x (catalog:) direct",
            })
    void specs(String spec, String expected) {
        assertThat(ManifestFacts.of("package.json", "{\"dependencies\": {\"x\": \"" + spec + "\"}}"))
                .containsExactly("1 " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"overrides\": {\"a\": {\".\": \"1.0.0\", \"b\": \"2.0.0\"}} | a@1.0.0 (1.0.0);b@2.0.0 (2.0.0)",
                "\"overrides\": {\"a@^1\": \"$a\"} | ",
                "\"resolutions\": {\"a/**/@s/b\": \"3.0.0\"} | %40s/b@3.0.0 (3.0.0)",
                "\"pnpm\": {\"overrides\": {\"a@1>b\": \"npm:c@4.0.0\"}} | c@4.0.0 (npm:c@4.0.0) as b",
            })
    void overrides(String field, String expected) {
        assertThat(String.join(";", ManifestFacts.of("package.json", "{" + field + "}"))
                        .replace("1 pkg:npm/", "")
                        .replace(" constraint", ""))
                .isEqualTo(expected == null ? "" : expected);
    }
}
