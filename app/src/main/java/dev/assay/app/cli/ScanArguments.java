package dev.assay.app.cli;

import static dev.assay.app.cli.Options.choice;
import static dev.assay.app.cli.Options.flag;
import static dev.assay.app.cli.Options.value;

import dev.assay.app.config.NameRowsFile;
import dev.assay.app.config.Quantities;
import dev.assay.app.render.Format;
import dev.assay.detectors.crypto.CryptoPolicy;
import dev.assay.detectors.crypto.Regime;
import dev.assay.detectors.name.UserNameRows;
import dev.assay.detectors.text.suppressions.SuppressionRule;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Pace;
import dev.assay.engine.decode.Families;
import dev.assay.engine.report.Occurrences;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Policy;
import dev.assay.engine.scan.Pressure;
import dev.assay.engine.scan.ScanOptions;
import dev.assay.engine.scan.Selection;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** The options of {@code assay scan}, each in one place: flags, help and what it is parsed to. */
final class ScanArguments {
    private static final List<String> SEVERITIES =
            Arrays.stream(Severity.values()).map(Severity::id).toList();
    private static final List<String> WHEN = List.of("auto", "always", "never");
    private static final long HEAP_SHARE = 2; // half of the heap holds content, the rest what is made of it

    private ScanArguments() {}

    static void addTo(CommandSpec spec) {
        addTo(spec, Format.ofScans(), Optional.empty());
    }

