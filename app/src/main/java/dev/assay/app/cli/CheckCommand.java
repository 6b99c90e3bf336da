package dev.assay.app.cli;

import dev.assay.app.config.ConfigFile;
import dev.assay.app.config.Settings;
import dev.assay.app.data.PopularLists;
import dev.assay.app.render.Format;
import dev.assay.app.render.ProgressLine;
import dev.assay.app.render.Terminal;
import dev.assay.detectors.Catalog;
import dev.assay.detectors.indicator.IndicatorRule;
import dev.assay.detectors.indicator.Indicators;
import dev.assay.detectors.name.Ecosystem;
import dev.assay.detectors.name.NameJudge;
import dev.assay.detectors.name.NamePolicy;
import dev.assay.detectors.name.PackageName;
import dev.assay.detectors.name.PackageUrl;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.scan.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** {@code assay check NAME|PURL|FILE...}: packages before they are installed. */
final class CheckCommand implements Command {
    private static final List<Ecosystem> ANYWHERE = List.of(Ecosystem.PYPI, Ecosystem.NPM, Ecosystem.CARGO);
    private static final int MOST_PARALLEL = 1000;

    /** Files that are read together, of which one may include another: as many as nobody has to wait for. */
    private static final int MOST_TOGETHER = 200;

    private static final String STDIN = "-";

    private final ScanCommand scan = new ScanCommand();

