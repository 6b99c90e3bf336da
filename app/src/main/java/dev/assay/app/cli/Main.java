package dev.assay.app.cli;

import dev.assay.app.Version;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The entry point. Commands are built through picocli's programmatic API: annotations would cost reflection at each start. */
public final class Main {
    private static final int OK = 0;
    private static final int USAGE = 64;

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /** Runs one command line and returns its exit code; never ends the process, so that tests and training can call it. */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        CommandSpec spec = CommandSpec.create().name("assay");
        spec.usageMessage().description("Tells whether what comes in from outside is safe to use.");
        spec.version("assay " + Version.NUMBER);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
        spec.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the version.")
                .build());
        CommandLine line =
                new CommandLine(spec).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        try {
            Integer helped = CommandLine.executeHelpRequest(line.parseArgs(args));
            if (helped != null) {
                return helped;
            }
            line.usage(err);
            return args.length == 0 ? OK : USAGE;
        } catch (CommandLine.ParameterException e) {
            err.println("assay: " + e.getMessage());
            return USAGE;
        }
    }
}
