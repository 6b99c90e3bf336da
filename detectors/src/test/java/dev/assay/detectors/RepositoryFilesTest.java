package dev.assay.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryFilesTest {
    private final RepositoryFiles files = RepositoryFiles.load();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package.json",
                "a/b/package-lock.json",
                "pnpm-lock.yaml",
                "deep/requirements-dev.txt",
                "Cargo.lock",
                "build/Gemfile.lock",
                "src/App/App.csproj",
                "Dockerfile",
                "images/web.dockerfile",
                ".github/workflows/ci.yml",
                ".github/workflows/Release.YAML",
                "actions/setup/action.yml",
                "bom.json",
                "out/web.cdx.json",
                "sbom/app.spdx",
                "mix.lock",
                "deno.lock",
                "bun.lockb"
            })
    void matter(String path) {
        assertThat(files.matters(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "src/main.json",
                "data.yml",
                ".github/workflows/nested/ci.yml",
                "sub/.github/workflows/ci.yml",
                ".github/workflows/notes.md",
                "config.xml",
                "notes.txt",
                "package.json.bak",
                "src/package.jsonx",
                "a.tag",
                "lock",
                ""
            })
    void doNot(String path) {
        assertThat(files.matters(path)).isFalse();
    }

    @Test
    void theDigestIsThatOfTheSearch() {
        assertThat(files.digest()).hasSize(64).isEqualTo(RepositoryFiles.load().digest());
    }
}
