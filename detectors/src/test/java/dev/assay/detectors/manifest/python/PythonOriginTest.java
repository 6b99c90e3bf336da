package dev.assay.detectors.manifest.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.manifest.ManifestFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where packages are from, by the names of indexes and by the addresses of files, and what groups they are for. */
class PythonOriginTest {
    private static final String USUAL = "https://files.pythonhosted.org/a-1.0-py3-none-any.whl";
    private static final String INDEX = "https://in.example/simple";

    @Test
    void anIndexIsKnownByItsName() {
        assertThat(ManifestFacts.of("pyproject.toml", """
                [project]
                dependencies = ["a==1.0", "b==1.0"]
                [tool.uv.sources]
                a = { index = "in" }
                b = { index = "of another file" }
                [[tool.uv.index]]
                name = "usual"
                url = "https://pypi.org/simple"
                [[tool.uv.index]]
                name = "in"
                url = "https://user:secret@in.example/simple"
                [tool.poetry.dependencies]
                c = { version = "1.0", source = "own" }
                d = { version = "1.0", source = "pypi" }
                [[tool.poetry.source]]
                name = "own"
                url = "https://own.example/simple"
                """))
                .containsExactly(
                        "2 pkg:pypi/a@1.0 (==1.0) direct registry:" + INDEX,
                        "2 pkg:pypi/b@1.0 (==1.0) direct",
                        "13 pkg:pypi/c@1.0 (1.0) direct registry:https://own.example/simple",
                        "14 pkg:pypi/d@1.0 (1.0) direct");
        assertThat(ManifestFacts.of("Pipfile", """
                [[source]]
                name = "pypi"
                url = "https://pypi.org/simple"
                [[source]]
                name = "in"
                url = "https://in.example/simple"
                [packages]
                a = { version = "==1.0", index = "in" }
                b = { version = "==1.0", index = "pypi" }
                """))
                .containsExactly(
                        "8 pkg:pypi/a@1.0 (==1.0) direct registry:" + INDEX, "9 pkg:pypi/b@1.0 (==1.0) direct");
        assertThat(ManifestFacts.of("Pipfile.lock", """
                {"_meta": {"sources": [{"name": "in", "url": "https://in.example/simple"}]},
                "default": {"a": {"version": "==1.0", "index": "in"}, "b": {"version": "==1.0"}}, "develop": {}}
                """))
                .containsExactly(
                        "2 pkg:pypi/a@1.0 unknown registry:" + INDEX, "2 pkg:pypi/b@1.0 unknown registry:" + INDEX);
    }

