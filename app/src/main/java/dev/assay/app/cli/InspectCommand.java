package dev.assay.app.cli;

import dev.assay.app.config.Settings;
import dev.assay.app.render.Format;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code assay inspect TARGET...}: what models are, by a scan that keeps an inventory as well. */
final class InspectCommand implements Command {
    /** Answers {@code --tensors}: a number, or all. */
    private static final String ALL = "all";

    private final ScanCommand scan = new ScanCommand();

    @Override
    public String name() {
        return "inspect";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
        spec.usageMessage()
                .description(
                        "Says what a model is without loading it: formats, framework, tensors, licence, code; and what a scan"
                                + " finds, with the same exit codes.")
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .footer(
                        "",
                        "Examples:",
                        "  assay inspect model.gguf",
                        "  assay inspect --tensors all model.safetensors",
                        "  assay inspect --digest -f cyclonedx -o bom.json models/",
                        "  assay inspect hf://ORG/NAME");
        ScanArguments.addTo(spec, Format.ofInventories(), Optional.of("inspect-format"));
        spec.addOption(Options.value(
                Integer.class,
                InspectCommand::tensors,
                "N",
                "10",
                "Show so many tensors, the largest; or all. JSON has all.",
                "--tensors"));
        spec.addOption(Options.flag("Report the SHA-256 of each file, too; reads all of it.", "--digest"));
        return spec;
    }

    private static int tensors(String text) {
        int n = text.equals(ALL) ? Integer.MAX_VALUE : Integer.parseInt(text);
        if (n < 0) {
            throw new IllegalArgumentException("not a number of tensors: " + text);
        }
        return n;
    }

    @Override
    public Optional<Settings> settings(CommandSpec parsed, Settings fromEnvironment, Context context) {
        return scan.settings(parsed, fromEnvironment, context);
    }

    @Override
    public int run(CommandSpec parsed, Context context) {
        return scan.run(parsed, context);
    }

    /** Whether a command line was this command's. */
    static boolean is(CommandSpec parsed) {
        return parsed.userObject() instanceof InspectCommand;
    }

    /** How many tensors are to be shown. */
    static int tensors(CommandSpec parsed) {
        return is(parsed) ? Options.value(parsed, Integer.class, "--tensors") : 0;
    }
}
