package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.assay.app.Version;
import dev.assay.app.cli.Cli.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see before they scan anything. */
class HelpTest {
    @TempDir
    Path folder;

    Cli cli;

    @BeforeEach
    void makeCli() {
        cli = new Cli(folder);
    }

    @Test
    void version() {
        assertThat(cli.run("--version").out()).isEqualTo("assay " + Version.NUMBER + System.lineSeparator());
    }

    @Test
    void withoutACommandItHelps() {
        Ran ran = cli.run();
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("Usage: assay", "Examples:", "scan");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scan", "inspect", "diff", "cache", "rules", "doctor", "completion"})
    void everyCommandHelps(String command) {
        Ran ran = cli.run(command, "--help");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("Usage: assay " + command);
        assertThat(cli.run("help", command)).isEqualTo(ran);
        assertThat(ran.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void unknownCommandIsWrongUsage() {
        Ran ran = cli.run("scam", "x");
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("scam");
    }

    @ParameterizedTest
    @CsvSource({"bash,bash", "zsh,bash"})
    void completionIsAScriptThatItsShellReads(String kind, String shell) throws IOException, InterruptedException {
        Path script = Files.writeString(
                folder.resolve("completion"), cli.run("completion", kind).out());
        assertThat(script).content().contains("--fail-on", "critical", "cleanup");
        Process check = new ProcessBuilder(shell, "-n", script.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(check.exitValue()).as(said).isZero();
    }

    @Test
    void fishCompletionKnowsOptionsAndTheirValues() {
        String script = cli.run("completion", "fish").out();
        assertThat(script)
                .contains("-l fail-on", "info low medium high critical", "-a cleanup")
                .doesNotContain("%n");
    }

    @Test
    void manualPageHasEveryOptionAndIsSoundRoff() throws IOException, InterruptedException {
        String page = cli.run("completion", "man").out();
        assertThat(page).contains(".TH ASSAY 1", "\\-\\-fail\\-on", "EXIT STATUS");
        Path man = Path.of("/usr/bin/groff");
        assumeThat(man).exists();
        Path file = Files.writeString(folder.resolve("assay.1"), page);
        Process groff = new ProcessBuilder(man.toString(), "-man", "-ww", "-z", file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(groff.waitFor()).isZero();
    }

    @Test
    void rulesAreListedAndExplained() {
        assertThat(cli.run("rules", "list").out()).contains("model/safetensors-", "archive/");
        Ran one = cli.run("rules", "show", "model/native-code-in-model");
        assertThat(one.code()).isZero();
        assertThat(one.out()).contains("What to do:");
        assertThat(cli.run("rules", "show", "model/yaml-python-tag").out())
                .contains("See https://", "Reported, for example:", "Not reported, for example:");
    }

    @Test
    void anUnknownRuleIsToldWithThoseThatMayBeMeant() {
        Ran ran = cli.run("rules", "show", "model/pickle-dangerus-callable");
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("did you mean model/pickle-dangerous-callable");
        assertThat(cli.run("rules", "show", "yaml-python-tag").err()).contains("did you mean model/yaml-python-tag?");
        assertThat(cli.run("rules", "show", "zzz").err()).doesNotContain("did you mean");
    }

    @Test
    void completionKnowsTheRules() {
        for (String shell : new String[] {"bash", "fish"}) {
            assertThat(cli.run("completion", shell).out()).contains("model/pickle-dangerous-callable");
        }
    }

    @Test
    void doctorSaysWhatItFinds() {
        cli.environment.put("XDG_CACHE_HOME", folder.toString());
        Ran ran = cli.run("doctor");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("java", "cache", folder.toString(), "rules");
    }
}
