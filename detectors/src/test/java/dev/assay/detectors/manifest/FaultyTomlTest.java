package dev.assay.detectors.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in front of a fault of TOML is told, with a gap. */
class FaultyTomlTest {
    private static final String CRATE = "[[package]]\nname = \"bad-one\"\nversion = \"1.0.0\"\n"
            + "source = \"registry+https://github.com/rust-lang/crates.io-index\"\n\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Cargo.lock | [[package]]~name",
                "Cargo.lock | [[package]]~name = \"q\"~version = ",
                "Cargo.lock | [[package]]~name = \"q\"~dependencies = [~ \"a\",",
                "uv.lock | [[package]]~name = \"q\"~version =",
                "pdm.lock | [[package]]~name",
                "poetry.lock | [[package]]~name = \"tel"
            })
    void lockfilesKeepWholePackages(String name, String end) {
        List<String> lines = ManifestFacts.of(name, CRATE + end.replace('~', '\n'));
        assertThat(lines).anyMatch(line -> line.contains("/bad-one@1.0.0 "));
        assertThat(lines).anyMatch(line -> line.startsWith("gap malformed"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Cargo.toml | [dependencies]~bad-one = \"=1.0.0\"~[x~",
                "pyproject.toml | [project]~name = \"x\"~dependencies = [\"bad-one==1.0.0\"]~[tool.x~"
            })
    void manifestsKeepWhatTheyAskFor(String name, String text) {
        List<String> lines = ManifestFacts.of(name, text.replace('~', '\n'));
        assertThat(lines).anyMatch(line -> line.contains("/bad-one"));
        assertThat(lines).anyMatch(line -> line.startsWith("gap malformed"));
    }

    @Test
    void bothSidesOfAConflictAreTold() {
        String other = CRATE.replace("bad-one", "bad-two");
        String third = CRATE.replace("bad-one", "bad-three");
        List<String> lines =
                ManifestFacts.of("Cargo.lock", CRATE + "<<<<<<< HEAD\n" + other + "=======\n" + third + ">>>>>>> x\n");
        for (String each : List.of("bad-one", "bad-two", "bad-three")) {
            assertThat(lines).anyMatch(line -> line.contains("/" + each + "@1.0.0 "));
        }
        assertThat(lines).anyMatch(line -> line.startsWith("gap malformed at " + CRATE.length()));
    }
}
