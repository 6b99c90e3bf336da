package dev.assay.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The speed table, measured: whole processes, as a user starts them, side by side with picklescan when a checkout of it is
 * named. {@code Bench --assay PATH --inputs DIR [--picklescan CHECKOUT] [--python PATH] [--runs N] [--save FILE]
 * [--compare FILE] [--only remote|archives|names|registries|indicators|lockfiles|memory|huge|crypto [--tree FOLDER] [--ripgrep PATH]]}.
 */
public final class Bench {
    private static final double MILLI = 1e3;

    private final Path assay;
    private final Path inputs;
    private final @Nullable Path picklescan;
    private final String python;
    private final int runs;
    private final Path cacheFolder;
    private final PrintStream out;
    private final Map<String, Measured> results = new LinkedHashMap<>();
    private final SpeedTable table;

    private Bench(Map<String, String> arguments, PrintStream out) throws IOException {
        this.assay = Path.of(arguments.getOrDefault("--assay", "./assay")).toAbsolutePath();
        this.inputs = Path.of(arguments.getOrDefault("--inputs", "bench/target/inputs"))
                .toAbsolutePath();
        this.picklescan = arguments.containsKey("--picklescan")
                ? Path.of(arguments.get("--picklescan")).toAbsolutePath()
                : null;
        this.python = arguments.getOrDefault("--python", "python3");
        this.runs = Integer.parseInt(arguments.getOrDefault("--runs", "5"));
        this.cacheFolder = Files.createTempDirectory("assay-bench");
        this.out = out;
        this.table = new SpeedTable(assay, out, results);
    }