    @Test
    void whatNamesNoIndexIsOfTheOneThatIsAskedForIt() {
        String pipfile = "[[source]]\nurl = 'URL'\n[[source]]\nname = 'b'\nurl = 'https://b.example/simple'\n"
                + "[packages]\na = '==1.0'\nc = { git = 'https://g.example/c' }\n";
        assertThat(ManifestFacts.of("Pipfile", pipfile.replace("URL", INDEX)))
                .containsExactly(
                        "7 pkg:pypi/a@1.0 (==1.0) direct registry:" + INDEX,
                        "8 pkg:pypi/c direct git:https://g.example/c");
        assertThat(ManifestFacts.of("Pipfile", pipfile.replace("URL", "https://pypi.org/simple")))
                .contains("7 pkg:pypi/a@1.0 (==1.0) direct");
        String uv = "[project]\ndependencies = ['a==1.0', 'c @ https://h.example/c-1.0.tar.gz']\n"
                + "[[tool.uv.index]]\nurl = '" + INDEX + "'\ndefault = true\n";
        String other = "[[tool.uv.index]]\nname = 'b'\nurl = 'https://b.example/simple'\n";
        String file = "2 pkg:pypi/c@1.0 (https://h.example/c-1.0.tar.gz) direct url:https://h.example/c-1.0.tar.gz";
        assertThat(ManifestFacts.of("pyproject.toml", uv))
                .containsExactly("2 pkg:pypi/a@1.0 (==1.0) direct registry:" + INDEX, file);
        assertThat(ManifestFacts.of("pyproject.toml", uv + other + "explicit = true\n"))
                .containsExactly("2 pkg:pypi/a@1.0 (==1.0) direct registry:" + INDEX, file);
        assertThat(ManifestFacts.of("pyproject.toml", uv + other)) // which is asked first
                .containsExactly("2 pkg:pypi/a@1.0 (==1.0) direct", file);
        assertThat(ManifestFacts.of("pyproject.toml", uv.replace("default = true", "")))
                .containsExactly("2 pkg:pypi/a@1.0 (==1.0) direct", file);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://pypi.org/simple   | https://files.pythonhosted.org/packages/a_b-1.0-py3-none-any.whl   | direct
            https://pypi.org/simple   | https://files.pythonhosted.org/packages/A.b-1.0.tar.gz             | direct
            https://pypi.org/simple   | https://h.example/a_b-1.0-py3-none-any.whl                         | direct url:https://h.example/a_b-1.0-py3-none-any.whl
            https://pypi.org/simple   | https://files.pythonhosted.org/packages/evil-1.0.tar.gz            | direct url:https://files.pythonhosted.org/packages/evil-1.0.tar.gz
            https://in.example/simple | https://h.example/a_b-1.0-py3-none-any.whl                         | direct registry:https://in.example/simple
            ''                        | https://h.example/a_b-1.0-py3-none-any.whl                         | direct registry:https://h.example
            ''                        | https://h.example/x.whl                                            | direct registry:https://h.example
            ''                        | https://h.example/evil-6.6.6.tar.gz                                | direct url:https://h.example/evil-6.6.6.tar.gz
            """)
    void aFileThatTheIndexDoesNotHaveIsTold(String index, String file, String told) {
        String wheels = "wheels = [{ url = '" + file + "', hashes = { sha256 = 'c' } }]\n";
        String named = index.isEmpty() ? "" : "index = '" + index + "'\n";
        assertThat(ManifestFacts.of(
                        "pylock.toml",
                        "lock-version = '1.0'\n[[packages]]\nname = 'a-b'\nversion = '1.0'\n" + named + wheels))
                .containsExactly("2 pkg:pypi/a-b@1.0 " + told.replace("direct", "unknown") + " sha256:c");
        if (!index.isEmpty()) {
            assertThat(ManifestFacts.of(
                            "uv.lock",
                            "version = 1\n[[package]]\nname = 'a-b'\nversion = '1.0'\nsource = { registry = '" + index
                                    + "' }\n" + wheels.replace("hashes = { sha256 = 'c' }", "hash = 'sha256:c'")))
                    .containsExactly("2 pkg:pypi/a-b@1.0 " + told + " sha256:c");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'dev' in dependency_groups                                     | unknown development
            "dev" in dependency_groups or "docs" in dependency_groups      | unknown development
            python_version > '3.9' and ('a' in extras or 'b' in extras)    | unknown optional
            'dev' in dependency_groups or 'a' in extras                    | unknown optional
            'dev' in dependency_groups or sys_platform == 'linux'          | unknown
            'main' in dependency_groups                                    | unknown
            'main' in dependency_groups or 'dev' in dependency_groups      | unknown
            'dev' not in dependency_groups                                 | unknown
            sys_platform == 'linux'                                        | unknown
            in dependency_groups                                           | unknown
            """)
    void aMarkerTellsTheGroup(String marker, String told) {
        assertThat(ManifestFacts.of(
                        "pylock.toml",
                        "lock-version = '1.0'\ndefault-groups = ['main']\n[[packages]]\nname = 'a'\nversion = '1.0'\n"
                                + "marker = \"\"\"" + marker.replace("\"", "\\\"")
                                + "\"\"\"\nwheels = [{ url = '" + USUAL + "' }]\n"))
                .containsExactly("3 pkg:pypi/a@1.0 " + told);
    }
}
