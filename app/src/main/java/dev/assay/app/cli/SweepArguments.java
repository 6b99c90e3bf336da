package dev.assay.app.cli;

import static dev.assay.app.cli.Options.choice;
import static dev.assay.app.cli.Options.flag;
import static dev.assay.app.cli.Options.value;

import dev.assay.app.cache.CacheFolder;
import dev.assay.app.config.ConfigException;
import dev.assay.app.sweep.GroupBy;
import dev.assay.app.sweep.SweepStore;
import dev.assay.connectors.github.GitHub;
import dev.assay.connectors.github.GitHubOptions;
import dev.assay.connectors.github.Selection;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteOptions;
import dev.assay.engine.scan.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/** The options that say what is swept, and where it is kept. */
final class SweepArguments {
    private SweepArguments() {}

    static void addTo(CommandSpec spec) {
        spec.addOption(value("SLUG", "Only the repositories of this team of the organisation.", "--team"));
        spec.addOption(flag("Also repositories that are archived; else they are counted.", "--include-archived"));
        spec.addOption(flag("Leave out forks; they are counted.", "--exclude-forks"));
        spec.addOption(value(
                String.class,
                SweepArguments::branches,
                "WHICH",
                "default",
                "Which branches: default, all, or a pattern of their names (release-*).",
                "--branches"));
        spec.addOption(flag("Also the heads of open pull requests.", "--pull-requests"));
        spec.addOption(choice(
                Stream.of(GroupBy.values()).map(GroupBy::id).toList(),
                "WHAT",
                null,
                "List findings under the owner, team or repository that they concern, and count them so.",
                "--group-by"));
        spec.addOption(flag(
                "Judge what is kept of the last sweep, and ask the server for nothing; what was never read is a gap.",
                "--rematch"));
        spec.addOption(value("DIR", "Where sweeps are kept (default: the user's folder for state).", "--state-dir"));
        NetworkArguments.github(spec);
    }

    private static String branches(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("name default, all, or a pattern of names");
        }
        return text;
    }

    /** @throws IOException if what the options name cannot be read */
    static SweepSource open(CommandSpec parsed, Progress progress, Context context) throws IOException {
        RemoteOptions network = NetworkArguments.options(parsed, context);
        Path folder = CacheFolder.resolveState(
                        Options.text(parsed, "--state-dir"), context.environment(), System.getProperties())
                .orElseThrow(() ->
                        new ConfigException("there is no folder for what sweeps keep; name one with --state-dir"));
        GitHubOptions server = NetworkArguments.github(parsed, network);
        RemoteClient client = new RemoteClient(network, progress);
        SweepStore store = new SweepStore(folder, List.of(), InstantSource.system(), context::notice);
        return new SweepSource(
                client,
                new GitHub(client, server),
                store,
                selection(parsed),
                groupBy(parsed),
                !network.offline(),
                !Options.isSet(parsed, "--dry-run"),
                network.perHost(),
                progress);
    }

    private static @Nullable GroupBy groupBy(CommandSpec parsed) {
        String by = Options.text(parsed, "--group-by");
        return by == null ? null : GroupBy.of(by);
    }

    private static Selection selection(CommandSpec parsed) {
        String branches = Options.value(parsed, String.class, "--branches");
        String team = Options.text(parsed, "--team");
        return new Selection(
                Options.isSet(parsed, "--include-archived"),
                !Options.isSet(parsed, "--exclude-forks"),
                switch (branches) {
                    case "default" -> "";
                    case "all" -> "*";
                    default -> branches;
                },
                Options.isSet(parsed, "--pull-requests"),
                team == null ? "" : team,
                groupBy(parsed) == GroupBy.TEAM);
    }
}
