package dev.assay.app.cli;

import java.util.function.ToIntBiFunction;
import picocli.CommandLine.Model.CommandSpec;

/** A command below a command, such as {@code stats} below {@code cache}. */
record Subcommand(String name, String description, ToIntBiFunction<CommandSpec, Context> action) implements Command {
    static CommandSpec spec(String name, String description, ToIntBiFunction<CommandSpec, Context> action) {
        return new Subcommand(name, description, action).spec();
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
        spec.usageMessage().description(description);
        return spec;
    }

    @Override
    public int run(CommandSpec parsed, Context context) {
        return action.applyAsInt(parsed, context);
    }
}
