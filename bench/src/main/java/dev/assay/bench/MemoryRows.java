package dev.assay.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What large inputs need of memory and of temporary disk, however large they are. */
final class MemoryRows {
    private static final String LIMIT = "100m";
    private static final double MEGA = 1e6;

    private final Path assay;
    private final Path inputs;
    private final Path scratch;
    private final PrintStream out;
    private final Map<String, Measured> results;

    MemoryRows(Path assay, Path inputs, Path scratch, PrintStream out, Map<String, Measured> results) {
        this.assay = assay;
        this.inputs = inputs;
        this.scratch = scratch;
        this.out = out;
        this.results = results;
    }

    /** 2 GB of each format. */
    void large() throws IOException {
        rows("2 GB", new LargeInputs(inputs.resolve("large"), out).make());
    }

    /** 100 GB, mostly holes. */
    void huge() throws IOException {
        rows("100 GB", new LargeInputs(inputs.resolve("large"), out).makeHuge());
    }

    private void rows(String size, List<Path> files) throws IOException {
        Path empty = Files.createFile(scratch.resolve("empty"));
        out.printf(
                "%n%s under --max-memory %s; exit code 2 would be a gap. Must stay within 120 MB over the empty file.%n",
                size, LIMIT);
        out.printf("%-34s %9s %9s %8s %8s %9s %5s%n", "", "wall ms", "CPU ms", "peak MB", "over MB", "disk MB", "exit");
        Measured idle = measure(empty);
        print("an empty file", idle, idle, 0);
        for (Path file : files) {
            Measured measured = measure(file);
            String name = size + " " + file.getFileName();
            results.put(name, measured);
            print(name, measured, idle, diskBytes());
        }
    }

    private Measured measure(Path file) throws IOException {
        List<String> command = new ArrayList<>(List.of(assay.toString(), "scan", "--no-cache", "--max-memory", LIMIT));
        command.addAll(List.of("-o", "json=" + report(), file.toString()));
        return Processes.run(command, Map.of());
    }

    private Path report() {
        return scratch.resolve("report.json");
    }

    /** What the report says of the disk that was used. */
    private long diskBytes() throws IOException {
        String json = Files.readString(report());
        String key = "\"diskBytes\":";
        int from = json.indexOf(key) + key.length();
        int to = from;
        while (json.charAt(to) == ' ' || Character.isDigit(json.charAt(to))) {
            to++;
        }
        return Long.parseLong(json.substring(from, to).strip());
    }

    private void print(String name, Measured measured, Measured idle, long diskBytes) {
        out.printf(
                "%-34s %9.0f %9.0f %8.1f %8.1f %9.1f %5d%n",
                name,
                measured.wallMillis(),
                measured.cpuMillis(),
                measured.peakBytes() / MEGA,
                (measured.peakBytes() - idle.peakBytes()) / MEGA,
                diskBytes / MEGA,
                measured.exitCode());
    }
}
