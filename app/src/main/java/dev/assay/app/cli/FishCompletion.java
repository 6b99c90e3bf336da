package dev.assay.app.cli;

import java.io.PrintStream;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A completion script for fish, which picocli does not write. */
final class FishCompletion {
    private FishCompletion() {}

    static void print(CommandSpec whole, PrintStream out) {
        for (Map.Entry<String, CommandLine> command : whole.subcommands().entrySet()) {
            CommandSpec spec = command.getValue().getCommandSpec();
            out.printf(
                    "complete -c assay -f -n __fish_use_subcommand -a %s -d %s%n",
                    command.getKey(),
                    quoted(String.join(" ", spec.usageMessage().description())));
            String here = "-n '__fish_seen_subcommand_from " + command.getKey() + "'";
            spec.subcommands().forEach((name, below) -> below(name, below.getCommandSpec(), here, out));
            spec.options().forEach(option -> print(option, here, out));
        }
    }

    private static void below(String name, CommandSpec spec, String here, PrintStream out) {
        out.printf(
                "complete -c assay -f %s -a %s -d %s%n",
                here, name, quoted(String.join(" ", spec.usageMessage().description())));
        for (PositionalParamSpec each : spec.positionalParameters()) {
            if (each.completionCandidates() != null) {
                out.printf(
                        "complete -c assay -f -n '__fish_seen_subcommand_from %s' -a %s%n",
                        name, quoted(String.join(" ", each.completionCandidates())));
            }
        }
    }

    private static void print(OptionSpec option, String here, PrintStream out) {
        if (option.hidden()) {
            return;
        }
        StringBuilder line = new StringBuilder("complete -c assay ").append(here);
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            line.append(" -r");
            if (option.completionCandidates() != null) {
                line.append(" -f -a ").append(quoted(String.join(" ", option.completionCandidates())));
            }
        }
        out.println(line.append(" -d ").append(quoted(String.join(" ", option.description()))));
    }

    private static String quoted(String text) {
        return "'" + text.replace("%n", " ").replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
