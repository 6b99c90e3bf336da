package dev.assay.app.cli;

import dev.assay.app.Version;
import dev.assay.app.cache.CacheStore;
import dev.assay.app.config.BaselineFile;
import dev.assay.app.config.ConfigException;
import dev.assay.app.config.ConfigFile;
import dev.assay.app.config.Settings;
import dev.assay.app.data.PopularLists;
import dev.assay.app.render.ProgressLine;
import dev.assay.app.render.Terminal;
import dev.assay.connectors.remote.Urls;
import dev.assay.detectors.Catalog;
import dev.assay.detectors.indicator.IndicatorRule;
import dev.assay.detectors.indicator.Indicators;
import dev.assay.detectors.name.NamePolicy;
import dev.assay.detectors.name.NameRule;
import dev.assay.detectors.text.suppressions.SuppressionRule;
import dev.assay.engine.cache.FactCache;
import dev.assay.engine.cache.IdentityMemo;
import dev.assay.engine.report.Occurrences;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Summary;
import dev.assay.engine.rule.Policy;
import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.scan.Connector;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.Enricher;
import dev.assay.engine.scan.Progress;
import dev.assay.engine.scan.ScanOptions;
import dev.assay.engine.scan.Scanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code assay scan TARGET...}: the main job. */
final class ScanCommand implements Command {
    /** The digest of the jars, JDK and flags that the launcher runs: part of every key of the cache. */
    static final String BUILD = System.getProperty("assay.build", Version.NUMBER);

    @Override
    public String name() {
        return "scan";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
        spec.usageMessage()
                .description(
                        "Scans files and folders, and says whether they are safe to use. Nothing of them is ever run.")
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .footer(
                        "",
                        "Each option is also a key of assay.yaml (fail-on: high) and a variable (ASSAY_FAIL_ON=high).",
                        "",
                        "Examples:",
                        "  assay scan model.pt",
                        "  assay scan --fail-on high --format sarif -o assay.sarif models/",
                        "  assay scan -o json=report.json -o sarif=assay.sarif models/",
                        "  assay scan --baseline report.json models/     only what is new counts",
                        "  assay scan --since main... .                  what this branch and its working tree changed",
                        "  git ls-files -z | assay scan --files-from -");
        ScanArguments.addTo(spec);
        return spec;
    }

    @Override
    public Optional<Settings> settings(CommandSpec parsed, Settings fromEnvironment, Context context) {
        ConfigFile file = configFile(parsed, context);
        String profile = Options.text(parsed, "--use-profile");
        if (profile == null) {
            profile = file.value("use-profile", null);
        }
        return file.label().isEmpty() && profile == null
                ? Optional.empty()
                : Optional.of(fromEnvironment.with(file, profile));
    }

    private static ConfigFile configFile(CommandSpec parsed, Context context) {
        String named = Options.text(parsed, "--config");
        if (named != null) {
            return ConfigFile.read(context.folder().resolve(named), keys());
        }
        Optional<Path> found = ConfigFile.find(context.folder());
        if (found.isEmpty()) {
            return ConfigFile.empty();
        }
        String label = Terminal.escape(found.get().toString(), true);
        for (String target : targets(parsed, context)) {
            if (isWithin(found.get(), target, context)) {
                context.notice(label + " lies within the target " + Terminal.escape(target, true)
                        + " and is not obeyed; name it with --config if you trust it");
                return ConfigFile.empty();
            }
        }
        ConfigFile file = ConfigFile.readFound(found.get(), keys());
        if (!Options.isSet(parsed, "--quiet")) { // the file's own quiet does not count here
            context.notice("settings from " + label);
        }
        return file;
    }

    private static boolean isWithin(Path file, String target, Context context) {
        try {
            return file.toRealPath().startsWith(context.folder().resolve(target).toRealPath());
        } catch (IOException | InvalidPathException e) {
            return false; // not a file: no file lies within it
        }
    }

    private static Set<String> keys() {
        Set<String> keys = new HashSet<>();
        for (CommandLine command : Main.spec().subcommands().values()) {
            command.getCommandSpec().options().stream()
                    .filter(option -> option.longestName().startsWith("--"))
                    .forEach(option -> keys.add(Settings.key(option)));
        }
        return keys;
    }