    @Override
    public String name() {
        return "check";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
        spec.usageMessage()
                .description(
                        "Says whether packages are the ones that are meant, before they are installed: look-alikes of"
                                + " popular names, invented names, names known to be malicious. Nothing is installed or"
                                + " run.")
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .footer(
                        "",
                        "A NAME may have a version with it, as tools print it: lodash@4.17.21, requests==2.31, serde v1.0.1. - reads"
                                + " such a list from standard input, or with --stdin-name one manifest. In lists, what stands behind"
                                + " a # is a comment.",
                        "",
                        "A FILE is what is written as a path (./deps/), is called as manifests are (package.json), or"
                                + " is there as a file; else it is a NAME. pkg:TYPE/NAME is always a package. A list that"
                                + " another one includes is read if it is given as well, whatever it is called.",
                        "",
                        "Registries are asked, unless --offline is given. Verdicts: ok (it is there and nothing speaks"
                                + " against it), review (low: somebody should look), suspicious (medium: it does not"
                                + " exist, or its registry does not speak for it), malicious (critical), unknown (its"
                                + " registry did not answer or was not asked: a gap). Exit codes as of scan.",
                        "",
                        "Examples:",
                        "  assay check lodahs",
                        "  assay check pkg:npm/lodahs pkg:pypi/reqeusts",
                        "  assay check requirements.txt package.json Cargo.toml pom.xml",
                        "  assay check --ecosystem pypi flask-gpt-helper",
                        "  assay check --fail-on low --files-from names.txt",
                        "  pip freeze | assay check -e pypi -",
                        "  git show HEAD:package.json | assay check --stdin-name package.json -",
                        "  assay check --offline package-lock.json       by names alone",
                        "  assay check --registry npm=https://npm.example.org/ --private @acme/ package.json");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("NAME|PURL|FILE")
                .description(
                        "A package's name, pkg:TYPE/NAME, or a manifest, lockfile or bill of materials: the packages"
                                + " it names.")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..*")
                .build());
        spec.addOption(Options.value(
                "FILE",
                "Check what FILE lists, names, purls or files, one a line (or NUL-separated), however many; - for"
                        + " standard input.",
                "--files-from"));
        spec.addOption(Options.value(
                "NAME",
                "Standard input, given as -, is one file that is called so, such as package.json or requirements.txt.",
                "--stdin-name"));
        spec.addOption(Options.values(
                "TYPE",
                ",",
                "Where names without one are from: " + String.join(", ", Ecosystem.types()) + " (default: "
                        + ANYWHERE.stream().map(Ecosystem::type).collect(Collectors.joining(","))
                        + "; the one that has it in its list, else each that takes such a name; else Go for host.tld/owner/name and"
                        + " Maven for org.group:artifact).",
                "--ecosystem",
                "-e"));
        spec.addOption(Options.values(
                "PURL",
                ",",
                "Packages that somebody has looked at, as pkg:TYPE/NAME: nothing is said of them.",
                "--allow"));
        spec.addOption(Options.values(
                "PREFIX",
                ",",
                "Namespaces of your own, such as @acme/ or com.acme: what is in them is meant, and never asked about.",
                "--private"));
        IndicatorArguments.addTo(spec);
        spec.addOption(ScanArguments.packagePatterns());
        spec.addOption(ScanArguments.failOn());
        spec.addOption(Options.flag("Stop at the first finding that counts.", "--fail-fast"));
        spec.addOption(ScanArguments.asOf());
        spec.addOption(Options.value(
                Integer.class,
                CheckCommand::parallel,
                "N",
                "40",
                "Packages that are being asked about at once; --http.per-host says how many requests one registry"
                        + " gets.",
                "--parallel"));
        spec.addOption(ScanArguments.profile());
        RegistryArguments.addTo(spec);
        NetworkArguments.client(spec);
        ScanArguments.cache(spec);
        ScanArguments.whatToPrint(spec, Format.ofChecks(), Optional.of("check-format"));
        ScanArguments.settings(spec);
        return spec;
    }

    private static int parallel(String text) {
        int n = Integer.parseInt(text);
        if (n < 1 || n > MOST_PARALLEL) {
            throw new IllegalArgumentException("not a number from 1 to " + MOST_PARALLEL + ": " + text);
        }
        return n;
    }

    @Override
    public Optional<Settings> settings(CommandSpec parsed, Settings fromEnvironment, Context context) {
        return scan.settings(parsed, fromEnvironment, context);
    }

    @Override
    public int run(CommandSpec parsed, Context context) {
        Named named = names(parsed, context);
        List<String> names = named.entries();
        LocalDate day = ScanArguments.day(parsed, LocalDate.now(ZoneId.systemDefault()));
        Indicators indicators = IndicatorArguments.open(parsed, names, context);
        prepare(indicators::prepare);
        RuleBook book = Catalog.load("").book();
        ConfigFile settings = ScanCommand.settings(parsed, day, context);
        PopularLists lists =
                new PopularLists(DataArguments.store(parsed, context), CacheArguments.paths(names, context));
        NamePolicy policyOfNames = names(parsed, settings.names(day));
        NameJudge judge = new NameJudge(
                lists,
                policyOfNames,
                IndicatorArguments.knownBad(indicators),
                ScanArguments.packagePatterns(parsed, context),
                NameJudge.REVIEW);
        Optional<Ecosystem> first = firstEcosystem(parsed, names);
        first.ifPresent(ecosystem -> prepare(() -> judge.prepare(PackageName.of(ecosystem, firstName(names)))));
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicBoolean cancelled = new AtomicBoolean();
        Progress progress = new Progress();
        Optional<OnlineCheck> online = Options.isSet(parsed, "--offline")
                ? Optional.empty()
                : Optional.of(OnlineCheck.open(parsed, first, day, progress, cancelled, context));
        try (Outputs outputs = Outputs.open(parsed, names, book, day, context);
                Interruption _ = Interruption.cancels(() -> {
                    interrupted.set(true);
                    cancelled.set(true);
                });
                InOrder inOrder = new InOrder(Options.value(parsed, Integer.class, "--parallel"))) {
            ReportSink out = outputs;
            if (ScanCommand.showsProgress(parsed, context)) {
                out = ProgressLine.start(progress, context.err(), Terminal.width(context.environment()), "package")
                        .over(outputs);
            }
            CheckReport report = new CheckReport(
                    book,
                    settings.policy(day, book),
                    Severity.of(Options.value(parsed, String.class, "--fail-on")),
                    Options.isSet(parsed, "--fail-fast"),
                    () -> Stream.concat(indicators.referenceData().stream(), lists.referenceData().stream())
                            .toList(),
                    out);
            NameCheck check = new NameCheck(
                    judge,
                    RegistryArguments.origins(parsed),
                    online,
                    inOrder,
                    progress,
                    ecosystems(parsed),
                    new IndicatorRule(indicators, IndicatorArguments.isOwn(policyOfNames)),
                    report);
            ManifestFiles files = new ManifestFiles(context.folder(), day, RegistryArguments.origins(parsed), names);
            if (named.stdin().isPresent()) {
                files.read(named.stdin().get(), context.in(), check);
            }
            BooleanSupplier isOver = () -> {
                boolean isLost = outputs.paths().isEmpty() && context.outIsLost();
                cancelled.compareAndSet(false, isLost); // nobody waits for what nobody will read
                return isLost || cancelled.get() || report.isOver();
            };
            checkAll(named, files, check, isOver);
            cancelled.compareAndSet(false, report.isOver()); // nobody waits for what is not reported
            check.finish();
            int code = ExitCode.of(report.end(
                    named.targets(),
                    day,
                    interrupted.get(),
                    online.isEmpty() ? -1 : progress.requests(),
                    online.isEmpty() ? -1 : progress.bytesReceived()));
            files.notes().forEach(context::notice);
            return code;
        } catch (UncheckedIOException e) {
            context.notice("the report cannot be written: " + e.getMessage());
            return ExitCode.INTERNAL;
        } finally {
            online.ifPresent(OnlineCheck::close);
        }
    }

    /** Work that the first name needs, done while other things are opened. */
    private interface Preparation {
        void run() throws IOException;
    }

    private static void prepare(Preparation work) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                work.run();
            } catch (IOException | UncheckedIOException e) {
                return; // who needs it is told the same
            }
        });
    }

    /** Of the first purl, or where other names are looked for first. */
    private static Optional<Ecosystem> firstEcosystem(CommandSpec parsed, List<String> names) {
        String first = names.isEmpty() ? "" : names.getFirst();
        int slash = first.indexOf('/');
        return PackageUrl.isOne(first) && slash > 0
                ? Ecosystem.ofType(first.substring("pkg:".length(), slash).toLowerCase(Locale.ROOT))
                : ecosystems(parsed).stream().findFirst();
    }

    /** Of the first entry, without its version: what looks like a name that is listed needs no index. */
    private static String firstName(List<String> names) {
        String first = names.isEmpty() ? "" : names.getFirst();
        String name = PackageUrl.isOne(first) ? first.substring(first.indexOf('/') + 1) : first;
        int version = name.indexOf('@', 1);
        return version < 0 ? name : name.substring(0, version);
    }

    /**
     * What is to be checked.
     *
     * @param entries what is known before anything is asked
     * @param rest what follows of long lists, which are never held as a whole
     * @param stdin what standard input is called, if it is one file
     * @param targets what the report says was given
     */
    private record Named(List<String> entries, List<Rest> rest, Optional<String> stdin, List<String> targets) {}

    /** The rest of a list that is called so. */
    private record Rest(String list, TargetList.Listed listed) {}

    private static void checkAll(Named named, ManifestFiles files, NameCheck check, BooleanSupplier isOver) {
        List<String> entries = named.entries();
        for (int i = 0; i < entries.size(); ) {
            if (isOver.getAsBoolean()) {
                return;
            }
            int end = i;
            while (end < entries.size() && end - i < MOST_TOGETHER && files.isPlain(entries.get(end))) {
                end++;
            }
            if (end > i) {
                files.read(entries.subList(i, end), check);
            } else {
                checkOne(entries.get(end++), files, check);
            }
            i = end;
        }
        long all = (long) named.entries().size() + (named.stdin().isPresent() ? 1 : 0);
        for (Rest rest : named.rest()) {
            all += checkRest(rest, files, check, isOver);
        }
        if (all == 0 && !isOver.getAsBoolean()) {
            check.gap(GapKind.MALFORMED, Location.of(named.targets().getLast(), ""), "is a list that names nothing");
        }
    }

    /** Returns how many entries there were. */
    private static long checkRest(Rest of, ManifestFiles files, NameCheck check, BooleanSupplier isOver) {
        ListLines rest = of.listed().rest();
        long entries = 0;
        try {
            for (String line = rest.next(); line != null; line = rest.next()) {
                if (isOver.getAsBoolean()) {
                    return entries;
                }
                String name = entry(line, of.listed());
                if (!name.isEmpty()) {
                    entries++;
                    files.give(name);
                    checkOne(name, files, check);
                }
            }
        } catch (IOException e) {
            check.gap(GapKind.UNREADABLE, Location.of(of.list(), ""), "cannot be read to its end: " + e.getMessage());
        }
        return entries;
    }

    private static void checkOne(String name, ManifestFiles files, NameCheck check) {
        if (files.isFile(name)) {
            files.read(name, check);
        } else {
            check.check(name);
        }
    }

    /** What a line of a list names; empty if it is a comment. As requirements have it, a line may go on behind a backslash. */
    private static String entry(String line, TargetList.Listed listed) {
        if (!listed.isOfLines()) {
            return line.strip();
        }
        String text = line.strip();
        int comment = text.startsWith("#") ? 0 : text.indexOf(" #");
        text = (comment < 0 ? text : text.substring(0, comment)).strip();
        return text.endsWith(" \\") ? text.substring(0, text.length() - 1).strip() : text;
    }

    private static Named names(CommandSpec parsed, Context context) {
        List<String> given =
                new ArrayList<>(Options.list(parsed.positionalParameters().getFirst()));
        List<String> entries = new ArrayList<>(given);
        boolean hasStdin = entries.removeIf(STDIN::equals);
        String stdinName = Options.text(parsed, "--stdin-name");
        if (stdinName != null && !hasStdin) {
            throw new ParameterException(
                    parsed.commandLine(), "--stdin-name: says what standard input is called, which is given as -");
        }
        Set<String> lists = new LinkedHashSet<>();
        if (hasStdin && stdinName == null) {
            lists.add(STDIN);
        }
        String list = Options.text(parsed, "--files-from");
        if (list != null) {
            given.add(list);
            lists.add(list);
        }
        if (stdinName != null && lists.contains(STDIN)) {
            throw new ParameterException(
                    parsed.commandLine(), "--stdin-name: standard input is one file, and cannot be a list as well");
        }
        List<Rest> rest = new ArrayList<>();
        for (String each : lists) {
            TargetList.Listed listed = context.filesFrom().open(each, context);
            refuseDocument(each, listed, parsed);
            listed.ahead().stream()
                    .map(line -> entry(line, listed))
                    .filter(line -> !line.isEmpty())
                    .forEach(entries::add);
            if (!listed.isWhole()) {
                rest.add(new Rest(each, listed));
            }
        }
        if (entries.isEmpty() && rest.isEmpty() && stdinName == null) {
            throw new ParameterException(
                    parsed.commandLine(), "nothing to check: name a package, such as pkg:npm/lodash, or a manifest");
        }
        if (entries.contains("")) {
            throw new ParameterException(parsed.commandLine(), "a package without a name; is a variable empty?");
        }
        return new Named(
                entries, rest, Optional.ofNullable(stdinName), rest.isEmpty() ? targets(entries, stdinName) : given);
    }

    private static List<String> targets(List<String> entries, @Nullable String stdinName) {
        return stdinName == null
                ? entries
                : Stream.concat(Stream.of(stdinName), entries.stream()).toList();
    }

    /** Each line of a manifest would be a package that there is not. */
    private static void refuseDocument(String list, TargetList.Listed listed, CommandSpec parsed) {
        String first = listed.ahead().stream()
                .map(line -> entry(line, listed))
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
        if (!first.isEmpty() && "{[<".indexOf(first.charAt(0)) >= 0) {
            throw new ParameterException(
                    parsed.commandLine(),
                    list.equals(STDIN)
                            ? "standard input is no list of names but a document; say what it is called:"
                                    + " --stdin-name package.json -"
                            : "--files-from: " + list + " is no list of names but a document; give it as an argument");
        }
    }

    /** What the options say beside the settings. */
    private static NamePolicy names(CommandSpec parsed, NamePolicy settings) {
        Map<PackageName, String> allowed = new HashMap<>(settings.allowed());
        for (String purl : Options.list(parsed.findOption("--allow"))) {
            try {
                allowed.put(PackageUrl.wholePackage(purl.strip()), "--allow");
            } catch (IllegalArgumentException e) {
                throw new ParameterException(parsed.commandLine(), "--allow: " + purl + ": " + e.getMessage());
            }
        }
        Set<String> namespaces = new LinkedHashSet<>(settings.privateNamespaces());
        for (String namespace : Options.list(parsed.findOption("--private"))) {
            namespaces.add(namespace.strip());
        }
        return new NamePolicy(allowed, namespaces);
    }

    private static Set<Ecosystem> ecosystems(CommandSpec parsed) {
        List<String> wanted = Options.list(parsed.findOption("--ecosystem"));
        if (wanted.isEmpty()) {
            return new LinkedHashSet<>(ANYWHERE);
        }
        EcosystemNames names = new EcosystemNames();
        Set<Ecosystem> ecosystems = new LinkedHashSet<>();
        for (String name : wanted) {
            ecosystems.add(names.of(name.strip(), "--ecosystem", parsed));
        }
        return ecosystems;
    }
}
