package dev.assay.app.cli;

import dev.assay.app.config.Nearest;
import dev.assay.app.config.Quantities;
import dev.assay.connectors.registry.RegistryOptions;
import dev.assay.connectors.registry.RegistryOrigins;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The options that say which registries of packages are asked, and how. */
final class RegistryArguments {
    private RegistryArguments() {}

    static void addTo(CommandSpec spec) {
        spec.addOption(Options.values(
                "KEY=URL",
                ",",
                "The registry of an ecosystem in place of the public one, such as npm=https://npm.example.org/. What"
                        + " is public beside it is not asked then: npm-downloads, cargo-api and others are keys of their"
                        + " own.",
                "--registry"));
        spec.addOption(Options.value(
                Duration.class,
                Quantities::time,
                "TIME",
                "1h",
                "How long a registry's answer is used without asking again.",
                "--registry-fresh"));
        spec.addOption(Options.value(
                Duration.class,
                Quantities::time,
                "TIME",
                "30s",
                "How long a registry's answers about one package may take, with retries.",
                "--registry-timeout"));
    }

    static RegistryOptions options(CommandSpec parsed, String build) {
        return new RegistryOptions(
                named(parsed),
                Math.max(Options.value(parsed, Integer.class, "--http.per-host"), 1),
                Options.value(parsed, Duration.class, "--registry-fresh"),
                Options.value(parsed, Duration.class, "--registry-timeout"),
                build);
    }

    /** Where packages are published, as far as is known and as the user says. */
    static RegistryOrigins origins(CommandSpec parsed) {
        return new RegistryOrigins(named(parsed));
    }

    private static Map<String, HttpUrl> named(CommandSpec parsed) {
        Map<String, HttpUrl> named = new HashMap<>();
        List<String> pairs = Options.list(parsed.findOption("--registry"));
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String key = pair.substring(0, Math.max(equals, 0));
            if (!RegistryOptions.keys().contains(key)) {
                throw new ParameterException(
                        parsed.commandLine(),
                        "--registry: " + (equals < 0 ? "KEY=URL is wanted" : "no key is called " + key)
                                + Nearest.hint(key, equals < 0 ? List.of() : RegistryOptions.keys())
                                + "; the keys are " + String.join(", ", RegistryOptions.keys()));
            }
            HttpUrl url = HttpUrl.parse(pair.substring(equals + 1));
            if (url == null) { // it may hold a password, so it is not repeated
                throw new ParameterException(
                        parsed.commandLine(),
                        "--registry: what is given for " + key
                                + " is no address of a registry, such as https://registry.example.org/");
            }
            if (!url.username().isEmpty() || !url.password().isEmpty()) {
                throw new ParameterException(
                        parsed.commandLine(),
                        "--registry: the address of " + key
                                + " has a user or a password in it; put them into ~/.netrc, or the file that NETRC"
                                + " names");
            }
            named.put(key, url);
        }
        return named;
    }
}