    @Override
    public int run(CommandSpec parsed, Context context) {
        List<String> targets = targets(parsed, context);
        if (targets.isEmpty()) {
            throw new ParameterException(
                    parsed.commandLine(), "nothing to scan: name a file, a folder, or - for standard input");
        }
        refuseCredentials(targets, parsed);
        Progress progress = new Progress();
        try (Connectors connectors = Connectors.open(parsed, targets, progress, context)) {
            return run(parsed, targets, new Cached(connectors, parsed, targets, context), progress, context);
        }
    }

    private static int dryRun(CommandSpec parsed, List<String> targets, List<Connector> connectors, Context context) {
        return DryRun.run(
                targets,
                connectors,
                ScanArguments.selection(parsed),
                ScanArguments.maxSizeBytes(parsed),
                Options.value(parsed, Duration.class, "--timeout"),
                context);
    }

    /** Any kind of target, and the cache of facts. */
    private static final class Cached implements ScanSource {
        private final Connectors connectors;
        private final Optional<CacheStore> cache;

        Cached(Connectors connectors, CommandSpec parsed, List<String> targets, Context context) {
            this.connectors = connectors;
            this.cache = CacheArguments.open(parsed, targets, context);
        }

        @Override
        public List<Connector> connectors(Detectors detectors, ScanOptions options, Set<Path> written) {
            return connectors.all(written);
        }

        @Override
        public Enricher enricher(NameRule names) {
            return connectors.enricher(names);
        }

        @Override
        public FactCache facts() {
            return cache.map(CacheStore::facts).orElseGet(FactCache::none);
        }

        @Override
        public IdentityMemo memo() {
            return cache.map(CacheStore::memo).orElseGet(IdentityMemo::none);
        }

        @Override
        public void close() {
            cache.ifPresent(CacheStore::close);
        }
    }

    /** Command lines are seen by every process of the machine, and end in histories and logs. */
    private static void refuseCredentials(List<String> targets, CommandSpec parsed) {
        for (String target : targets) {
            if (target.startsWith("git+ssh://") || target.startsWith("ssh://")) {
                throw new ParameterException(
                        parsed.commandLine(),
                        "ssh is not spoken; say git+https://HOST/PATH[@REF], or git:PATH of a clone");
            }
            if (target.contains("://") && Urls.hasCredentials(target)) {
                throw new ParameterException(
                        parsed.commandLine(),
                        "a target with a user or a password in it; put them into ~/.netrc, or the file that NETRC"
                                + " names; for s3:// into AWS's variables or files");
            }
        }
    }

    /** Scans what a source has: the whole of a scan that is the same wherever its targets are. Closes the source. */
    static int run(CommandSpec parsed, List<String> targets, ScanSource source, Progress progress, Context context) {
        try (source) {
            Judging judging = Judging.of(parsed, targets, context);
            ScanOptions options = judging.options();
            if (Options.isSet(parsed, "--dry-run")) {
                return dryRun(parsed, targets, source.connectors(judging.detectors(), options, Set.of()), context);
            }
            try (Outputs outputs =
                    Outputs.open(parsed, targets, judging.detectors().book(), options.asOf(), context)) {
                List<Connector> connectors = source.connectors(judging.detectors(), options, outputs.paths());
                Scanner scanner = new Scanner(
                        connectors,
                        judging.detectors(),
                        source.enricher(judging.names()),
                        source.facts(),
                        source.memo(),
                        options,
                        progress);
                try (Interruption _ = Interruption.cancels(scanner::cancel)) {
                    Summary summary = scan(scanner, targets, source.over(outputs), progress, parsed, context);
                    sayUnused(options.policy(), summary, parsed, context);
                    return ExitCode.of(summary);
                }
            }
        } catch (UncheckedIOException e) {
            context.notice("the report cannot be written: " + e.getMessage());
            return ExitCode.INTERNAL;
        }
    }

