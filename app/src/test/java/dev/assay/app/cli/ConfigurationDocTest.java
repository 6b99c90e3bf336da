package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The table of options in docs/configuration.md is the command line's own; -Dassay.update=true writes it anew. */
class ConfigurationDocTest {
    private static final String BEGIN = "<!-- options -->\n";
    private static final String END = "<!-- /options -->";

    @Test
    void documentsEveryOption() throws IOException {
        Path file = Path.of(System.getProperty("assay.root", "..")).resolve("docs/configuration.md");
        String text = Files.readString(file);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        String expected = text.substring(0, from) + table() + text.substring(text.indexOf(END));
        if (Boolean.getBoolean("assay.update")) {
            Files.writeString(file, expected);
        }
        assertThat(Files.readString(file)).isEqualTo(expected);
    }

    private static String table() {
        CommandSpec scan = Main.spec().subcommands().get("scan").getCommandSpec();
        return "| option | key | variable | default | meaning |\n|---|---|---|---|---|\n"
                + scan.options().stream()
                        .filter(option -> !option.usageHelp())
                        .map(ConfigurationDocTest::row)
                        .collect(Collectors.joining());
    }

    private static String row(OptionSpec option) {
        String key = Settings.key(option);
        String names = Arrays.stream(option.names())
                .map(name -> "`" + name + (option.arity().max() > 0 ? " " + option.paramLabel() : "") + "`")
                .collect(Collectors.joining(", "));
        String initial = option.defaultValue() == null || option.defaultValue().isEmpty() ? "" : option.defaultValue();
        return "| " + names + " | `" + key + "` | `" + Settings.variable(key) + "` | " + initial + " | "
                + String.join(" ", option.description()).replace("|", "\\|") + " |\n";
    }
}
