package dev.assay.app.cli;

import dev.assay.app.Version;
import dev.assay.app.config.ConfigException;
import dev.assay.app.config.Settings;
import dev.assay.app.render.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The entry point. Commands are built through picocli's programmatic API: annotations would cost reflection at each start.
 */
public final class Main {
    private Main() {}

    /** Runs the process. */
    public static void main(String[] args) {
        PrintStream out = StandardOutput.over(new FileOutputStream(FileDescriptor.out));
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        endFailuresWithTheirOwnCode(err);
        end(run(args, out, err));
    }

    /** For whoever is called while the process is ending already. */
    static void endAtOnce(int code) {
        Runtime.getRuntime().halt(code);
    }

    static void end(int code) {
        System.exit(code);
    }

    /** Left alone, the JVM would end with 1, which means findings. */
    static void endFailuresWithTheirOwnCode(PrintStream err) {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace, true));
            err.println("assay: internal failure, please report it:");
            // a message may hold what a file or a server sent
            trace.toString().lines().forEach(line -> err.println(Terminal.escape(line.replace("\t", "    "), true)));
            endAtOnce(ExitCode.INTERNAL);
        });
    }

    /** Runs one command line and returns its exit code; never ends the process, so that tests and training can call it. */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(args, Context.ofProcess(out, err));
    }

    static int run(String[] args, Context context) {
        int code = answer(args, context);
        // A verdict that nobody could read is none: it must not look like a clean one.
        return context.out().checkError() ? lost(context) : code;
    }

    private static int lost(Context context) {
        if (context.out() instanceof StandardOutput standard) {
            if (standard.hasNoReader()) {
                return ExitCode.NO_READER;
            }
            context.notice("standard output cannot be written: " + standard.failure());
        } else {
            context.notice("standard output cannot be written");
        }
        return ExitCode.INTERNAL;
    }

    private static int answer(String[] args, Context context) {
        try {
            return dispatch(helpFirst(args), context);
        } catch (ParameterException e) {
            context.notice(String.valueOf(e.getMessage()));
            if (e instanceof UnmatchedArgumentException unmatched) {
                var _ = UnmatchedArgumentException.printSuggestions(unmatched, new PrintWriter(context.err(), true));
            }
            String command = e.getCommandLine().getCommandSpec().qualifiedName();
            context.err().println("Try '" + command + " --help'.");
            return ExitCode.USAGE;
        } catch (ConfigException e) {
            context.notice(String.valueOf(e.getMessage()));
            return ExitCode.USAGE;
        } finally {
            context.out().flush();
        }
    }

    /** {@code assay help scan} is {@code assay scan --help}. */
    private static String[] helpFirst(String[] args) {
        if (args.length == 0 || !args[0].equals("help")) {
            return args;
        }
        String[] turned = Arrays.copyOfRange(args, 1, args.length + 1);
        turned[turned.length - 1] = "--help";
        return turned;
    }

    private static int dispatch(String[] args, Context context) {
        Settings fromEnvironment = Settings.of(context.environment());
        CommandLine line = commandLine(wanted(args), context, fromEnvironment);
        ParseResult parsed = line.parseArgs(args);
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        CommandSpec chosen = deepest(parsed);
        if (!(chosen.userObject() instanceof Command command)) {
            chosen.commandLine().usage(context.err());
            return ExitCode.USAGE;
        }
        Optional<Settings> settings = command.settings(chosen, fromEnvironment, context);
        if (settings.isPresent()) {
            // A file has a say too, and which file depended on the command line: read that once more.
            chosen = deepest(commandLine(wanted(args), context, settings.get()).parseArgs(args));
        }
        return command.run(chosen, context);
    }

    private static CommandSpec deepest(ParseResult parsed) {
        ParseResult at = parsed;
        while (at.hasSubcommand()) {
            at = at.subcommand();
        }
        return at.commandSpec();
    }

    /** Only what is called is made, since making the options of all commands would be felt at each start. */
    private static List<Command> wanted(String[] args) {
        String first = args.length == 0 ? "" : args[0];
        if (first.equals("--version") || first.equals("-V")) {
            return List.of();
        }
        List<Command> all = commands();
        for (Command command : all) {
            if (command.name().equals(first)) {
                return List.of(command);
            }
        }
        return all;
    }

    private static CommandLine commandLine(List<Command> commands, Context context, IDefaultValueProvider defaults) {
        CommandLine line = new CommandLine(spec(commands));
        line.setOut(new PrintWriter(context.out(), true));
        line.setErr(new PrintWriter(context.err(), true));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                Terminal.colour(context.environment(), context.outIsTerminal()) ? Ansi.ON : Ansi.OFF));
        line.setDefaultValueProvider(defaults);
        line.setUsageHelpWidth(Math.clamp(Terminal.width(context.environment()), 80, 120));
        line.setUsageHelpLongOptionsMaxWidth(30);
        return line;
    }

    /** The whole command line: what completion and the manual are made from, too. */
    static CommandSpec spec() {
        return spec(commands());
    }

    private static CommandSpec spec(List<Command> commands) {
        CommandSpec spec = CommandSpec.create().name("assay").version("assay " + Version.NUMBER);
        spec.usageMessage()
                .description(
                        "Tells whether what you are about to take in is safe to use: it reads, and never runs, what it"
                                + " scans.")
                .footer(
                        "",
                        "Examples:",
                        "  assay scan model.pt                  is this file safe to load?",
                        "  assay inspect model.gguf             what is it?",
                        "  assay check lodahs                   is that the package I mean?",
                        "  assay scan --format sarif -o a.sarif models/",
                        "  assay sweep github:ORG               what is known to be bad in an organisation?",
                        "  curl -s https://example.org/m.pkl | assay scan -",
                        "",
                        "Exit codes: 0 clean, 1 unsafe, 2 incomplete, 64 wrong usage, 70 internal failure or a report that"
                                + " cannot be written, 130 interrupted, 141 nobody reads the report to its end.");
        for (Command command : commands) {
            spec.addSubcommand(command.name(), command.spec());
        }
        addHelp(spec);
        spec.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the version.")
                .build());
        return spec;
    }

    private static void addHelp(CommandSpec spec) {
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
        spec.subcommands().values().forEach(each -> addHelp(each.getCommandSpec()));
    }

    private static List<Command> commands() {
        return List.of(
                new ScanCommand(),
                new InspectCommand(),
                new CheckCommand(),
                new SweepCommand(),
                new DiffCommand(),
                new CacheCommand(),
                new DataCommand(),
                new RulesCommand(),
                new DoctorCommand(),
                new CompletionCommand());
    }
}
