package dev.assay.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Figures kept from an earlier run of the same machine: name, wall ms, CPU ms, peak bytes, separated by tabs. */
final class Baseline {
    private Baseline() {}

    static void write(Path file, Map<String, Measured> results) throws IOException {
        StringBuilder text = new StringBuilder();
        results.forEach((name, each) -> text.append(
                String.format("%s\t%.1f\t%.1f\t%d%n", name, each.wallMillis(), each.cpuMillis(), each.peakBytes())));
        Files.writeString(file, text);
    }

    static Map<String, Measured> read(Path file) throws IOException {
        Map<String, Measured> results = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split("\t", -1);
            results.put(
                    parts[0],
                    new Measured(
                            Double.parseDouble(parts[1]), Double.parseDouble(parts[2]), Long.parseLong(parts[3]), 0));
        }
        return results;
    }

    /** Prints each figure's share of the earlier one, so that 1.00 means no change. */
    static void compare(Path file, Map<String, Measured> now, PrintStream out) throws IOException {
        Map<String, Measured> then = read(file);
        out.printf("%nAs a share of %s%n%-34s %9s %9s %9s%n", file, "", "wall", "CPU", "peak");
        now.forEach((name, each) -> {
            Measured before = then.get(name);
            if (before != null) {
                out.printf(
                        "%-34s %9.2f %9.2f %9.2f%n",
                        name,
                        each.wallMillis() / before.wallMillis(),
                        each.cpuMillis() / before.cpuMillis(),
                        (double) each.peakBytes() / before.peakBytes());
            }
        });
    }
}
