package dev.assay.app.cli;

import dev.assay.app.Version;
import dev.assay.app.cache.CacheFolder;
import dev.assay.app.config.ConfigFile;
import dev.assay.detectors.Catalog;
import dev.assay.engine.scan.Detectors;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code assay doctor}: whether this installation is what it should be. */
final class DoctorCommand implements Command {
    private static final int JAVA = 25;

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
        spec.usageMessage().description("Checks this installation and says what would slow it down or stop it.");
        return spec;
    }

    @Override
    public int run(CommandSpec parsed, Context context) {
        Report report = new Report(context.out());
        report.line(true, "assay", Version.NUMBER + ", build " + System.getProperty("assay.build", "unknown"));
        Runtime.Version java = Runtime.version();
        report.line(java.feature() >= JAVA, "java", java + " in " + System.getProperty("java.home"));
        boolean aot = System.getProperty("assay.aot") != null;
        report.advice(aot, "start-up cache", aot ? "in use" : "not in use: each start costs some 0.2 s more");
        report.line(true, "processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        report.line(
                true,
                "memory",
                System.getProperty("assay.maxMemory", "?") + " bytes for the process, "
                        + Runtime.getRuntime().maxMemory() + " of them heap (--max-memory)");
        temporary(report);
        rules(report);
        cache(report, context);
        report.line(
                true,
                "settings",
                ConfigFile.find(context.folder()).map(Path::toString).orElse("no assay.yaml"));
        return report.failed ? ExitCode.UNSAFE : ExitCode.CLEAN;
    }

    private static void temporary(Report report) {
        String folder = System.getProperty("java.io.tmpdir", "");
        try {
            Path file = Files.createTempFile("assay-doctor", null);
            Files.delete(file);
            report.line(true, "temporary files", folder);
        } catch (IOException e) {
            report.advice(
                    false,
                    "temporary files",
                    folder + " cannot be written: large streams that must be read " + "back and forth will be gaps");
        }
    }

    private static void rules(Report report) {
        Detectors detectors = Catalog.load("");
        report.line(
                true,
                "rules",
                detectors.book().all().size() + " for " + detectors.decoders().size() + " formats");
    }

    private static void cache(Report report, Context context) {
        Optional<Path> folder = CacheFolder.resolve(null, context.environment(), System.getProperties());
        Path existing = folder.orElse(null);
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        boolean writable = existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
        String where = folder.map(Path::toString).orElse("no folder");
        report.advice(writable, "cache", writable ? where : where + ": cannot be written, so nothing will be kept");
    }

    /** The lines, and whether one of them is bad. */
    private static final class Report {
        private final PrintStream out;
        private boolean failed;

        Report(PrintStream out) {
            this.out = out;
        }

        void line(boolean good, String what, String how) {
            print(good ? "ok" : "BAD", what, how);
            failed |= !good;
        }

        void advice(boolean good, String what, String how) {
            print(good ? "ok" : "note", what, how);
        }

        private void print(String mark, String what, String how) {
            out.printf("%-5s %-16s %s%n", mark, what, how);
        }
    }
}
