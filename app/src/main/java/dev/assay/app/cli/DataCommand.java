package dev.assay.app.cli;

import dev.assay.app.config.ConfigException;
import dev.assay.app.config.Nearest;
import dev.assay.app.data.DataSource;
import dev.assay.app.data.DataStore;
import dev.assay.app.data.Dataset;
import dev.assay.app.data.Intake;
import dev.assay.app.data.Proof;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteOptions;
import dev.assay.connectors.remote.Urls;
import dev.assay.detectors.name.Ecosystem;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.scan.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** {@code assay data update|import|status|remove}: what packages and names are compared with. */
final class DataCommand implements Command {
    private static final int MOST_NAME = 64;
    private static final List<String> ORDERS = List.of("downloads", "impact", "none");

    @Override
    public String name() {
        return "data";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create();
        spec.usageMessage()
                .description("Keeps what packages and names are compared with: advisories, campaigns, popular names.")
                .footer(
                        "",
                        "Examples:",
                        "  assay data update popular osv/npm    fetch these; without names all",
                        "  assay data update ours --source ours=URL --verify \"ours=$(cat key.pub)\"",
                        "  assay data import all.zip --name osv/npm",
                        "  assay data import names.txt --popular npm",
                        "  assay data status",
                        "  assay data remove popular/npm        the list of the build counts again");
        CommandSpec update = Subcommand.spec(
                "update", "Fetch what is published: lists of popular names, advisories of OSV.", DataCommand::update);
        update.addPositional(
                positional("NAME", "What to fetch: popular, osv, or one of them such as osv/npm.", "0..*"));
        update.addOption(Options.values(
                "NAME=URL",
                null,
                "Fetch from a mirror: osv=URL stands for the folder of the ecosystems, osv/npm=URL for the one file."
                        + " Any other name is a feed of indicators of your own.",
                "--source"));
        update.addOption(Options.flag(
                "Take what --source names without a proof of --verify, so that whoever has the server or the way to it"
                        + " says what counts as bad.",
                "--allow-unverified"));
        NetworkArguments.addTo(update);
        add(spec, update, "update");
        CommandSpec load = Subcommand.spec(
                "import",
                "Take a file: a zip, a folder or JSON of OSV, a feed of indicators, a list of popular names.",
                DataCommand::load);
        load.addPositional(positional("FILE", "What to take.", "1..*"));
        load.addOption(
                Options.value("NAME", "What to call it (default: the file's name without its ending).", "--name"));
        load.addOption(Options.value("TYPE", "It is a list of popular names of this ecosystem.", "--popular"));
        load.addOption(Options.choice(
                ORDERS,
                "ORDER",
                "downloads",
                "What such a list is ordered by: " + String.join(", ", ORDERS) + ".",
                "--ranked"));
        add(spec, load, "import");
        CommandSpec status = Subcommand.spec(
                "status", "Show what is kept, how old it is, and whether it is whole.", DataCommand::status);
        DataArguments.addTo(status);
        spec.addSubcommand("status", status);
        CommandSpec remove = Subcommand.spec(
                "remove",
                "Take out what was fetched or imported; of popular names, those of the build count again.",
                DataCommand::remove);
        remove.addPositional(positional("NAME", "What to take out, as status calls it.", "1..*"));
        DataArguments.addTo(remove);
        spec.addSubcommand("remove", remove);
        return spec;
    }

    private static void add(CommandSpec parent, CommandSpec spec, String name) {
        spec.addOption(Options.values(
                "NAME=PROOF",
                null,
                "Take what is called so only with this digest (sha256:HEX), or signed with this key (ssh-ed25519"
                        + " BASE64) by ssh-keygen -Y sign -n assay-feed; the signature lies beside it as .sig. May be"
                        + " repeated.",
                "--verify"));
        spec.addOption(Options.flag("Replace what is there by something older, or much smaller.", "--allow-older"));
        DataArguments.addTo(spec);
        parent.addSubcommand(name, spec);
    }

