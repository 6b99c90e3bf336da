package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an option is worth when the command line does not say. */
class SettingsTest {
    /** Called, and on no list: medium. */
    private static final byte[] UNKNOWN = "cmy_module\nmy_function\n(tR.".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    Path model;
    Cli cli;

    @BeforeEach
    void makeModel() throws IOException {
        cli = new Cli(folder);
        model = Files.write(Files.createDirectory(folder.resolve("models")).resolve("m.pkl"), UNKNOWN);
    }

    private void yaml(String text) throws IOException {
        Files.writeString(folder.resolve("assay.yaml"), text);
    }

    @Test
    void theFileIsHeeded() throws IOException {
        yaml("fail-on: high\n");
        assertThat(cli.run("scan", model.toString()).code()).isZero();
    }

    @Test
    void theEnvironmentGoesBeforeTheFileAndTheCommandLineBeforeBoth() throws IOException {
        yaml("fail-on: high\n");
        cli.environment.put("ASSAY_FAIL_ON", "medium");
        assertThat(cli.run("scan", model.toString()).code()).isEqualTo(1);
        assertThat(cli.run("scan", "--fail-on", "critical", model.toString()).code())
                .isZero();
    }

    @Test
    void aFlagOfTheEnvironmentIsTakenBackOnTheCommandLine() throws IOException {
        Path text = Files.writeString(folder.resolve("t.txt"), "x");
        cli.environment.put("ASSAY_STRICT", "true");
        assertThat(cli.run("scan", text.toString()).code()).isEqualTo(2);
        assertThat(cli.run("scan", "--strict", text.toString()).code()).isEqualTo(2);
        assertThat(cli.run("scan", "--no-strict", text.toString()).code()).isZero();
    }

    @Test
    void unknownKeyIsAnErrorWithItsLine() throws IOException {
        yaml("jobs: 2\nfail_on: high\n");
        Ran ran = cli.run("scan", model.toString());
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("assay.yaml:2", "fail_on", "did you mean fail-on");
    }

    @Test
    void aHostileFileCannotMoveTheCursor() throws IOException {
        for (String text : new String[] {"\"fail\\e[2J\": high\n", "color: \"\\e[2J\"\n"}) {
            yaml(text);
            Ran ran = cli.run("scan", model.toString());
            assertThat(ran.code()).isEqualTo(64);
            assertThat(ran.err()).contains("\\x1b[2J").doesNotContain("\u001b");
        }
    }

    @Test
    void brokenYamlIsAnErrorWithItsLine() throws IOException {
        yaml("jobs: 2\nonly: [model\n");
        Ran ran = cli.run("scan", model.toString());
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("assay.yaml:", "not YAML");
    }

    @Test
    void badValueInTheFileIsAnError() throws IOException {
        yaml("timeout: soon\n");
        Ran ran = cli.run("scan", model.toString());
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("--timeout", "soon");
    }

    @Test
    void nestedKeysAreLimits() throws IOException {
        yaml("limits:\n  findings: 0\nfail-on: high\n");
        assertThat(cli.run("scan", model.toString()).out()).doesNotContain("my_module");
    }

    @Test
    void aFileWithinTheTargetIsNotObeyedAndThatIsSaid() throws IOException {
        yaml("fail-on: critical\n");
        Ran ran = cli.run("scan", ".");
        assertThat(ran.err()).contains("assay.yaml", "not obeyed");
        Ran named = cli.run("scan", "--config", "assay.yaml", model.toString());
        assertThat(named.code()).isZero();
    }

