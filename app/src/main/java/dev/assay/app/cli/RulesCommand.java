package dev.assay.app.cli;

import dev.assay.app.config.Nearest;
import dev.assay.detectors.Catalog;
import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.rule.RuleInfo;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code assay rules list} and {@code assay rules show ID}. */
final class RulesCommand implements Command {
    @Override
    public String name() {
        return "rules";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create();
        spec.usageMessage().description("Shows what is looked for, why, and what to do about it.");
        spec.addSubcommand("list", Subcommand.spec("list", "List all rules.", RulesCommand::list));
        CommandSpec show = Subcommand.spec("show", "Explain a rule.", RulesCommand::show);
        show.addPositional(PositionalParamSpec.builder()
                .paramLabel("ID")
                .description("The rule, such as model/pickle-dangerous-callable.")
                .type(String.class)
                .arity("1")
                .completionCandidates(() -> ids().iterator()) // read only where they are wanted
                .build());
        spec.addSubcommand("show", show);
        return spec;
    }

    @Override
    public int run(CommandSpec parsed, Context context) {
        parsed.commandLine().usage(context.err());
        return ExitCode.USAGE;
    }

    private static int list(CommandSpec parsed, Context context) {
        for (RuleInfo rule : book().all()) {
            context.out().printf("%-9s %-40s %s%n", rule.severity().id(), rule.id(), rule.title());
        }
        return ExitCode.CLEAN;
    }

    private static int show(CommandSpec parsed, Context context) {
        String id = parsed.positionalParameters().getFirst().getValue();
        if (!ids().contains(id)) {
            context.notice("no rule has the id " + id + Nearest.hint(id, ids()) + " ('assay rules list' has them all)");
            return ExitCode.USAGE;
        }
        RuleInfo rule = book().get(id);
        PrintStream out = context.out();
        out.println(rule.id() + "  (" + rule.severity().id() + ")");
        out.println(rule.title());
        out.println();
        out.println(rule.why());
        out.println();
        out.println("What to do: " + rule.remedy());
        rule.references().forEach(reference -> out.println("See " + reference));
        examples("Reported", rule.match(), out);
        examples("Not reported", rule.silent(), out);
        return ExitCode.CLEAN;
    }

    private static void examples(String title, List<String> examples, PrintStream out) {
        if (!examples.isEmpty()) {
            out.println();
            out.println(title + ", for example:");
            examples.forEach(example -> out.println("  " + example.strip().replace("\n", "\n  ")));
        }
    }

    private static List<String> ids() {
        return book().all().stream().map(RuleInfo::id).toList();
    }

    private static RuleBook book() {
        return Catalog.load("").book();
    }
}