    /** Makes what inputs are missing, measures, prints. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            named.put(arguments[i], arguments[i + 1]);
        }
        Bench bench = new Bench(named, System.out);
        try {
            switch (named.getOrDefault("--only", "")) {
                case "remote" -> bench.remote();
                case "archives" -> bench.archives();
                case "names" -> new NameRows(System.out).all();
                case "lockfiles" -> bench.lockfiles();
                case "indicators" -> new IndicatorRows(System.out).all();
                case "registries" -> {
                    new CheckRows(bench.table, bench.cacheFolder.resolve("checks"), bench.runs, System.out).all();
                    new RegistryRows(System.out, bench.cacheFolder.resolve("registries")).all();
                }
                case "crypto" -> {
                    String tree = named.get("--tree");
                    if (tree == null) {
                        throw new IllegalArgumentException("--only crypto needs --tree FOLDER");
                    }
                    bench.crypto(Path.of(tree), named.getOrDefault("--ripgrep", "rg"))
                            .all();
                }
                case "memory" -> bench.memory().large();
                case "huge" -> bench.memory().huge();
                case "" -> {
                    Inputs.main(new String[] {bench.inputs.toString()});
                    bench.all();
                }
                default ->
                    throw new IllegalArgumentException(
                            "--only remote, archives, names, registries, indicators, lockfiles, memory, huge or crypto");
            }
        } finally {
            deleteTree(bench.cacheFolder);
        }
        String save = named.get("--save");
        if (save != null) {
            Baseline.write(Path.of(save), bench.results);
        }
        String compare = named.get("--compare");
        if (compare != null) {
            Baseline.compare(Path.of(compare), bench.results, System.out);
        }
    }

    private MemoryRows memory() {
        return new MemoryRows(assay, inputs, cacheFolder, System.out, results);
    }

    private CryptoRows crypto(Path tree, String ripgrep) {
        return new CryptoRows(tree.toAbsolutePath(), ripgrep, cacheFolder, runs, table);
    }

    private void all() throws IOException {
        Path empty = Files.createFile(cacheFolder.resolve("empty"));
        Path small = inputs.resolve("pickles/00/000.pkl");
        out.printf("%nMedian of %d runs, whole processes. CPU is user + system.%n", runs);
        out.printf("%-34s %9s %9s %8s   %s%n", "", "wall ms", "CPU ms", "peak MB", "");
        row("version", List.of("--version"), null, "at most 150 ms of each");
        out.println();
        Measured start = row("start: scan of an empty file", List.of("scan", "--no-cache", empty.toString()), null, "");
        row("one 20 KB pickle", scan(small), small, "at most 300 ms of CPU");
        row(
                "100 MB dense pickle",
                scan(inputs.resolve("dense-100mb.pkl")),
                inputs.resolve("dense-100mb.pkl"),
                "at most 1,000 ms of CPU, 150 MB");
        row(
                "1,000 pickles of 20 KB",
                scan(inputs.resolve("pickles")),
                inputs.resolve("pickles"),
                "at most 1,500 ms of CPU");
        Measured torch = row(
                "500 MB torch zip",
                scan(inputs.resolve("torch-500mb.pt")),
                inputs.resolve("torch-500mb.pt"),
                "at most start + 50 ms");
        Measured tensors =
                row("1 GB safetensors", scan(inputs.resolve("weights-1gb.safetensors")), null, "at most start + 20 ms");
        over("500 MB torch zip", torch, start);
        over("1 GB safetensors", tensors, start);
        out.println();
        cached(empty);
        out.println();
        remote();
        archives();
        new NameRows(out).all();
        new IndicatorRows(out).all();
        lockfiles();
        out.println();
        for (String name : List.of("dense-100mb.pkl", "pickles")) {
            Allocation.print(out, "scan", "--no-cache", inputs.resolve(name).toString());
        }
    }

    private void remote() throws IOException {
        new RemoteRows(cacheFolder, table).all();
    }

    private void lockfiles() throws IOException {
        new LockfileRows(cacheFolder.resolve("lockfiles"), table).all();
    }

    private void archives() throws IOException {
        new ArchiveRows(inputs, table).all();
    }

    private List<String> scan(Path target) {
        return List.of("scan", "--no-cache", target.toString());
    }

    /** The rows that need the cache: an unchanged tree, and the ladder. */
    private void cached(Path empty) throws IOException {
        List<String> cache = List.of("--cache-dir", cacheFolder.resolve("cache").toString());
        List<String> emptyScan = with(cache, empty);
        assay(emptyScan);
        Measured start = row("start with a cache", emptyScan, null, "");
        Path tree = inputs.resolve("tree");
        long files = count(tree);
        first("tree of " + files + " files, first", with(cache, tree));
        Measured again = row("tree, again", with(cache, tree), null, "at most start + 15 us a file");
        out.printf("%-34s %9.1f us a file over start%n", "", (again.wallMillis() - start.wallMillis()) * MILLI / files);
        for (String size : List.of("10mb", "100mb", "1gb")) {
            List<String> command = with(cache, inputs.resolve("ladder/" + size + ".pkl"));
            Measured cold = first("ladder " + size + ", first", command);
            Measured warm = row("ladder " + size + ", again", command, null, "5-10 times faster");
            double saved =
                    (cold.wallMillis() - start.wallMillis()) / Math.max(warm.wallMillis() - start.wallMillis(), 1);
            out.printf("%-34s %9.0f times faster, start subtracted (1 ms at least)%n", "", saved);
        }
    }

    private static List<String> with(List<String> cache, Path target) {
        List<String> command = new ArrayList<>(List.of("scan"));
        command.addAll(cache);
        command.add(target.toString());
        return command;
    }

    /** A run that fills the cache: there is only one such. */
    private Measured first(String name, List<String> command) throws IOException {
        Measured measured = assay(command);
        table.row(name, measured, "");
        return measured;
    }

    private Measured row(String name, List<String> command, @Nullable Path peerInput, String must) throws IOException {
        List<Measured> all = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            all.add(assay(command));
        }
        Measured measured = Measured.median(all);
        table.row(name, measured, must);
        if (picklescan != null && peerInput != null) {
            Measured peer = Processes.run(
                    List.of(python, "-m", "picklescan", "-p", peerInput.toString()),
                    Map.of("PYTHONPATH", picklescan.resolve("src").toString()));
            table.print(
                    "  picklescan",
                    peer,
                    String.format(
                            "CPU %.1fx, memory %.1fx ours",
                            peer.cpuMillis() / measured.cpuMillis(), (double) peer.peakBytes() / measured.peakBytes()));
        }
        return measured;
    }

    private Measured assay(List<String> command) throws IOException {
        return table.assay(command, Map.of());
    }

    private void over(String name, Measured measured, Measured start) {
        out.printf(
                "%-34s %9.1f ms wall, %.1f ms CPU over start%n",
                name, measured.wallMillis() - start.wallMillis(), measured.cpuMillis() - start.cpuMillis());
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