    private static PositionalParamSpec positional(String label, String description, String arity) {
        return PositionalParamSpec.builder()
                .paramLabel(label)
                .description(description)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .converters(Options::said)
                .arity(arity)
                .build();
    }

    @Override
    public int run(CommandSpec parsed, Context context) {
        parsed.commandLine().usage(context.err());
        return ExitCode.USAGE;
    }

    private static DataStore store(CommandSpec parsed, Context context) {
        return DataArguments.store(parsed, context)
                .orElseThrow(
                        () -> new ConfigException("there is no folder for reference data; name one with --data-dir"));
    }

    private static Intake intake(CommandSpec parsed, DataStore store, AtomicBoolean cancelled) {
        Clock clock = new Clock(System.nanoTime() + Long.MAX_VALUE / 2, cancelled);
        return new Intake(store, Options.isSet(parsed, "--allow-older"), Instant.now(), clock);
    }

    /** Leaves nothing that was on its way, if there is time for that; the next who writes removes it else. */
    private static Interruption interruption(AtomicBoolean cancelled, Context context) {
        return Interruption.cancels(() -> {
            cancelled.set(true);
            context.notice("interrupted; what was there stays");
        });
    }

    private static int update(CommandSpec parsed, Context context) {
        List<DataSource> sources = sources(parsed);
        Map<String, Proof> proofs =
                proofs(parsed, sources.stream().map(DataSource::name).toList());
        refuseUnverified(parsed, sources, proofs.keySet());
        DataStore store = store(parsed, context);
        RemoteOptions options = NetworkArguments.options(parsed, context);
        if (options.offline()) {
            context.notice("nothing is fetched with --offline; take files with assay data import");
            return ExitCode.INCOMPLETE;
        }
        AtomicBoolean cancelled = new AtomicBoolean();
        Intake intake = intake(parsed, store, cancelled);
        boolean isWhole = true;
        try (Interruption _ = interruption(cancelled, context);
                DataStore.Work _ = store.begin();
                RemoteClient client = new RemoteClient(options, new Progress())) {
            for (DataSource source : sources) {
                try {
                    isWhole &= say(intake.fetch(source, client, proofs.get(source.name())), context);
                } catch (IOException e) {
                    isWhole = false;
                    context.notice(source.name() + ": " + e.getMessage() + "; what was there stays");
                }
            }
        } catch (BudgetExceededException e) {
            context.notice(e.reason() + "; what was there stays");
            return cancelled.get() ? ExitCode.INTERRUPTED : ExitCode.INCOMPLETE;
        } catch (IOException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
        return isWhole ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
    }

    /**
     * What comes from elsewhere than the table of sources, which is https throughout, shows a proof, or somebody has said that none is
     * needed: nobody should find out from a report that a list was somebody else's.
     */
    private static void refuseUnverified(CommandSpec parsed, List<DataSource> sources, Set<String> proved) {
        if (Options.isSet(parsed, "--allow-unverified")) {
            return;
        }
        Set<String> known = DataSource.all().stream().map(DataSource::address).collect(Collectors.toSet());
        List<String> unproved = sources.stream()
                .filter(each -> !known.contains(each.address()) && !proved.contains(each.name()))
                .map(DataSource::name)
                .toList();
        if (!unproved.isEmpty()) {
            String name = unproved.getFirst();
            throw new ParameterException(
                    parsed.commandLine(),
                    "--source: nothing proves whose " + String.join(", ", unproved)
                            + " is; name its key or digest (--verify " + name
                            + "=PROOF), or take it as it comes with --allow-unverified");
        }
    }

    private static List<DataSource> sources(CommandSpec parsed) {
        List<DataSource> all = new ArrayList<>(DataSource.all());
        for (String given : Options.list(parsed.findOption("--source"))) {
            int equals = given.indexOf('=');
            String called = equals < 0 ? given : given.substring(0, equals);
            if (equals < 0 || !isName(called)) {
                throw new ParameterException(
                        parsed.commandLine(),
                        "--source: " + given + " is not of the form osv=URL, osv/npm=URL or NAME=URL");
            }
            String address = given.substring(equals + 1);
            if (Urls.hasCredentials(address)) {
                throw new ParameterException(
                        parsed.commandLine(),
                        "--source: the address of " + called
                                + " has a user or a password in it; put them into ~/.netrc, or the"
                                + " file that NETRC names");
            }
            if (all.stream().anyMatch(each -> each.isCalled(called))) {
                all.replaceAll(each -> each.isCalled(called) ? each.at(called, address) : each);
            } else if (called.startsWith("osv/") || called.startsWith("popular/")) {
                throw new ParameterException(parsed.commandLine(), "--source: nothing is called " + called);
            } else {
                all.add(DataSource.feed(called, address));
            }
        }
        List<String> wanted = Options.list(parsed.positionalParameters().getFirst());
        for (String name : wanted) {
            if (all.stream().noneMatch(each -> each.isCalled(name))) {
                throw new ParameterException(
                        parsed.commandLine(),
                        "nothing is called " + name
                                + Nearest.hint(
                                        name, all.stream().map(DataSource::name).toList())
                                + "; there are popular, osv, "
                                + String.join(
                                        ", ", all.stream().map(DataSource::name).toList()));
            }
        }
        return all.stream()
                .filter(each -> wanted.isEmpty() || wanted.stream().anyMatch(each::isCalled))
                .toList();
    }

    /** As it may stand in a catalogue and a report. */
    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= MOST_NAME
                && name.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || "-._/".indexOf(c) >= 0);
    }

    /**
     * What each must show, by its name. A proof of what is not taken is an error: else a slip of the pen would take what
     * nobody has checked.
     */
    private static Map<String, Proof> proofs(CommandSpec parsed, List<String> names) {
        Map<String, Proof> byCalled = new LinkedHashMap<>();
        for (String given : Options.list(parsed.findOption("--verify"))) {
            int equals = given.indexOf('=');
            String called = equals < 0 ? given : given.substring(0, equals);
            if (equals < 0 || names.stream().noneMatch(each -> isCalled(each, called))) {
                throw new ParameterException(
                        parsed.commandLine(),
                        "--verify: nothing that is taken is called " + called + Nearest.hint(called, names)
                                + (equals < 0 ? "; it is of the form NAME=PROOF" : ""));
            }
            try {
                if (byCalled.put(called, Proof.of(given.substring(equals + 1))) != null) {
                    throw new ParameterException(parsed.commandLine(), "--verify: there are two for " + called);
                }
            } catch (IOException e) {
                throw new ParameterException(parsed.commandLine(), "--verify: " + called + ": " + e.getMessage());
            }
        }
        Map<String, Proof> proofs = new HashMap<>();
        for (String name : names) {
            byCalled.forEach((called, proof) -> {
                if (isCalled(name, called)) {
                    proofs.merge(name, proof, (one, other) -> name.equals(called) ? other : one);
                }
            });
        }
        return proofs;
    }

    /** By its own name, or that of all of its kind. */
    private static boolean isCalled(String name, String called) {
        return name.equals(called) || name.startsWith(called + "/");
    }

    /** Says what became of a source; returns whether all of it could be read. */
    private static boolean say(Intake.Taken taken, Context context) {
        Dataset dataset = taken.dataset();
        context.out()
                .printf(
                        Locale.ROOT,
                        "%-16s %s, %,d %s%s%s%n",
                        dataset.name(),
                        taken.isNew() ? "taken" : "unchanged",
                        dataset.entries(),
                        dataset.entries() == 1 ? "entry" : "entries",
                        dataset.date().isEmpty() ? "" : ", of " + dataset.date(),
                        DataStatus.notRead(dataset));
        dataset.notes().forEach(note -> context.notice(dataset.name() + ": " + note));
        return dataset.unread() == 0;
    }

    /** All files are there, and all are called something else, before the first is taken. */
    private static int load(CommandSpec parsed, Context context) {
        List<String> files = Options.list(parsed.positionalParameters().getFirst());
        if (files.isEmpty()) {
            throw new ParameterException(parsed.commandLine(), "nothing to take: name a file");
        }
        String popular = Options.text(parsed, "--popular");
        String name = Options.text(parsed, "--name");
        if (files.size() > 1 && (popular != null || name != null)) {
            throw new ParameterException(
                    parsed.commandLine(), (popular == null ? "--name" : "--popular") + " is for one file");
        }
        Map<String, String> byName = new LinkedHashMap<>();
        for (String file : files) {
            Path path = context.folder().resolve(file);
            String called =
                    popular != null ? "popular/" + ecosystem(parsed, popular).type() : name == null ? stem(path) : name;
            if (!Files.exists(path)) {
                throw new ConfigException("there is no file " + file
                        + (file.equals("-") ? "; standard input is the file /dev/stdin, and --name calls it" : ""));
            }
            String other = byName.put(called, file);
            if (other != null) {
                throw new ParameterException(
                        parsed.commandLine(), other + " and " + file + " would both be called " + called);
            }
        }
        Map<String, Proof> proofs = proofs(parsed, List.copyOf(byName.keySet()));
        DataStore store = store(parsed, context);
        AtomicBoolean cancelled = new AtomicBoolean();
        Intake intake = intake(parsed, store, cancelled);
        boolean isWhole = true;
        try (Interruption _ = interruption(cancelled, context);
                DataStore.Work _ = store.begin()) {
            for (Map.Entry<String, String> each : byName.entrySet()) {
                isWhole &= say(take(each.getKey(), each.getValue(), intake, proofs, parsed, context), context);
            }
        } catch (BudgetExceededException e) {
            context.notice(e.reason() + "; what was there stays");
            return cancelled.get() ? ExitCode.INTERRUPTED : ExitCode.INCOMPLETE;
        } catch (IOException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
        return isWhole ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
    }

    private static Intake.Taken take(
            String called, String file, Intake intake, Map<String, Proof> proofs, CommandSpec parsed, Context context) {
        Path path = context.folder().resolve(file);
        String popular = Options.text(parsed, "--popular");
        try {
            return popular == null
                    ? intake.importIndicators(called, path, proofs.get(called))
                    : intake.importNames(
                            ecosystem(parsed, popular),
                            Options.value(parsed, String.class, "--ranked"),
                            path,
                            proofs.get(called));
        } catch (IOException e) {
            throw new ConfigException(file + ": " + e.getMessage());
        }
    }

    private static Ecosystem ecosystem(CommandSpec parsed, String type) {
        return new EcosystemNames().of(type, "--popular", parsed);
    }

    private static String stem(Path file) {
        String name = String.valueOf(file.toAbsolutePath().normalize().getFileName());
        int dot = Files.isDirectory(file) ? -1 : name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /** All names are there before the first is taken out. */
    private static int remove(CommandSpec parsed, Context context) {
        List<String> names = Options.list(parsed.positionalParameters().getFirst());
        if (names.isEmpty()) {
            throw new ParameterException(
                    parsed.commandLine(), "nothing to take out: name what 'assay data status' lists");
        }
        DataStore store = store(parsed, context);
        try {
            List<String> kept =
                    store.datasets(List.of()).stream().map(Dataset::name).toList();
            for (String name : names) {
                if (!kept.contains(name)) {
                    throw new ParameterException(
                            parsed.commandLine(),
                            "nothing that is kept is called " + name + Nearest.hint(name, kept)
                                    + (kept.isEmpty()
                                            ? "; nothing is kept"
                                            : "; there are " + String.join(", ", kept)));
                }
            }
            for (String name : names) {
                if (store.remove(name).isPresent()) {
                    context.out().printf(Locale.ROOT, "%-16s removed%n", name);
                }
            }
        } catch (IOException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
        return ExitCode.CLEAN;
    }

    private static int status(CommandSpec parsed, Context context) {
        DataStore store = store(parsed, context);
        context.out().println("folder       " + store.folder());
        try {
            return DataStatus.tell(store, context) ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
        } catch (IOException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }
}
