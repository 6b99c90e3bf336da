package dev.assay.bench;

import dev.assay.detectors.crypto.code.SourceDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The audit of cryptography over a tree of Python programs: the prefilter alone, a process that reads each file and looks for what the
 * rows ask for, beside ripgrep with the literals of these rows on one thread; and the whole audit. {@code trees/python.tsv} names packages
 * of Debian that make up such a tree.
 */
final class CryptoRows {
    private static final String LANGUAGE = "python";
    private static final String ENDING = ".py";
    private static final int MOST_TIMES_RIPGREP = 4;
    private static final int FILES_A_SECOND = 5_000;
    private static final int MOST_MB = 256;
    private static final int MOST_EXIT = 2; // findings and gaps are what it looks for

    private final Path tree;
    private final String ripgrep;
    private final Path literals;
    private final int runs;
    private final SpeedTable table;

    /** @param scratch a folder for the file of literals */
    CryptoRows(Path tree, String ripgrep, Path scratch, int runs, SpeedTable table) {
        this.tree = tree;
        this.ripgrep = ripgrep;
        this.literals = scratch.resolve("literals");
        this.runs = runs;
        this.table = table;
    }

    /** The prefilter over a tree, as a process of its own. */
    public static void main(String[] arguments) throws IOException {
        Passed.of(Path.of(arguments[0]), decoder());
    }

    void all() throws IOException {
        SourceDecoder decoder = decoder();
        Passed passed = Passed.of(tree, decoder);
        Files.write(literals, decoder.literals());
        table.out().printf("%n%,d programs in %s, %.1f MB%n", passed.files(), LANGUAGE, passed.bytes() / 1e6);
        List<Measured> peers = new ArrayList<>();
        List<Measured> alone = new ArrayList<>();
        List<Measured> whole = new ArrayList<>();
        for (int i = 0; i < runs; i++) { // in turn, so that what else the machine does meets all of them
            peers.add(SpeedTable.run(
                    List.of(
                            ripgrep,
                            "--no-config",
                            "-uuu",
                            "-j1",
                            "-F",
                            "-c",
                            "-f",
                            literals.toString(),
                            tree.toString()),
                    Map.of()));
            alone.add(SpeedTable.run(prefilter(), Map.of()));
            whole.add(audit());
        }
        Measured peer = Measured.median(peers);
        Measured prefilter = Measured.median(alone);
        Measured audit = Measured.median(whole);
        table.row("ripgrep, the same literals", peer, decoder.literals().size() + " literals, one thread");
        table.row(
                "prefilter alone",
                prefilter,
                String.format(
                        "CPU %.1f times ripgrep's, at most %d; %,d files pass, %.1f MB",
                        prefilter.cpuMillis() / peer.cpuMillis(),
                        MOST_TIMES_RIPGREP,
                        passed.passed(),
                        passed.passedBytes() / 1e6));
        table.row(
                "whole audit",
                audit,
                String.format(
                        "%,.0f files/s, at least %,d; %,.0f if both cores were its own; at most %d MB",
                        passed.files() * 1e3 / audit.wallMillis(),
                        FILES_A_SECOND,
                        passed.files() * 2e3 / audit.cpuMillis(),
                        MOST_MB));
    }

    private Measured audit() throws IOException {
        List<String> command =
                List.of(table.assay().toString(), "scan", "--only", "crypto", "--no-cache", "--quiet", tree.toString());
        Measured measured = Processes.run(command, Map.of());
        if (measured.exitCode() > MOST_EXIT) {
            throw new IOException(String.join(" ", command) + " ended with " + measured.exitCode());
        }
        return measured;
    }

    /** With the compiler that the launcher uses for such a scan. */
    private List<String> prefilter() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                CryptoRows.class.getName(),
                tree.toString());
    }

    private static SourceDecoder decoder() {
        return SourceDecoder.of(LANGUAGE);
    }

    /** What passes of a tree. */
    private record Passed(long files, long bytes, long passed, long passedBytes) {
        static Passed of(Path tree, SourceDecoder decoder) throws IOException {
            long files = 0;
            long bytes = 0;
            long passed = 0;
            long passedBytes = 0;
            try (Stream<Path> all = Files.walk(tree)) {
                for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                    if (file.toString().endsWith(ENDING)) {
                        byte[] text = Files.readAllBytes(file);
                        files++;
                        bytes += text.length;
                        if (decoder.mayUse(text)) {
                            passed++;
                            passedBytes += text.length;
                        }
                    }
                }
            }
            return new Passed(files, bytes, passed, passedBytes);
        }
    }
}
