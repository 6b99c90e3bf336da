package dev.assay.detectors.manifest.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.manifest.ManifestFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The version of an archive is in its name, whether a name stands in front of its address or not. */
class PythonArchiveTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evil @ https://h.example/aa/evil-1.0.0.tar.gz | evil@1.0.0",
                "evil[x]@https://h.example/aa/evil-1.0.0.tar.gz#sha256=aa ; python_version > '3' | evil@1.0.0",
                "Evil_Two @ https://h.example/evil.two-1.0.0.post1.zip?raw=1 | evil-two@1.0.0.post1",
                "evil @ https://h.example/evil-1.0.0%2Bcpu-cp312-cp312-linux_x86_64.whl | evil@1.0.0%2Bcpu",
                "evil @ file:///tmp/evil-1.0.0.tgz | evil@1.0.0",
                "https://h.example/evil-1.0.0.tar.gz#egg=evil | evil@1.0.0",
                "https://h.example/evil-1.0.0.tar.bz2 | evil@1.0.0",
                "evil @ https://h.example/good-1.0.0.tar.gz | evil",
                "evil @ https://h.example/evil-main.zip | evil",
                "evil @ https://h.example/archive/v1.0.0.zip | evil",
                "evil @ git+https://h.example/evil-1.0.0.zip | evil",
            })
    void requirements(String line, String expected) {
        assertThat(ManifestFacts.of("requirements.txt", line + "\n"))
                .hasSize(1)
                .allMatch(told -> told.startsWith("1 pkg:pypi/" + expected + " ("), expected);
    }

    @Test
    void tablesHaveArchivesAsWell() {
        assertThat(
                        ManifestFacts.of(
                                "pyproject.toml",
                                "[project]\ndependencies = [\"evil @ https://h.example/evil-1.0.0.zip\"]\n"
                                        + "[tool.poetry.dependencies]\nother = {url = \"https://h.example/other-2.0.0.tar.gz\"}\n"))
                .extracting(line -> line.substring(0, line.indexOf(' ', 2)))
                .containsExactly("2 pkg:pypi/evil@1.0.0", "4 pkg:pypi/other@2.0.0");
    }
}