    /** What is looked for, and what of it counts. */
    private record Judging(Detectors detectors, NameRule names, ScanOptions options) {
        static Judging of(CommandSpec parsed, List<String> targets, Context context) {
            LocalDate day = ScanArguments.day(parsed, LocalDate.now(ZoneId.systemDefault()));
            ConfigFile settings = settings(parsed, day, context);
            NamePolicy policyOfNames = settings.names(day);
            Indicators indicators = IndicatorArguments.open(parsed, targets, context);
            NameRule names = new NameRule(
                    new PopularLists(DataArguments.store(parsed, context), CacheArguments.paths(targets, context)),
                    policyOfNames,
                    IndicatorArguments.knownBad(indicators),
                    ScanArguments.packagePatterns(parsed, context),
                    day);
            Detectors detectors = Catalog.load(
                    BUILD,
                    settings.callables(day),
                    settings.patterns(),
                    settings.licenses(),
                    ScanArguments.crypto(parsed, day),
                    names,
                    new IndicatorRule(indicators, IndicatorArguments.isOwn(policyOfNames)),
                    new SuppressionRule(Options.isSet(parsed, "--trust-target"), day),
                    ScanArguments.families(parsed));
            Policy policy = settings.policy(day, detectors.book());
            ScanOptions options = ScanArguments.options(parsed, day, baseline(parsed, context), policy);
            refuseUnknownFamilies(detectors.families().asked(), detectors.book(), parsed);
            return new Judging(detectors, names, options);
        }
    }

    /** A misspelt family has no findings, which would look clean. */
    private static void refuseUnknownFamilies(Set<String> only, RuleBook book, CommandSpec parsed) {
        if (only.isEmpty()) {
            return;
        }
        Set<String> known = book.families();
        known.add("user");
        for (String family : only) {
            if (!known.contains(family)) {
                throw new ParameterException(
                        parsed.commandLine(),
                        "--only: no family of rules is called " + family + "; there are " + String.join(", ", known));
            }
        }
    }

    /** Says which rows of the settings are over, and gives the settings. */
    static ConfigFile settings(CommandSpec parsed, LocalDate day, Context context) {
        if (!(parsed.commandLine().getDefaultValueProvider() instanceof Settings settings)) {
            return ConfigFile.empty();
        }
        settings.file().over(day).forEach(context::notice);
        return settings.file();
    }

    /** A row that matches nothing is one that somebody misspelt, or that nobody needs any longer. */
    private static void sayUnused(Policy policy, Summary summary, CommandSpec parsed, Context context) {
        if (Options.isSet(parsed, "--verbose") && !summary.interrupted() && !Options.isSet(parsed, "--fail-fast")) {
            policy.unused().forEach(row -> context.notice("no finding for the row of the policy at " + row));
        }
    }

    private static Summary scan(
            Scanner scanner,
            List<String> targets,
            ReportSink outputs,
            Progress progress,
            CommandSpec parsed,
            Context context) {
        if (!showsProgress(parsed, context)) {
            return scanner.scan(targets, outputs);
        }
        try (ProgressLine line = ProgressLine.start(progress, context.err(), Terminal.width(context.environment()))) {
            return scanner.scan(targets, line.over(outputs));
        }
    }

    static boolean showsProgress(CommandSpec parsed, Context context) {
        return switch (Options.value(parsed, String.class, "--progress")) {
            case "always" -> true;
            case "never" -> false;
            default ->
                context.errIsTerminal() && !Terminal.isDumb(context.environment()) && !Options.isSet(parsed, "--quiet");
        };
    }

    private static List<String> targets(CommandSpec parsed, Context context) {
        List<String> targets =
                new ArrayList<>(Options.list(parsed.positionalParameters().getFirst()));
        String list = Options.text(parsed, "--files-from");
        if (list != null) {
            targets.addAll(
                    parsed.userObject() instanceof CheckCommand // whose list may have no end
                            ? context.filesFrom().open(list, context).ahead()
                            : context.filesFrom().read(list, context));
        }
        if (targets.contains("")) {
            throw new ParameterException(
                    parsed.commandLine(), "a target without a name; is a variable empty? The current folder is .");
        }
        return targets;
    }

    private static Occurrences baseline(CommandSpec parsed, Context context) {
        @Nullable String file = Options.text(parsed, "--baseline");
        try {
            return file == null
                    ? new Occurrences()
                    : BaselineFile.read(context.folder().resolve(file));
        } catch (IOException e) {
            throw new ConfigException("--baseline: " + e.getMessage());
        }
    }
}
