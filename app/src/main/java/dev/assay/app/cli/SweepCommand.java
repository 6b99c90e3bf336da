package dev.assay.app.cli;

import dev.assay.app.config.ConfigException;
import dev.assay.app.config.Settings;
import dev.assay.app.render.Format;
import dev.assay.connectors.github.GitHubTarget;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.scan.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** {@code assay sweep github:ORG}: a scan of an owner's repositories, from a store that is refreshed first. */
final class SweepCommand implements Command {
    private static final String USER = GitHubTarget.SCHEME + "@";

    private final ScanCommand scan = new ScanCommand();

    @Override
    public String name() {
        return "sweep";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
        spec.usageMessage()
                .description(
                        "Says which repositories of an owner contain something that is known to be bad, where, through which"
                                + " dependency, and who owns it. Reads what can matter, once, and keeps what it has read.")
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .footer(
                        "",
                        "A token is taken from GITHUB_TOKEN, GH_TOKEN or the files of gh, and told to that server only. What is"
                                + " read is kept: the next sweep asks for what has changed, an interrupted one goes on where it was,"
                                + " and --rematch judges what is kept and asks for nothing.",
                        "",
                        "Exit codes as of scan: 0 clean, 1 unsafe, 2 incomplete.",
                        "",
                        "Examples:",
                        "  assay sweep github:ORG",
                        "  assay sweep github:ORG/REPO github:@USER",
                        "  assay sweep --team payments --branches all --pull-requests github:ORG",
                        "  assay sweep --rematch --indicators new.csv github:ORG     what is kept, against new indicators",
                        "  assay sweep -o sarif=sweep.sarif -o html=sweep.html github:ORG");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("TARGET")
                .description("github:ORG, github:@USER, or github:ORG/REPO[@BRANCH].")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..*")
                .build());
        spec.addOption(ScanArguments.filesFrom());
        SweepArguments.addTo(spec);
        spec.addOption(ScanArguments.only()
                .defaultValue(String.join(",", new TreeSet<>(Dependency.FAMILIES)))
                .descriptionKey("sweep-only")
                .build());
        ScanArguments.included(spec);
        spec.addOption(ScanArguments.dryRun());
        ScanArguments.whatCounts(spec);
        ScanArguments.whatToPrint(spec, Format.ofSweeps(), Optional.of("sweep-format"));
        ScanArguments.resources(spec, "24h", Optional.of("sweep-timeout"));
        ScanArguments.memory(spec);
        IndicatorArguments.addTo(spec);
        NetworkArguments.client(spec);
        ScanArguments.limits(spec);
        ScanArguments.settings(spec);
        return spec;
    }

    @Override
    public Optional<Settings> settings(CommandSpec parsed, Settings fromEnvironment, Context context) {
        return scan.settings(parsed, fromEnvironment, context);
    }

    @Override
    public int run(CommandSpec parsed, Context context) {
        List<String> targets = targets(parsed, context);
        Progress progress = new Progress();
        try {
            SweepSource source = SweepArguments.open(parsed, progress, context);
            return ScanCommand.run(parsed, targets, source, progress, context);
        } catch (IOException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private static List<String> targets(CommandSpec parsed, Context context) {
        List<String> targets =
                new ArrayList<>(Options.list(parsed.positionalParameters().getFirst()));
        String list = Options.text(parsed, "--files-from");
        if (list != null) {
            targets.addAll(context.filesFrom().read(list, context));
        }
        if (targets.isEmpty()) {
            throw new ParameterException(parsed.commandLine(), "nothing to sweep: name an owner, as github:ORG");
        }
        boolean ofTeam = Options.text(parsed, "--team") != null;
        Map<GitHubTarget, String> once = new LinkedHashMap<>();
        for (String target : targets) {
            GitHubTarget named = GitHubTarget.parse(target);
            if (named == null) {
                throw new ParameterException(
                        parsed.commandLine(),
                        "not github:ORG, github:@USER or github:ORG/REPO: " + target + meant(target));
            }
            if (ofTeam && (!named.name().isEmpty() || target.startsWith(USER))) {
                throw new ParameterException(
                        parsed.commandLine(),
                        "--team picks among the repositories of an organisation: not in " + target);
            }
            once.putIfAbsent(named.canonical(), target);
        }
        return List.copyOf(once.values());
    }

    /** Whoever forgot the scheme. */
    private static String meant(String target) {
        String whole = GitHubTarget.SCHEME + target;
        return target.indexOf(':') < 0 && GitHubTarget.parse(whole) != null ? "; did you mean " + whole + "?" : "";
    }
}
