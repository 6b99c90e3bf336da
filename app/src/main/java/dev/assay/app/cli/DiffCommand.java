package dev.assay.app.cli;

import dev.assay.app.Version;
import dev.assay.app.config.ConfigException;
import dev.assay.app.config.ReportDiff;
import dev.assay.app.config.ReportFile;
import dev.assay.app.render.DiffRenderer;
import dev.assay.app.render.HeldBytes;
import dev.assay.app.render.Terminal;
import dev.assay.engine.report.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code assay diff A B}: what a change added or removed. */
final class DiffCommand implements Command {
    private static final int SNIFFED_BYTES = 4096;
    private static final List<String> FORMATS = List.of("text", "json");

    /** Settings of a scan that would lead its report elsewhere, or leave out what is to be compared. */
    private static final List<String> NOT_FOR_SCANS =
            List.of("ASSAY_OUTPUT", "ASSAY_BASELINE", "ASSAY_FAIL_FAST", "ASSAY_FILES_FROM", "ASSAY_DRY_RUN");

    /** How reports begin that cannot be compared. */
    private static final Map<String, String> OTHER_FORMS = Map.of(
            "SARIF", "(?s)\\{\\s*\"(\\$schema|version)\".*\"runs\"\\s*:.*",
            "CSV", "(?s)type,(severity,rule|kind,name),.*",
            "CycloneDX", "(?s)\\{.*\"bomFormat\"\\s*:.*\"cryptographic-asset\".*",
            "SPDX", "(?s)\\{.*\"spdxVersion\"\\s*:.*\"Tool: assay-.*",
            "JUnit", "(?s)<\\?xml[^>]*>\\s*<testsuites name=\"assay\".*",
            "HTML", "(?s)<!DOCTYPE html>.*<title>[^<]*Assay.*");

    /** One side, and what to do when it cannot be had. */
    private record Side(String name, boolean isReport, ReportDiff.Source source) {}

    @Override
    public String name() {
        return "diff";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
        spec.usageMessage()
                .description(
                        "Compares two reports, or scans two targets and compares these: findings, gaps and cryptography that were"
                                + " added or removed. Exit code 1 if a finding at or above --fail-on was added, 2 if only a gap"
                                + " was.")
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .footer(
                        "",
                        "Examples:",
                        "  assay scan --facts -o jsonl=before.jsonl .",
                        "  assay diff before.jsonl .                  since then",
                        "  assay diff --format json main.json pr.json",
                        "  assay diff --only crypto release-1/ release-2/");
        position(spec, 0, "A", "The report (JSON or JSON Lines) or the target before.");
        position(spec, 1, "B", "The one after.");
        spec.addOption(
                Options.choice(FORMATS, "FORMAT", "text", "How to report: text or json.", "--format", "-f").toBuilder()
                        .descriptionKey("diff-format")
                        .build());
        spec.addOption(ScanArguments.failOn());
        spec.addOption(ScanArguments.colour());
        spec.addOption(Options.value("FAMILY,...", "Compare these families of rules only, of targets.", "--only"));
        return spec;
    }

    private static void position(CommandSpec spec, int index, String label, String description) {
        spec.addPositional(PositionalParamSpec.builder()
                .index(Integer.toString(index))
                .paramLabel(label)
                .description(description)
                .type(String.class)
                .converters(Options::said)
                .arity("1")
                .required(true)
                .build());
    }