    @Test
    void aFileWithinATargetOfTheListIsNotObeyed() throws IOException {
        yaml("fail-on: critical\n");
        Ran ran = cli.stdin((folder + "\n").getBytes(StandardCharsets.UTF_8)).run("scan", "--files-from", "-");
        assertThat(ran.err()).contains("assay.yaml", "not obeyed");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void theListOfTargetsIsReadOnceAndAFileBesideThemIsObeyed() throws IOException {
        yaml("fail-on: high\n");
        Ran ran = cli.stdin((model + "\n").getBytes(StandardCharsets.UTF_8)).run("scan", "--files-from", "-");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("settings from " + folder.resolve("assay.yaml"));
    }

    @Test
    void aFileThatWasFoundIsSaidUnlessTheCommandLineIsQuiet() throws IOException {
        yaml("quiet: true\nfail-on: high\n");
        assertThat(cli.run("scan", model.toString()).err())
                .isEqualTo("assay: settings from " + folder.resolve("assay.yaml") + System.lineSeparator());
        assertThat(cli.run("scan", "--quiet", model.toString()).err()).isEmpty();
        assertThat(cli.run("scan", "--config", "assay.yaml", model.toString()).err())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "as-of: 2001-01-01",
                "baseline: report.json",
                "cache-dir: elsewhere",
                "dry-run: true",
                "files-from: list.txt",
                "follow-links: true",
                "max-size: 1",
                "only: [archive]",
                "output: report.json",
                "profile: scan.jfr",
                "trust-target: true"
            })
    void aFileThatWasFoundDoesNotSayWhatIsLeftOutOrWritten(String setting) throws IOException {
        String key = setting.substring(0, setting.indexOf(':'));
        yaml("jobs: 2\n" + setting + "\n");
        Ran found = cli.run("scan", model.toString());
        assertThat(found.code()).isEqualTo(64);
        assertThat(found.err()).contains("assay.yaml:2: the key " + key + " is refused", "--config");
        yaml("use-profile: own\nprofiles:\n  own:\n    " + setting + "\n");
        assertThat(cli.run("scan", model.toString()).err())
                .contains("assay.yaml:4: the key " + key + " is refused", "--config");
        assertThat(folder.resolve("report.json")).doesNotExist();
    }

    @Test
    void aFileThatIsNamedMaySayAll() throws IOException {
        yaml("output: report.json\nonly: [archive]\n");
        assertThat(cli.run("scan", "--config", "assay.yaml", model.toString()).code())
                .isZero();
        assertThat(folder.resolve("report.json")).exists();
        Files.delete(folder.resolve("report.json"));
        cli.environment.put("ASSAY_CONFIG", "assay.yaml");
        assertThat(cli.run("scan", model.toString()).code()).isZero();
        assertThat(folder.resolve("report.json")).exists();
    }

    @Test
    void profilesOfTheFileAndBuiltInOnes() throws IOException {
        yaml("profiles:\n  lenient:\n    fail-on: critical\n");
        assertThat(cli.run("scan", model.toString()).code()).isEqualTo(1);
        assertThat(cli.run("scan", "--use-profile", "lenient", model.toString()).code())
                .isZero();
        assertThat(cli.run("scan", "--use-profile", "dev", model.toString()).code())
                .isEqualTo(1);
        Ran wrong = cli.run("scan", "--use-profile", "none", model.toString());
        assertThat(wrong.code()).isEqualTo(64);
        assertThat(wrong.err()).contains("dev", "prod");
    }

    @Test
    void missingConfigIsWrongUsage() {
        assertThat(cli.run("scan", "--config", "none.yaml", model.toString()).code())
                .isEqualTo(64);
    }

    @Test
    void regimesOfCryptographyAreKnownByName() throws IOException {
        yaml("fail-on: high\ncrypto:\n  regimes: [nist-ir-8547, cnsa-2.0]\n  data-lifetime-years: 15\n");
        assertThat(cli.run("scan", model.toString()).code()).isZero();
        yaml("crypto:\n  regimes: [nist-ir-8574]\n");
        Ran wrong = cli.run("scan", model.toString());
        assertThat(wrong.code()).isEqualTo(64);
        assertThat(wrong.err()).contains("no regime is called nist-ir-8574", "nist-ir-8547");
        yaml("crypto:\n  regimes: [none]\n");
        assertThat(cli.run("scan", model.toString()).code()).isNotEqualTo(64);
        assertThat(cli.run("scan", "--crypto.quantum-year", "35", model.toString())
                        .code())
                .isEqualTo(64);
    }
}
