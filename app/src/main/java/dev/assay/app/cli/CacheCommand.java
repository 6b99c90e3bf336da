package dev.assay.app.cli;

import dev.assay.app.cache.CacheStore;
import dev.assay.app.config.ConfigException;
import dev.assay.app.config.Quantities;
import dev.assay.connectors.remote.ResponseCache;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.ToIntBiFunction;
import picocli.CommandLine.Model.CommandSpec;

/** {@code assay cache stats|clear|cleanup|verify}. */
final class CacheCommand implements Command {
    @Override
    public String name() {
        return "cache";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create();
        spec.usageMessage()
                .description("Shows and tends what is kept between scans.")
                .footer("", "Examples:", "  assay cache stats", "  assay cache cleanup --max-age 30d");
        add(spec, "stats", "Show how much is kept, and how often it helped.", CacheCommand::stats);
        add(spec, "clear", "Forget everything.", CacheCommand::clear);
        CommandSpec cleanup = add(spec, "cleanup", "Forget what was not used for long.", CacheCommand::cleanup);
        cleanup.addOption(Options.value(
                Duration.class, Quantities::time, "TIME", "30d", "Forget what was not used for so long.", "--max-age"));
        add(spec, "verify", "Check every entry, and remove what is damaged.", CacheCommand::verify);
        return spec;
    }

    private static CommandSpec add(
            CommandSpec parent, String name, String description, ToIntBiFunction<CacheStore, Call> action) {
        CommandSpec spec = Subcommand.spec(name, description, (parsed, context) -> {
            try (CacheStore store = CacheArguments.store(parsed, List.of(), context)
                    .orElseThrow(
                            () -> new ConfigException("there is no folder for a cache; name one with --cache-dir"))) {
                ResponseCache responses = CacheArguments.responses(parsed, context);
                return action.applyAsInt(store, new Call(parsed, context.out(), responses));
            }
        });
        CacheArguments.addTo(spec);
        parent.addSubcommand(name, spec);
        return spec;
    }

    private record Call(CommandSpec parsed, PrintStream out, ResponseCache responses) {}

    @Override
    public int run(CommandSpec parsed, Context context) {
        parsed.commandLine().usage(context.err());
        return ExitCode.USAGE;
    }

    private static int stats(CacheStore store, Call call) {
        CacheStore.Stats stats = store.stats();
        PrintStream out = call.out();
        out.println("file         " + stats.file());
        out.printf("entries      %,d%n", stats.entries());
        out.printf(
                "size         %,d bytes of %,d (%,d on disk)%n", stats.bytes(), stats.limitBytes(), stats.fileBytes());
        out.printf("remembered   %,d files in %,d folders%n", stats.files(), stats.directories());
        out.printf(
                "hit rate     %.1f %% (%,d hits, %,d misses)%n", 100 * stats.hitRate(), stats.hits(), stats.misses());
        stats.oldest().ifPresent(oldest -> out.println("oldest use   " + oldest));
        ResponseCache.Stats answers = call.responses().stats();
        out.printf(
                "answers      %,d of servers, %,d bytes of %,d%n",
                answers.entries(), answers.bytes(), answers.limitBytes());
        out.printf(
                "network      %,d not asked for, %,d unchanged, %,d sent; %,d bytes saved%n",
                answers.hits(), answers.revalidated(), answers.misses(), answers.savedBytes());
        return ExitCode.CLEAN;
    }

    private static int clear(CacheStore store, Call call) {
        call.out()
                .printf(
                        "Removed %,d cache entries%n",
                        store.clear() + call.responses().clear());
        return ExitCode.CLEAN;
    }

    private static int cleanup(CacheStore store, Call call) {
        Duration age = Options.value(call.parsed(), Duration.class, "--max-age");
        call.out()
                .printf(
                        "Removed %,d old cache entries%n",
                        store.cleanup(age) + call.responses().cleanup(age));
        return ExitCode.CLEAN;
    }

    private static int verify(CacheStore store, Call call) {
        CacheStore.Check check = store.verify();
        check.problems().forEach(problem -> call.out().println("damaged: " + problem));
        call.out()
                .printf(
                        "Checked %,d entries, removed %,d damaged; %,d are of other versions%n",
                        check.checked(), check.removed(), check.foreign());
        return check.problems().isEmpty() && check.removed() == 0 ? ExitCode.CLEAN : ExitCode.UNSAFE;
    }
}
