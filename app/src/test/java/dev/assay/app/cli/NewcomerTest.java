package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import dev.assay.engine.text.Parts;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody types who sees the program for the first time: the answer says what to type. */
class NewcomerTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void begin() {
        cli = new Cli(folder);
        cli.environment.put("ASSAY_DATA_DIR", folder.resolve("data").toString());
        cli.environment.put("ASSAY_STATE_DIR", folder.resolve("state").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data import            | nothing to take: name a file",
                "data remove            | nothing to take out: name what 'assay data status' lists",
                "sweep acme             | did you mean github:acme?",
                "sweep acme/web         | did you mean github:acme/web?",
                "scan . -o sarif        | --output: sarif is a format: write sarif=FILE",
                "scan                   | nothing to scan: name a file",
                "sweep                  | nothing to sweep: name an owner",
                "data list              | Did you mean: data status?"
            })
    void theAnswerSaysWhatToType(String typed, String said) {
        Ran ran = cli.run(Parts.of(typed, ' ').toArray(String[]::new));
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains(said);
    }

    @Test
    void aStoreWithoutASweepSaysNothingOfWhenItWasListed() {
        Ran ran = cli.run("sweep", "--rematch", "github:acme");
        assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(ran.out()).contains("sweep it first").doesNotContain("listed at");
    }
}
