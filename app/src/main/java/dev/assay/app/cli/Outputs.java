package dev.assay.app.cli;

import dev.assay.app.Version;
import dev.assay.app.config.ConfigException;
import dev.assay.app.render.Format;
import dev.assay.app.render.RenderOptions;
import dev.assay.app.render.Terminal;
import dev.assay.connectors.github.GitHubOptions;
import dev.assay.engine.report.CheckedPackage;
import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Explained;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Inspected;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.rule.RuleBook;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** The reports of one scan: on standard output, in files, or both. Opened before the scan, so that a bad path costs none. */
final class Outputs implements ReportSink, AutoCloseable {
    private final List<ReportSink> sinks = new ArrayList<>();
    private final List<OutputStream> files = new ArrayList<>();
    private final Set<Path> paths = new HashSet<>();

    private final LocalDate day;

    private Outputs(LocalDate day) {
        this.day = day;
    }

    /**
     * @param targets none of which may be written over
     * @param day by which dates are judged
     */
    static Outputs open(CommandSpec parsed, List<String> targets, RuleBook book, LocalDate day, Context context) {
        Format format =
                Format.of(Options.value(parsed, String.class, "--format")).orElseThrow();
        Outputs outputs = new Outputs(day);
        boolean print = true;
        try {
            for (String wish : Options.list(parsed.findOption("--output"))) {
                int equals = wish.indexOf('=');
                Format own =
                        equals < 0 ? null : Format.of(wish.substring(0, equals)).orElse(null);
                if (own != null && !ScanArguments.formats(parsed).contains(own)) {
                    throw new ConfigException("--output: this command does not report as " + own.id());
                }
                if (equals < 0 && Format.of(wish).isPresent()) {
                    throw new ConfigException("--output: " + wish + " is a format: write " + wish + "=FILE, or ./"
                            + wish + " for a file of that name");
                }
                refuseTarget(own == null ? wish : wish.substring(equals + 1), targets, context);
                if (own == null) {
                    print = false;
                    outputs.addFile(wish, format, parsed, book, context);
                } else {
                    outputs.addFile(wish.substring(equals + 1), own, parsed, book, context);
                }
            }
        } catch (IOException | InvalidPathException e) {
            outputs.close();
            throw new ConfigException("--output: cannot write " + e.getMessage());
        }
        if (print) {
            outputs.sinks.add(
                    format.open(context.out(), outputs.options(parsed, context, context.outIsTerminal()), book));
        }
        return outputs;
    }

    private static void refuseTarget(String name, List<String> targets, Context context) throws IOException {
        Path file = context.folder().resolve(name);
        for (String target : targets) {
            if (Files.isRegularFile(file)
                    && Files.exists(context.folder().resolve(target))
                    && Files.isSameFile(file, context.folder().resolve(target))) {
                throw new ConfigException("--output: " + name + " is what is to be scanned, and would be overwritten");
            }
        }
    }

    private void addFile(String name, Format format, CommandSpec parsed, RuleBook book, Context context)
            throws IOException {
        Path file = context.folder().resolve(name);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        files.add(out);
        paths.add(file);
        sinks.add(format.open(out, options(parsed, context, false), book));
    }

    /** The files that are being written. */
    Set<Path> paths() {
        return paths;
    }

    static boolean colour(CommandSpec parsed, Context context, boolean terminal) {
        return switch (Options.value(parsed, String.class, "--color")) {
            case "always" -> true;
            case "never" -> false;
            default -> Terminal.colour(context.environment(), terminal);
        };
    }

    private RenderOptions options(CommandSpec parsed, Context context, boolean terminal) {
        return new RenderOptions(
                colour(parsed, context, terminal),
                true /* the launcher sees to a UTF-8 locale */,
                Terminal.width(context.environment()),
                Options.isSet(parsed, "--quiet"),
                Options.isSet(parsed, "--verbose"),
                InspectCommand.tensors(parsed),
                Options.isSet(parsed, "--facts") || InspectCommand.is(parsed),
                Severity.of(Options.value(parsed, String.class, "--fail-on")),
                ScanArguments.crypto(parsed, day),
                Version.NUMBER,
                ScanArguments.ofReport(parsed),
                repositories(parsed));
    }

    /** Of GitHub itself without a look at an address, which costs each start some milliseconds. */
    private static String repositories(CommandSpec parsed) {
        String server = Options.text(parsed, "--github-url");
        return server == null || server.isEmpty() ? "https://github.com/" : GitHubOptions.pages(server);
    }

    @Override
    public void finding(Finding finding) {
        sinks.forEach(sink -> sink.finding(finding));
    }

    @Override
    public void gap(Gap gap) {
        sinks.forEach(sink -> sink.gap(gap));
    }

    @Override
    public void program(Explained program) {
        sinks.forEach(sink -> sink.program(program));
    }

    @Override
    public void inspected(Inspected model) {
        sinks.forEach(sink -> sink.inspected(model));
    }

    @Override
    public void asset(CryptoAsset asset) {
        sinks.forEach(sink -> sink.asset(asset));
    }

    @Override
    public void checked(CheckedPackage checked) {
        sinks.forEach(sink -> sink.checked(checked));
    }

    @Override
    public void dependency(FoundDependency dependency) {
        sinks.forEach(sink -> sink.dependency(dependency));
    }

    @Override
    public boolean wantsDependencies() {
        return sinks.stream().anyMatch(ReportSink::wantsDependencies);
    }

    @Override
    public void suppressed(Suppressed suppressed) {
        sinks.forEach(sink -> sink.suppressed(suppressed));
    }

    @Override
    public void end(Summary summary) {
        sinks.forEach(sink -> sink.end(summary));
    }

    /** @throws UncheckedIOException if a file could not be written to its end */
    @Override
    public void close() {
        for (OutputStream file : files) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
