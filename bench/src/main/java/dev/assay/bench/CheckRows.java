package dev.assay.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code assay check} as a user starts it, launcher and JVM included, against a registry with 20 ms of latency that allows ten requests
 * at once. Each figure is that over the same command with {@code --offline}, which asks nobody.
 */
final class CheckRows {
    private static final long LATENCY_MILLIS = 20;
    private static final int AT_ONCE = 10;

    private final SpeedTable table;
    private final Path folder;
    private final int runs;
    private final PrintStream out;

    CheckRows(SpeedTable table, Path folder, int runs, PrintStream out) {
        this.table = table;
        this.folder = folder;
        this.runs = runs;
        this.out = out;
    }

    void all() throws IOException {
        Files.createDirectories(folder);
        out.printf("%nassay check, whole processes, the least of %d runs in turn%n", runs);
        try (RegistryServer server = new RegistryServer(LATENCY_MILLIS)) {
            rows(server, 50, "0.3 s after start-up");
            rows(server, 1_000, "1.2 times the floor");
        }
    }

    private void rows(RegistryServer server, int count, String must) throws IOException {
        Path list = folder.resolve("names-" + count + ".txt");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add("pkg:npm/zqcheck-vx" + i * 7919 + "k");
        }
        Files.write(list, names);
        List<Measured> offline = new ArrayList<>();
        List<Measured> first = new ArrayList<>();
        List<Measured> again = new ArrayList<>();
        for (int run = 0; run < runs; run++) { // in turn, so that a busy moment does not fall on one of them alone
            Path cache = folder.resolve("cache-" + count + "-" + run);
            List<String> asked = List.of(
                    "check",
                    "--registry",
                    "npm=" + server.url(),
                    "--cache-dir",
                    cache.toString(),
                    "--files-from",
                    list.toString());
            List<String> unasked = new ArrayList<>(List.of(table.assay().toString()));
            unasked.addAll(asked);
            unasked.add("--offline");
            offline.add(Processes.run(unasked, Map.of())); // ends with 2: nothing is known
            first.add(table.assay(asked, Map.of()));
            again.add(table.assay(asked, Map.of()));
        }
        double floor = (double) count * LATENCY_MILLIS / AT_ONCE;
        double start = wall(offline);
        double over = wall(first) - start;
        out.printf("%,6d names, --offline      %6.0f ms, CPU %5.0f ms%n", count, start, cpu(offline));
        out.printf(
                "%,6d names, first          %6.0f ms, CPU %5.0f ms; over --offline %.0f ms, %.2f times the floor of %.0f ms   must: %s%n",
                count, wall(first), cpu(first), over, over / floor, floor, must);
        out.printf(
                "%,6d names that are kept   %6.0f ms, CPU %5.0f ms; over --offline %.3f ms each   must: 1 ms%n",
                count, wall(again), cpu(again), (wall(again) - start) / count);
        out.printf("       %,d requests%n", server.requests());
    }

    private static double wall(List<Measured> all) {
        return all.stream().mapToDouble(Measured::wallMillis).min().orElseThrow();
    }

    private static double cpu(List<Measured> all) {
        return all.stream().mapToDouble(Measured::cpuMillis).min().orElseThrow();
    }
}
