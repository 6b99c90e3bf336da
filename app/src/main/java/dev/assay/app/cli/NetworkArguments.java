package dev.assay.app.cli;

import static dev.assay.app.cli.Options.choice;
import static dev.assay.app.cli.Options.flag;
import static dev.assay.app.cli.Options.value;

import dev.assay.app.Version;
import dev.assay.app.cache.CacheFolder;
import dev.assay.app.config.Quantities;
import dev.assay.app.config.Settings;
import dev.assay.connectors.github.GitHubOptions;
import dev.assay.connectors.remote.RemoteOptions;
import dev.assay.connectors.s3.S3Options;
import dev.assay.connectors.s3.S3Options.Addressing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The options that say how the network is used. */
final class NetworkArguments {
    private static final int MOST = 1000;

    private NetworkArguments() {}

    static void addTo(CommandSpec spec) {
        client(spec);
        store(spec);
    }

    /** How any server is asked. */
    static void client(CommandSpec spec) {
        spec.addOption(flag("Use no network at all; a target that needs it is a gap.", "--offline"));
        spec.addOption(flag("Let redirects and listings lead to private addresses.", "--allow-private-hosts"));
        spec.addOption(value(
                "FILE",
                "Trust the certificates of this PEM file in place of Java's (default: what SSL_CERT_FILE names).",
                "--ca-file"));
        number(spec, "per-host", "10", "Connections to one host at once.");
        number(spec, "hosts", "5", "Hosts whose idle connections are kept.");
        number(spec, "retries", "3", "Retries of a request that failed and of a body that broke.");
        time(spec, "backoff", "300ms", "Wait before the first retry; twice as long before each further one.");
        time(spec, "silence", "30s", "How long a server may say nothing.");
    }

    /** Which server is behind {@code github:}, and how it is asked. */
    static void github(CommandSpec spec) {
        spec.addOption(value(
                "URL",
                "The server behind github: (default: https://api.github.com; of GitHub Enterprise: https://HOST/).",
                "--github-url"));
        spec.addOption(value(
                Duration.class,
                Quantities::time,
                "TIME",
                GitHubOptions.QUIET.toSeconds() + "s",
                "How long GitHub is asked for nothing after it refused and named no time; longer each time.",
                "--github.quiet"));
    }

    static GitHubOptions github(CommandSpec parsed, RemoteOptions network) throws IOException {
        return GitHubOptions.of(
                Options.text(parsed, "--github-url"),
                isSaidByUser(parsed, "--github-url", network.environment()),
                network.perHost(),
                Options.value(parsed, Duration.class, "--github.quiet"),
                network.environment(),
                network.home());
    }

    /** Whether the command line or the environment says so, and not a file that may have come with what lies around it. */
    private static boolean isSaidByUser(CommandSpec parsed, String option, Map<String, String> environment) {
        String variable = Settings.variable(Settings.key(parsed.findOption(option)));
        return parsed.commandLine().getParseResult().hasMatchedOption(option)
                || !environment.getOrDefault(variable, "").isEmpty();
    }

    private static void store(CommandSpec spec) {
        spec.addOption(value(
                "URL",
                "The store behind s3:// (default: what AWS's variables and files name, else AWS).",
                "--s3.endpoint"));
        spec.addOption(value(
                "REGION",
                "The region to begin with (default: AWS_REGION, or the profile's, or us-east-1).",
                "--s3.region"));
        spec.addOption(choice(
                List.of("auto", "path", "host"),
                "WHERE",
                "auto",
                "Where a bucket's name stands: in the path, in the host, or as fits (auto).",
                "--s3.addressing"));
        spec.addOption(value("NAME", "The profile of ~/.aws to use (default: AWS_PROFILE).", "--s3.profile"));
        spec.addOption(flag("Sign no request for s3://, as for public buckets.", "--s3.anonymous"));
    }

    static S3Options s3(CommandSpec parsed) {
        return new S3Options(
                named(parsed, "--s3.endpoint"),
                named(parsed, "--s3.region"),
                Addressing.valueOf(
                        Options.value(parsed, String.class, "--s3.addressing").toUpperCase(Locale.ROOT)),
                named(parsed, "--s3.profile"),
                Options.isSet(parsed, "--s3.anonymous"));
    }

    private static Optional<String> named(CommandSpec parsed, String option) {
        return Optional.ofNullable(Options.text(parsed, option));
    }

    private static void number(CommandSpec spec, String name, String initial, String description) {
        spec.addOption(value(Integer.class, NetworkArguments::number, "N", initial, description, "--http." + name));
    }

    private static void time(CommandSpec spec, String name, String initial, String description) {
        spec.addOption(value(Duration.class, Quantities::time, "TIME", initial, description, "--http." + name));
    }

    private static int number(String text) {
        int number = Integer.parseInt(text);
        if (number < 0 || number > MOST) {
            throw new IllegalArgumentException("not a number from 0 to " + MOST + ": " + text);
        }
        return number;
    }

    static RemoteOptions options(CommandSpec parsed, Context context) {
        @Nullable String caFile = Options.text(parsed, "--ca-file");
        String named = caFile != null ? caFile : context.environment().getOrDefault("SSL_CERT_FILE", "");
        String home = CacheFolder.home(context.environment(), System.getProperties());
        return new RemoteOptions(
                Options.isSet(parsed, "--offline") || Options.isSet(parsed, "--rematch"),
                Options.isSet(parsed, "--allow-private-hosts"),
                named.isEmpty()
                        ? Optional.empty()
                        : Optional.of(context.folder().resolve(named)),
                Math.max(Options.value(parsed, Integer.class, "--http.per-host"), 1),
                Math.max(Options.value(parsed, Integer.class, "--http.hosts"), 1),
                Options.value(parsed, Integer.class, "--http.retries"),
                Options.value(parsed, Duration.class, "--http.backoff"),
                Options.value(parsed, Duration.class, "--http.silence"),
                context.environment(),
                Path.of(home),
                "assay/" + Version.NUMBER);
    }
}
