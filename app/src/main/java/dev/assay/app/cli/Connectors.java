package dev.assay.app.cli;

import dev.assay.app.config.ConfigException;
import dev.assay.app.render.Terminal;
import dev.assay.connectors.git.GitConnector;
import dev.assay.connectors.git.SinceConnector;
import dev.assay.connectors.github.GitHubConnector;
import dev.assay.connectors.github.GitHubTarget;
import dev.assay.connectors.http.HttpConnector;
import dev.assay.connectors.huggingface.HuggingFaceConnector;
import dev.assay.connectors.local.LocalConnector;
import dev.assay.connectors.registry.RegistryClient;
import dev.assay.connectors.remote.Documents;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteOptions;
import dev.assay.connectors.remote.ResponseCache;
import dev.assay.connectors.s3.S3Connector;
import dev.assay.connectors.stdin.StdinConnector;
import dev.assay.detectors.name.NameRule;
import dev.assay.engine.scan.Connector;
import dev.assay.engine.scan.Enricher;
import dev.assay.engine.scan.Progress;
import dev.assay.engine.scan.Reasons;
import dev.assay.engine.scan.Registries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The connectors of one scan, and the connections that they share. Nothing of the network is loaded unless a target has an
 * address: it would be most of a small scan's start.
 */
final class Connectors implements AutoCloseable {
    private final CommandSpec parsed;
    private final Context context;
    private final Runnable end;
    private final List<Connector> remote;
    private final Optional<Registries> registries;

    private Connectors(
            CommandSpec parsed,
            Context context,
            Runnable end,
            List<Connector> remote,
            Optional<Registries> registries) {
        this.parsed = parsed;
        this.context = context;
        this.end = end;
        this.remote = remote;
        this.registries = registries;
    }

    static Connectors open(CommandSpec parsed, List<String> targets, Progress progress, Context context) {
        refuseWhatCannotBeCompared(parsed, targets, context);
        boolean asks = Options.isSet(parsed, "--online") && !Options.isSet(parsed, "--offline");
        for (String target : targets) {
            if (asks || target.contains("://") || target.startsWith(GitHubTarget.SCHEME)) {
                return remote(parsed, targets, asks, progress, context);
            }
        }
        List<Connector> git = targets.stream().anyMatch(GitConnector::isTarget)
                ? List.of(new GitConnector(null, context.folder()))
                : List.of();
        return new Connectors(parsed, context, () -> {}, git, Optional.empty());
    }

    private static Connectors remote(
            CommandSpec parsed, List<String> targets, boolean asks, Progress progress, Context context) {
        RemoteOptions options = NetworkArguments.options(parsed, context);
        try {
            RemoteClient client = new RemoteClient(options, progress);
            ResponseCache cache = CacheArguments.openResponses(parsed, targets, context);
            Documents documents = new Documents(client, cache);
            return new Connectors(
                    parsed,
                    context,
                    () -> {
                        client.close();
                        cache.close();
                    },
                    connectors(parsed, targets, client, cache, options, context),
                    asks
                            ? Optional.of(new RegistryClient(
                                    client, documents, RegistryArguments.options(parsed, ScanCommand.BUILD)))
                            : Optional.empty());
        } catch (IOException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private static List<Connector> connectors(
            CommandSpec parsed,
            List<String> targets,
            RemoteClient client,
            ResponseCache cache,
            RemoteOptions options,
            Context context)
            throws IOException {
        List<Connector> all = new ArrayList<>();
        all.add(new GitConnector(client, context.folder()));
        if (targets.stream().anyMatch(target -> target.startsWith(GitHubTarget.SCHEME))) {
            all.add(new GitHubConnector(client, NetworkArguments.github(parsed, options)));
        }
        Documents documents = new Documents(client, cache);
        all.add(new HuggingFaceConnector(client, documents, options.environment(), options.home()));
        all.add(new S3Connector(
                client, NetworkArguments.s3(parsed), options.environment(), options.home(), InstantSource.system()));
        all.add(new HttpConnector(client, cache));
        return List.copyOf(all);
    }

    /** @param written files that this process is writing, which are no targets */
    List<Connector> all(Set<Path> written) {
        List<Connector> all = new ArrayList<>();
        all.add(new StdinConnector(context.in()));
        LocalConnector local = new LocalConnector(
                context.folder(),
                Options.isSet(parsed, "--trust-target"),
                Options.isSet(parsed, "--follow-links"),
                written);
        String since = Options.text(parsed, "--since");
        all.addAll(remote); // before files, which may have any name without ://
        all.add(since == null ? local : new SinceConnector(local, context.folder(), since));
        return all;
    }

    /** Before anything is read: a scan of all of it is none that anybody asked for. */
    private static void refuseWhatCannotBeCompared(CommandSpec parsed, List<String> targets, Context context) {
        String since = Options.text(parsed, "--since");
        if (since == null) {
            return;
        }
        LocalConnector local = new LocalConnector(context.folder(), false, false);
        SinceConnector comparing = new SinceConnector(local, context.folder(), since);
        for (String target : targets) {
            try {
                if (!comparing.accepts(target)) {
                    throw new IOException("only files and folders of a git working tree have a commit to compare with");
                }
                comparing.check(target);
            } catch (IOException e) {
                throw new ParameterException(
                        parsed.commandLine(),
                        "--since: " + Terminal.escape(local.label(target) + ": " + Reasons.of(e), true));
            }
        }
    }

    /** What asks registries about packages, if they are to be asked. */
    Enricher enricher(NameRule names) {
        return registries.map(names::enricher).orElse(Enricher.NONE);
    }

    @Override
    public void close() {
        end.run();
    }
}
