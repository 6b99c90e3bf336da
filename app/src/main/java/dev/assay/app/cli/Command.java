package dev.assay.app.cli;

import dev.assay.app.config.Settings;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** A subcommand: what it takes, and what it does with it. Stateless: the parsed values are in the spec. */
interface Command {
    String name();

    /** Its options, parameters and help, with this command as the user object; made anew for each parse. */
    CommandSpec spec();

    /** Runs with the values in {@code parsed}, a spec that {@link #spec()} made; returns the exit code. */
    int run(CommandSpec parsed, Context context);

    /** What files have to say of values that the command line does not give, if this command heeds any. */
    default Optional<Settings> settings(CommandSpec parsed, Settings fromEnvironment, Context context) {
        return Optional.empty();
    }
}