    /**
     * The options of a scan, with its own forms of report.
     *
     * @param formatKey how the option for these is called in files and the environment, if not as on the command line
     */
    static void addTo(CommandSpec spec, List<Format> formats, Optional<String> formatKey) {
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("TARGET")
                .description("A file, a folder, - for bytes on standard input, the http(s):// address of a file, or"
                        + " hf://ORG/NAME[@REVISION][/PATH] (also its address on the hub),"
                        + " s3://BUCKET[/FOLDER|/KEY], or github:OWNER/NAME[@REF],"
                        + " git+https://HOST/PATH[@REF], git:PATH[@REF].")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..*")
                .build());
        whatToScan(spec);
        whatCounts(spec);
        whatToPrint(spec, formats, formatKey);
        resources(spec);
        memory(spec);
        cryptography(spec);
        cache(spec);
        IndicatorArguments.addTo(spec);
        spec.addOption(flag(
                "Ask registries about the packages that are named: only names are told, and none that is private.",
                "--online"));
        RegistryArguments.addTo(spec);
        NetworkArguments.addTo(spec);
        NetworkArguments.github(spec);
        limits(spec);
        settings(spec);
    }

    private static void whatToScan(CommandSpec spec) {
        spec.addOption(filesFrom());
        spec.addOption(only().build());
        included(spec);
        spec.addOption(value(
                "COMMIT",
                "Of a git working tree, scan only what has changed since COMMIT, whether committed or not: a branch, a"
                        + " tag, HEAD~3; main... for where HEAD left main.",
                "--since"));
        spec.addOption(flag(
                "Obey .assayignore files and comments with assay:ignore inside of targets. Whoever made the target"
                        + " made them.",
                "--trust-target"));
        spec.addOption(flag("Follow links that lead out of a target.", "--follow-links"));
        spec.addOption(flag(
                "Look into bytes that no loader interprets, too, such as the numbers of tensors, and check all of an"
                        + " archive.",
                "--deep"));
        spec.addOption(flag(
                "Print the program of each pickle, as Python with offsets; it is not run. Not with --quiet.",
                "--explain"));
        spec.addOption(dryRun());
    }

    static OptionSpec filesFrom() {
        return value(
                "FILE",
                "Scan what FILE names, one target a line (or NUL-separated); - for standard input.",
                "--files-from");
    }

    static OptionSpec.Builder only() {
        return Options.values(
                "FAMILY",
                ",",
                "Report these families of rules only: model, archive, code, crypto, secret, network, package,"
                        + " indicator, license, suppression, user.",
                "--only")
                .toBuilder();
    }

    static void included(CommandSpec spec) {
        spec.addOption(Options.values(
                "GLOB",
                null,
                "Scan only what matches: a path within the target, or a last name (*, **, ?). May be repeated.",
                "--include"));
        spec.addOption(
                Options.values("GLOB", null, "Leave out what matches; it is listed. May be repeated.", "--exclude"));
    }

    static OptionSpec dryRun() {
        return flag("List what would be read, and how much; read nothing.", "--dry-run");
    }

    static OptionSpec failOn() {
        return choice(
                SEVERITIES,
                "SEVERITY",
                "medium",
                "The least severity that makes a target unsafe: " + String.join(", ", SEVERITIES) + ".",
                "--fail-on");
    }

    static OptionSpec colour() {
        return choice(WHEN, "WHEN", "auto", "Use colours: auto, always, never. NO_COLOR is heeded.", "--color");
    }

    static void whatCounts(CommandSpec spec) {
        spec.addOption(failOn());
        spec.addOption(flag("Stop at the first finding that counts.", "--fail-fast"));
        spec.addOption(
                value("FILE", "An earlier JSON or JSONL report: what it has does not count again.", "--baseline"));
        spec.addOption(flag("Report bytes that no loader interprets as gaps.", "--strict"));
        spec.addOption(packagePatterns());
        spec.addOption(asOf());
    }

    static OptionSpec asOf() {
        return value(
                LocalDate.class,
                LocalDate::parse,
                "DATE",
                "",
                "Judge as if it were this day (default: today).",
                "--as-of");
    }

    static void settings(CommandSpec spec) {
        spec.addOption(value(
                "FILE",
                "Settings, obeyed in full; else those that an assay.yaml in this folder or above may set.",
                "--config"));
        spec.addOption(value("NAME", "A profile of the settings: dev, prod, or one of your own.", "--use-profile"));
    }

    static OptionSpec packagePatterns() {
        return value(
                "FILE",
                "Words and patterns of invented names of packages beside those of the build, with examples that are"
                        + " tried.",
                "--package-patterns");
    }

    /** What {@link #packagePatterns} names. */
    static UserNameRows packagePatterns(CommandSpec parsed, Context context) {
        String file = Options.text(parsed, "--package-patterns");
        return file == null
                ? UserNameRows.NONE
                : NameRowsFile.read(context.folder().resolve(file));
    }

    /** How a report is printed. */
    static void whatToPrint(CommandSpec spec, List<Format> formats, Optional<String> formatKey) {
        List<String> ids = formats.stream().map(Format::id).toList();
        OptionSpec.Builder format =
                choice(ids, "FORMAT", "text", "How to report: " + String.join(", ", ids) + ".", "--format", "-f")
                        .toBuilder();
        spec.addOption(formatKey.map(format::descriptionKey).orElse(format).build());
        spec.addOption(Options.values(
                "[FORMAT=]FILE",
                null,
                "Write the report to FILE instead of printing it; with FORMAT=, in addition. May be repeated.",
                "--output",
                "-o"));
        spec.addOption(flag(
                "List what was found that is neither good nor bad: the cryptography in use, the dependencies.",
                "--facts"));
        spec.addOption(flag("Print findings, one a line, and nothing else.", "--quiet", "-q"));
        spec.addOption(flag("Print more: every place, references, counts, figures.", "--verbose", "-v"));
        spec.addOption(choice(
                WHEN, "WHEN", "auto", "Show a progress line: auto (on a terminal), always, never.", "--progress"));
        spec.addOption(colour());
    }

    private static void resources(CommandSpec spec) {
        resources(spec, "1h", Optional.empty());
    }

    /**
     * @param time for each target, unless the user says another
     * @param timeKey how that option is called in files and the environment, if not as on the command line
     */
    static void resources(CommandSpec spec, String time, Optional<String> timeKey) {
        spec.addOption(value(
                Integer.class,
                ScanArguments::jobs,
                "N",
                "0",
                "Artifacts to decode at once (default: one for each core).",
                "--jobs",
                "-j"));
        spec.addOption(value(
                Integer.class,
                ScanArguments::cpu,
                "PERCENT",
                "100",
                "Of all processors together, how much to use on average.",
                "--max-cpu"));
        spec.addOption(value(
                Long.class,
                Quantities::bytes,
                "SIZE",
                "0",
                "Memory for the whole process (default: a quarter of what is free, at most 2g; 160m for a sweep).",
                "--max-memory"));
        spec.addOption(value(
                Long.class,
                Quantities::bytes,
                "SIZE",
                "0",
                "Do not read larger files; each is a gap (default: read all).",
                "--max-size"));
        OptionSpec.Builder timeout = value(
                Duration.class,
                Quantities::time,
                "TIME",
                time,
                "Time for each target; what is left then is a gap.",
                "--timeout")
                .toBuilder();
        spec.addOption(timeKey.map(timeout::descriptionKey).orElse(timeout).build());
        spec.addOption(profile());
    }

    /** The launcher's, who starts the JVM with it; documented and checked here. */
    static OptionSpec profile() {
        return value("FILE", "Record a profile of the run for Java Mission Control.", "--profile");
    }

    /** What the dates and scores of cryptography depend on. */
    private static void cryptography(CommandSpec spec) {
        spec.addOption(Options.values(
                        "REGIME",
                        ",",
                        "Judge cryptography by the dates of these regimes: " + String.join(", ", Regime.ids())
                                + "; none for no dates (default: " + CryptoPolicy.REGIME
                                + "). Those of drafts are shown and raise no severity.",
                        "--crypto.regimes")
                .toBuilder()
                .defaultValue(CryptoPolicy.REGIME)
                .build());
        spec.addOption(value(
                Integer.class,
                Integer::valueOf,
                "YEARS",
                Integer.toString(CryptoPolicy.DATA_LIFETIME_YEARS),
                "How long what is encrypted must stay secret.",
                "--crypto.data-lifetime-years"));
        spec.addOption(value(
                Integer.class,
                Integer::valueOf,
                "YEAR",
                Integer.toString(CryptoPolicy.QUANTUM_YEAR),
                "By when a quantum computer that breaks keys is reckoned with.",
                "--crypto.quantum-year"));
    }

    /** What the user says of cryptography, judged on a day. */
    static CryptoPolicy crypto(CommandSpec parsed, LocalDate day) {
        if (parsed.findOption("--crypto.regimes") == null) {
            return CryptoPolicy.on(day); // a command that meets no cryptography
        }
        try {
            List<String> regimes = Options.list(parsed.findOption("--crypto.regimes"));
            return new CryptoPolicy(
                    day,
                    regimes.equals(List.of("none")) ? List.of() : regimes,
                    Options.value(parsed, Integer.class, "--crypto.data-lifetime-years"),
                    Options.value(parsed, Integer.class, "--crypto.quantum-year"));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(parsed.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    /** When to go slower, for want of the memory that {@code --max-memory} gives. */
    static void memory(CommandSpec spec) {
        Pressure initial = Pressure.DEFAULT;
        percent(
                spec,
                "fewer-at",
                initial.fewerAt(),
                "From so much of the memory in use on, scan half as many at once.");
        percent(spec, "one-at", initial.oneAt(), "From so much of the memory in use on, scan one at a time.");
    }

    private static void percent(CommandSpec spec, String name, int initial, String description) {
        spec.addOption(value(
                Integer.class,
                Quantities::percent,
                "PERCENT",
                Integer.toString(initial),
                description,
                "--memory." + name));
    }

    static void cache(CommandSpec spec) {
        spec.addOption(choice(
                List.of("on", "off", "verify"),
                "MODE",
                "on",
                "Keep facts between scans: on, off, or verify (digest every file, trust no date).",
                "--cache"));
        spec.addOption(flag("The same as --cache off.", "--no-cache").toBuilder()
                .negatable(false)
                .build());
        CacheArguments.addTo(spec);
    }

    static void limits(CommandSpec spec) {
        Limits initial = Limits.DEFAULT;
        limit(spec, "depth", initial.depth(), "Archives within archives.");
        limit(spec, "entries-per-archive", initial.entriesPerContainer(), "Members of one archive.");
        limit(spec, "entries", initial.entries(), "Members of all archives within one file.");
        limit(spec, "expanded-bytes", initial.expandedBytes(), "Bytes that decompression may yield from one file.");
        limit(spec, "expansion-ratio", initial.expansionRatio(), "How many times its size that may be.");
        limit(spec, "expansion-free-bytes", initial.expansionFreeBytes(), "What it may be whatever the ratio.");
        limit(spec, "facts", initial.facts(), "Facts kept of one file.");
        limit(spec, "findings", initial.findings(), "Findings reported of one file; the rest is counted.");
    }

    private static void limit(CommandSpec spec, String name, long initial, String description) {
        spec.addOption(
                value(Long.class, Quantities::bytes, "N", Long.toString(initial), description, "--limits." + name));
    }

    private static int jobs(String text) {
        int jobs = Integer.parseInt(text);
        if (jobs < 0 || jobs > 1024) {
            throw new IllegalArgumentException("not a number of jobs from 1 to 1024: " + text);
        }
        return jobs;
    }

    private static int cpu(String text) {
        int percent = Quantities.percent(text);
        if (percent == 0) {
            throw new IllegalArgumentException("nothing can be done with none of the processors");
        }
        return percent;
    }

    /** The day by which dates are judged. */
    static LocalDate day(CommandSpec parsed, LocalDate today) {
        LocalDate asOf = parsed.findOption("--as-of").getValue();
        return asOf == null ? today : asOf;
    }

    /** Of which families of rules somebody wants findings. */
    static Families families(CommandSpec parsed) {
        Set<String> only = new HashSet<>(Options.list(parsed.findOption("--only")));
        if (!only.isEmpty() && Options.isSet(parsed, "--trust-target")) {
            only.add(SuppressionRule.FAMILY); // what suppresses findings of these
        }
        return new Families(Set.copyOf(only));
    }

    /** Options that decide what a report is about, so that one can be compared with another scan. */
    private static final List<String> OF_REPORTS = List.of("--only", "--include", "--exclude");

    private static final List<String> FLAGS_OF_REPORTS = List.of("--deep", "--strict");

    /** Those of a report that are set, as on a command line. */
    static List<String> ofReport(CommandSpec parsed) {
        List<String> arguments = new ArrayList<>();
        for (String name : OF_REPORTS) {
            OptionSpec option = parsed.findOption(name);
            if (option != null) {
                Options.list(option).forEach(value -> arguments.add(name + "=" + value));
            }
        }
        FLAGS_OF_REPORTS.stream().filter(name -> Options.isSet(parsed, name)).forEach(arguments::add);
        return arguments;
    }

    /** Whether a report may ask for it: nothing that trusts a target, reads another file or asks the network. */
    static boolean isOfReport(String argument) {
        int equals = argument.indexOf('=');
        return equals < 0 ? FLAGS_OF_REPORTS.contains(argument) : OF_REPORTS.contains(argument.substring(0, equals));
    }

    static ScanOptions options(CommandSpec parsed, LocalDate day, Occurrences baseline, Policy policy) {
        int jobs = Options.value(parsed, Integer.class, "--jobs");
        return new ScanOptions(
                Severity.of(Options.value(parsed, String.class, "--fail-on")),
                Options.isSet(parsed, "--fail-fast"),
                Options.isSet(parsed, "--strict"),
                Options.isSet(parsed, "--deep"),
                Options.isSet(parsed, "--explain"),
                InspectCommand.is(parsed),
                InspectCommand.is(parsed) && Options.isSet(parsed, "--digest"),
                "verify".equals(Options.text(parsed, "--cache")),
                jobs == 0 ? Runtime.getRuntime().availableProcessors() : jobs,
                Pace.ofPercent(Options.value(parsed, Integer.class, "--max-cpu")),
                contentMemory(Options.value(parsed, Long.class, "--max-memory")),
                new Pressure(percent(parsed, "fewer-at"), percent(parsed, "one-at")),
                maxSizeBytes(parsed),
                new Limits(
                        (int) Math.min(limit(parsed, "depth"), 64),
                        limit(parsed, "entries-per-archive"),
                        limit(parsed, "entries"),
                        limit(parsed, "expanded-bytes"),
                        limit(parsed, "expansion-ratio"),
                        limit(parsed, "expansion-free-bytes"),
                        limit(parsed, "facts"),
                        (int) Math.min(limit(parsed, "findings"), Integer.MAX_VALUE),
                        Options.value(parsed, Duration.class, "--timeout")),
                day,
                baseline,
                Options.text(parsed, "--since") == null,
                policy,
                selection(parsed));
    }

    /** The forms in which this command reports. */
    static List<Format> formats(CommandSpec parsed) {
        return switch (parsed.userObject()) {
            case InspectCommand _ -> Format.ofInventories();
            case CheckCommand _ -> Format.ofChecks();
            case SweepCommand _ -> Format.ofSweeps();
            default -> Format.ofScans();
        };
    }

    static long maxSizeBytes(CommandSpec parsed) {
        long maxSize = Options.value(parsed, Long.class, "--max-size");
        return maxSize == 0 ? Long.MAX_VALUE : maxSize;
    }

    private static int percent(CommandSpec parsed, String name) {
        return Options.value(parsed, Integer.class, "--memory." + name);
    }

    static Selection selection(CommandSpec parsed) {
        return new Selection(
                Options.list(parsed.findOption("--include")), Options.list(parsed.findOption("--exclude")));
    }

    private static long limit(CommandSpec parsed, String name) {
        return Options.value(parsed, Long.class, "--limits." + name);
    }

    /** The launcher has made the heap from the same option already; a smaller wish from a file lowers what is admitted. */
    static long contentMemory(long wished) {
        long heap = Runtime.getRuntime().maxMemory();
        return (wished > 0 ? Math.min(wished, heap) : heap) / HEAP_SHARE;
    }
}
