package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.config.Settings;
import dev.assay.detectors.Catalog;
import dev.assay.detectors.license.LicensePolicy;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What documents say of options, rules and formats is made from these; -Dassay.update=true writes it anew. */
class GeneratedDocsTest {
    private static final Path ROOT = Path.of(System.getProperty("assay.root", ".."));
    private static final int FORMAT_COLUMNS = 4;

    /** Of the row that stands for all formats of the folder that only recognises. */
    private static final String UNSUPPORTED = "-";

    private static void check(String file, String part, String text) throws IOException {
        Path document = ROOT.resolve(file);
        String begin = "<!-- " + part + " -->\n";
        String written = Files.readString(document);
        int from = written.indexOf(begin) + begin.length();
        String expected =
                written.substring(0, from) + text + written.substring(written.indexOf("<!-- /" + part + " -->"));
        if (Boolean.getBoolean("assay.update")) {
            Files.writeString(document, expected);
        }
        assertThat(Files.readString(document))
                .as(file + " is stale; CONTRIBUTING.md says how it is written anew")
                .isEqualTo(expected);
    }

    @Test
    void configurationDocumentsEveryOption() throws IOException {
        CommandSpec scan = Main.spec().subcommands().get("scan").getCommandSpec();
        check(
                "docs/configuration.md",
                "options",
                "| option | key | variable | default | meaning |\n|---|---|---|---|---|\n"
                        + scan.options().stream()
                                .filter(option -> !option.usageHelp())
                                .map(GeneratedDocsTest::row)
                                .collect(Collectors.joining()));
    }

    private static String row(OptionSpec option) {
        String key = Settings.key(option);
        String names = Arrays.stream(option.names())
                .map(name -> "`" + name + (option.arity().max() > 0 ? " " + option.paramLabel() : "") + "`")
                .collect(Collectors.joining(", "));
        String initial = option.defaultValue() == null || option.defaultValue().isEmpty() ? "" : option.defaultValue();
        return "| " + names + " | `" + key + "` | `" + Settings.variable(key) + "` | " + initial + " | "
                + cell(String.join(" ", option.description())) + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    @Test
    void rulesDocumentsEveryRule() throws IOException {
        Collection<RuleInfo> rules = Catalog.load("").book().all();
        StringBuilder text = new StringBuilder();
        for (Severity severity : Arrays.asList(Severity.values()).reversed()) {
            long count =
                    rules.stream().filter(rule -> rule.severity() == severity).count();
            text.append(count).append(' ').append(severity.id()).append(severity == Severity.INFO ? ".\n" : ", ");
        }
        String family = "";
        for (RuleInfo rule : rules) {
            if (!rule.family().equals(family)) {
                family = rule.family();
                text.append("\n## ").append(family).append('\n');
            }
            text.append(section(rule));
        }
        check("docs/rules.md", "rules", text.toString());
    }

    private static String section(RuleInfo rule) {
        StringBuilder text = new StringBuilder("\n### " + rule.id() + "\n\n");
        text.append("**")
                .append(rule.severity().id().toUpperCase(Locale.ROOT))
                .append(".** ")
                .append(prose(rule.title()))
                .append(".\n\n")
                .append(prose(rule.why()))
                .append("\n\n")
                .append("**What to do.** ")
                .append(prose(rule.remedy()))
                .append('\n');
        if (!rule.references().isEmpty()) {
            text.append("\n")
                    .append(rule.references().stream()
                            .map(each -> "<" + each + ">")
                            .collect(Collectors.joining(", ", "", "\n")));
        }
        examples(text, "Reported", rule.match());
        examples(text, "Not reported", rule.silent());
        return text.toString();
    }

    /** Placeholders are code, and nothing else of a row's text is taken for Markdown or HTML. */
    private static String prose(String text) {
        return text.replaceAll("([\\\\*_<>`|])", "\\\\$1").replaceAll("\\{([a-z]+)}", "`{$1}`");
    }

    private static void examples(StringBuilder text, String title, List<String> examples) {
        if (!examples.isEmpty()) {
            text.append('\n').append(title).append(", for example:\n\n");
            examples.forEach(example -> text.append("    ")
                    .append(example.strip().replace("\n", "\n    "))
                    .append('\n'));
        }
    }

    @Test
    void theReadmeTellsEveryFormat() throws IOException {
        StringBuilder text = new StringBuilder("| format | files | what is found |\n|---|---|---|\n");
        for (List<String> row : formats()) {
            text.append("| ")
                    .append(cell(row.get(2)))
                    .append(" | ")
                    .append(
                            row.get(1).equals("any")
                                    ? "any name"
                                    : Parts.of(row.get(1), ' ').stream()
                                            .map(ending -> "`" + ending + "`")
                                            .collect(Collectors.joining(" ")))
                    .append(" | ")
                    .append(cell(row.get(3)))
                    .append(" |\n");
        }
        check("README.md", "formats", text.toString());
    }

    private static List<List<String>> formats() {
        return Rows.read(Catalog.class.getResource("formats.tsv"), FORMAT_COLUMNS);
    }

    @Test
    void everyFormatAndEveryEndingHasARow() {
        List<String> ids = new ArrayList<>();
        Set<String> endings = new TreeSet<>();
        for (List<String> row : formats()) {
            if (!row.getFirst().equals(UNSUPPORTED)) {
                ids.addAll(Parts.of(row.getFirst(), ','));
            }
            endings.addAll(Parts.of(row.get(1), ' '));
        }
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(Catalog.load("test").decoders().stream()
                        .filter(decoder -> !decoder.getClass().getPackageName().endsWith(".unsupported"))
                        .map(decoder -> decoder.format().id()))
                .as("formats without a row in formats.tsv")
                .isSubsetOf(ids);
        assertThat(Rows.read(LicensePolicy.class.getResource("models.tsv"), 1).stream()
                        .map(List::getFirst))
                .as("formats of models without a row in formats.tsv")
                .isSubsetOf(ids);
        assertThat(Catalog.load("test").formatsByExtension().keySet().stream().map(ending -> "." + ending))
                .as("endings of extensions.tsv without a row in formats.tsv")
                .isSubsetOf(endings);
    }
}
