package dev.assay.app.cli;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code assay completion SHELL}: a script for the shell, made from the options themselves. */
final class CompletionCommand implements Command {
    private static final List<String> KINDS = List.of("bash", "zsh", "fish", "man");

    @Override
    public String name() {
        return "completion";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
        spec.usageMessage()
                .description("Prints a completion script for a shell, or the manual page.")
                .footer(
                        "",
                        "Examples:",
                        "  source <(assay completion bash)",
                        "  assay completion fish > ~/.config/fish/completions/assay.fish",
                        "  assay completion man > assay.1 && man ./assay.1");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("KIND")
                .description("One of " + String.join(", ", KINDS) + ".")
                .type(String.class)
                .arity("1")
                .converters(text -> Options.oneOf(KINDS, text))
                .completionCandidates(KINDS)
                .build());
        return spec;
    }

    @Override
    public int run(CommandSpec parsed, Context context) {
        String kind = parsed.positionalParameters().getFirst().getValue();
        CommandSpec whole = Main.spec();
        switch (kind) {
            case "man" -> ManualPage.print(whole, context.out());
            case "fish" -> FishCompletion.print(whole, context.out());
            default -> context.out().print(AutoComplete.bash("assay", new CommandLine(whole)));
        }
        return ExitCode.CLEAN;
    }
}
