package dev.assay.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What an option is worth when the command line does not say: the environment, then {@code assay.yaml}, then the built-in
 * profile. {@code --fail-on} is {@code ASSAY_FAIL_ON} and {@code fail-on:}; so it is for every option with a value.
 */
public record Settings(
        Map<String, String> environment,
        ConfigFile file,
        ConfigFile builtIn,
        @Nullable String profile) implements IDefaultValueProvider {
    /** What the environment alone says. */
    public static Settings of(Map<String, String> environment) {
        return new Settings(environment, ConfigFile.empty(), ConfigFile.empty(), null);
    }

    /** Adds a file and the profiles that come with Assay; {@code profile} is the one in use, or null for none. */
    public Settings with(ConfigFile newFile, @Nullable String newProfile) {
        ConfigFile profiles = newProfile == null ? ConfigFile.empty() : builtInProfiles();
        if (newProfile != null
                && !newFile.profiles().contains(newProfile)
                && !profiles.profiles().contains(newProfile)) {
            throw new ConfigException("no profile has the name " + newProfile + "; there are "
                    + String.join(", ", profiles.profiles()) + " and those of assay.yaml");
        }
        return new Settings(environment, newFile, profiles, newProfile);
    }

    private static ConfigFile builtInProfiles() {
        try (InputStream in = Settings.class.getResourceAsStream("profiles.yaml")) {
            return ConfigFile.readTrusted("profiles.yaml", Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)
                || option.usageHelp()
                || option.versionHelp()
                || !option.longestName().startsWith("--")) {
            return null;
        }
        String key = key(option);
        String value = environment.get(variable(key));
        if (value == null || value.isEmpty()) {
            value = file.value(key, profile);
        }
        if (value == null) {
            value = builtIn.value(key, profile);
        }
        return value != null ? value : option.defaultValue();
    }

    /** Short, since picocli puts it into messages that nobody sees, at each start. */
    @Override
    public String toString() {
        return "Settings";
    }

    /** The key of an option in {@code assay.yaml}: its longest name, unless it has one for this purpose. */
    public static String key(OptionSpec option) {
        return option.descriptionKey() != null
                ? option.descriptionKey()
                : option.longestName().substring(2);
    }

    /** The environment's variable for a key. */
    public static String variable(String key) {
        return "ASSAY_" + key.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }
}
