package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Values that cannot be meant are refused, and nothing is taken in their place. */
class UnusableArgumentsTest {
    @TempDir
    private Path folder;

    @Test
    void noOptionOrTargetTakesAnEmptyText() {
        refusesEmptyTexts(Main.spec(), List.of());
    }

    private void refusesEmptyTexts(CommandSpec spec, List<String> command) {
        for (OptionSpec option : spec.options()) {
            if (option.arity().max() > 0) {
                refuses(command, option.longestName(), "");
                refuses(command, option.longestName(), " ");
            }
        }
        if (!spec.positionalParameters().isEmpty()) {
            refuses(command, "", "");
        }
        for (CommandLine below : spec.subcommands().values()) {
            List<String> longer = new ArrayList<>(command);
            longer.add(below.getCommandName());
            refusesEmptyTexts(below.getCommandSpec(), longer);
        }
    }

    private void refuses(List<String> command, String... arguments) {
        List<String> line = new ArrayList<>(command);
        line.addAll(Arrays.asList(arguments));
        Cli.Ran ran = new Cli(folder).run(line.toArray(String[]::new));
        assertThat(ran.code()).as("%s: %s", line, ran.err()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).as("%s", line).contains(arguments[0]).doesNotContain("Exception");
    }

    @Test
    void anEmptyVariableIsOneThatIsNotSet() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "a");
        Cli cli = new Cli(folder);
        cli.environment.put("ASSAY_BASELINE", "");
        cli.environment.put("ASSAY_GITHUB_URL", "");
        assertThat(cli.run("scan", "a.txt").code()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void anEmptyValueInAFileIsRefused() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "a");
        Files.writeString(folder.resolve("own.yaml"), "github-url: ''\n");
        Cli.Ran ran = new Cli(folder).run("scan", "--config", "own.yaml", "a.txt");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("--github-url");
    }

    @ParameterizedTest
    @CsvSource({
        "scan, --baseline",
        "scan, --config",
        "scan, --files-from",
        "scan, --indicators",
        "scan, --output",
        "scan, --package-patterns",
        "check, --config",
        "check, --package-patterns",
        "sweep, --baseline",
        "sweep, --config"
    })
    void aFolderIsNoFile(String command, String option) throws IOException {
        Files.createDirectory(folder.resolve("dir"));
        String target = switch (command) {
            case "scan" -> "dir";
            case "check" -> "pkg:npm/lodash";
            default -> "github:acme";
        };
        Cli.Ran ran = new Cli(folder).run(command, option, "dir", "--offline", target);
        assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err().lines()).as(ran.err()).hasSize(1).allMatch(line -> line.contains("dir"));
    }
}
