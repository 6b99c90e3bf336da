package dev.assay.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
                "deep/requirements/base.txt",
                "requirements/dev.in",
                "x/app.spdx.rdf",
                "Cargo.lock",
                "build/Gemfile.lock",
                "src/App/App.csproj",
                "Dockerfile",
                "images/web.dockerfile",
                ".github/workflows/ci.yml",
                ".github/workflows/Release.YAML",
                "actions/setup/action.yml",
                "pkg/.vscode/tasks.json",
                ".vscode/tasks.json",
                ".devcontainer/py/devcontainer.json",
                "pkg/.devcontainer/devcontainer.json",
                ".codex/hooks.json",
                "sub/.claude/settings.json",
                ".windsurf/mcp.json",
                "bom.json",
                "out/web.cdx.json",
                "cyclonedx-web.json",
                "web-cyclonedx.xml",
                "sbom/app.spdx",
                "mix.lock",
                "deno.lock",
                "bun.lockb",
                "cloud.json",
                "environment.json",
                "contents.json",
                "Data.json",
                "x/environment.json",
                "lib/jia.js",
                "dist/setup_bun.js",
                "app/.npmrc",
                ".pnpmfile.cjs",
                "app/Gemfile",
                ".envrc",
                ".pre-commit-config.yaml",
                "app/.cargo/config.toml",
                "sub/.github/workflows/ci.yml"
            })
    void matter(String path) {
        assertThat(files.matters(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "app/config.toml",
                "src/main.json",
                "data.yml",
                ".github/workflows/nested/ci.yml",
                "x.vscode/tasks.json",
                ".vscode/deeper/tasks.json",
                "index.js",
                ".github/workflows/notes.md",
                "config.xml",
                "notes.txt",
                "Makefile.in",
                "ontology.rdf",
                "context.jsonld",
                "package.json.bak",
                "src/package.jsonx",
                "a.tag",
                "lock",
                "App/Assets.xcassets/Contents.json",
                "src/data.json",
                "main.js",
                ""
            })
    void doNot(String path) {
        assertThat(files.matters(path)).isFalse();
    }

    @Test
    void allAreThoseThatAreAskedForByTheirContent() {
        RepositoryFiles all = RepositoryFiles.all();
        assertThat(all.matters("README.md")).isTrue();
        assertThat(all.isNamed("README.md")).isFalse();
        assertThat(all.isNamed("package.json")).isTrue();
        assertThat(all.digest()).isNotEqualTo(files.digest());
    }

    @Test
    void aFolderOfListsHasOtherFilesAsWell() {
        assertThat(files.matters("deps/base.in")).isTrue();
        assertThat(files.matters("x/requirements/dev.txt")).isTrue();
        assertThat(files.matters("requirements/test/dev.txt")).isTrue();
        assertThat(files.matters("x/requirements/a/b/dev.in")).isTrue();
        assertThat(files.matters("xrequirements/dev.txt")).isFalse();
        assertThat(files.matters("requirements/test/dev.txt")).isTrue();
        assertThat(files.matters("x/requirements/a/b/dev.in")).isTrue();
        assertThat(files.matters("xrequirements/dev.txt")).isFalse();
        assertThat(files.matters("var/lib/dpkg/status.d/tzdata")).isTrue();
        assertThat(files.matters("deps/hiredis.c")).isFalse();
        assertThat(files.matters("deps/lua/notes.txt")).isFalse();
    }

    /** The table of manifests decides; that of sweeps says only which of its bare endings are too common to go by. */
    @Test
    void aSweepReadsWhateverTheTableOfManifestsNames() {
        Set<String> bare = new HashSet<>();
        for (List<String> row : rows("repositories.tsv")) {
            if (row.getFirst().equals("endings")) {
                bare.addAll(Parts.of(row.get(1), ' '));
            } else if (row.getFirst().equals("names")) {
                assertThat(Parts.of(row.get(1), ' '))
                        .as("said by both tables")
                        .doesNotContainAnyElementsOf(manifests());
            }
        }
        for (String name : manifests()) {
            if (!name.startsWith("*") || !bare.contains(name.substring(1))) {
                assertThat(files.matters(name.replace("**", "a/b").replace("*", "a")))
                        .as(name)
                        .isTrue();
                assertThat(files.matters("x/" + name.replace("*", "a")))
                        .as(name)
                        .isTrue();
            }
        }
    }

    private static List<String> manifests() {
        List<String> names = new ArrayList<>();
        rows("manifest/kinds.tsv").forEach(row -> names.addAll(Parts.of(row.get(1), ' ')));
        names.removeIf(name -> name.startsWith("#!")); // programs by their first line
        return names;
    }

    private static List<List<String>> rows(String table) {
        return Rows.read(Objects.requireNonNull(RepositoryFiles.class.getResource(table)), 3);
    }

    @Test
    void theDigestIsThatOfTheSearch() {
        assertThat(files.digest()).hasSize(64).isEqualTo(RepositoryFiles.load().digest());
    }
}