    @Override
    public int run(CommandSpec parsed, Context context) {
        for (int i = 0; i < 2; i++) {
            checkIsThere(parsed.positionalParameters().get(i).getValue(), context);
        }
        List<Side> sides = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String name = parsed.positionalParameters().get(i).getValue();
            Optional<Path> report = report(name, context);
            if (report.isPresent()) {
                sides.add(new Side(name, true, () -> Files.newInputStream(report.get())));
            } else {
                HeldBytes scanned = new HeldBytes();
                int code = scan(name, parsed, asOtherSide(parsed, i, context), scanned, context);
                if (code != ExitCode.CLEAN && code != ExitCode.UNSAFE && code != ExitCode.INCOMPLETE) {
                    return code; // it has said why
                }
                sides.add(new Side(name, false, scanned::out));
            }
        }
        ReportDiff diff = compare(sides.getFirst(), sides.getLast());
        sayUnlisted(sides, diff, context);
        DiffRenderer renderer = new DiffRenderer(diff);
        if (Options.value(parsed, String.class, "--format").equals("json")) {
            renderer.json(context.out(), Version.NUMBER);
        } else {
            renderer.text(
                    context.out(),
                    Outputs.colour(parsed, context, context.outIsTerminal()),
                    Terminal.width(context.environment()));
        }
        return code(diff, Severity.of(Options.value(parsed, String.class, "--fail-on")));
    }

    /** A report without its inventory looks like a target without cryptography. */
    private static void sayUnlisted(List<Side> sides, ReportDiff diff, Context context) {
        ReportDiff.Changes assets = diff.of(ReportDiff.ASSET);
        if (assets.unchanged() > 0
                || assets.added().count() > 0 == assets.removed().count() > 0) {
            return;
        }
        Side without = assets.added().count() > 0 ? sides.getFirst() : sides.getLast();
        if (without.isReport()) {
            context.notice(Terminal.escape(without.name(), true)
                    + " lists no cryptography, so all of the other side counts as added or removed; was it made without"
                    + " --facts?");
        }
    }

    private static ReportDiff compare(Side before, Side after) {
        try {
            return ReportDiff.of(before.name(), before.source(), after.name(), after.source());
        } catch (IOException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private static int code(ReportDiff diff, Severity failOn) {
        ReportDiff.Side added = diff.of(ReportDiff.FINDING).added();
        for (ReportFile.Entry entry : added.entries()) {
            if (DiffRenderer.severity(entry).compareTo(failOn) >= 0) {
                return ExitCode.UNSAFE;
            }
        }
        boolean unlisted = added.count() > added.entries().size();
        return diff.of(ReportDiff.GAP).added().count() > 0 || unlisted ? ExitCode.INCOMPLETE : ExitCode.CLEAN;
    }

    /** What is not there is no empty target: everything in the other one would be news. */
    private static void checkIsThere(String name, Context context) {
        if (name.equals("-") || name.contains("://")) {
            return;
        }
        try {
            if (!Files.exists(context.folder().resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                throw new ConfigException(
                        name + ": no such file or folder; diff takes a report (JSON or JSON Lines) or a target on each"
                                + " side");
            }
        } catch (InvalidPathException e) {
            throw new ConfigException(name + ": no name of a file or folder, and no address");
        }
    }

    /** A file that begins as our reports do. Everything else is a target. */
    private static Optional<Path> report(String name, Context context) {
        try {
            Path file = context.folder().resolve(name);
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(file)) {
                String head = new String(in.readNBytes(SNIFFED_BYTES), StandardCharsets.ISO_8859_1).stripLeading();
                boolean ours = head.startsWith("{")
                        && (head.contains("\"schemaVersion\"") && head.contains("\"assay\"")
                                || head.startsWith("{\"type\":\""));
                refuseOtherForms(name, head, ours);
                return ours ? Optional.of(file) : Optional.empty();
            }
        } catch (InvalidPathException e) {
            return Optional.empty(); // an address
        } catch (IOException e) {
            throw new ConfigException(name + ": " + e.getMessage());
        }
    }

    /** A report in another form would be scanned as what it is: a file with nothing in it. */
    private static void refuseOtherForms(String name, String head, boolean ours) {
        if (!ours) {
            for (Map.Entry<String, String> each : OTHER_FORMS.entrySet()) {
                if (head.matches(each.getValue())) {
                    throw new ConfigException(name + ": a report as " + each.getKey()
                            + "; reports can be compared that --format json or jsonl wrote");
                }
            }
        }
    }

    /** A target is scanned as the report was that it is compared with, unless the user says how. */
    private static List<String> asOtherSide(CommandSpec parsed, int side, Context context) {
        String name = parsed.positionalParameters().get(1 - side).getValue();
        Optional<Path> report = report(name, context);
        if (report.isEmpty()) {
            return List.of();
        }
        try (InputStream in = Files.newInputStream(report.get())) {
            return ReportFile.arguments(name, in).stream()
                    .filter(ScanArguments::isOfReport)
                    .filter(each -> !each.startsWith("--only=") || Options.text(parsed, "--only") == null)
                    .toList();
        } catch (IOException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private static int scan(String target, CommandSpec parsed, List<String> as, HeldBytes into, Context context) {
        List<String> arguments = new ArrayList<>(List.of("scan", "--format", "jsonl", "--facts", "--quiet"));
        String only = Options.text(parsed, "--only");
        if (only != null) {
            arguments.add("--only=" + only);
        }
        arguments.addAll(as);
        arguments.add("--");
        arguments.add(target);
        Map<String, String> environment = new HashMap<>(context.environment());
        NOT_FOR_SCANS.forEach(environment::remove);
        Context inner = new Context(
                context.in(),
                new PrintStream(into.in(), false, StandardCharsets.UTF_8),
                context.err(),
                environment,
                context.folder(),
                false,
                context.errIsTerminal());
        return Main.run(arguments.toArray(String[]::new), inner);
    }
}
