package dev.assay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.connectors.github.FakeGitHub;
import dev.assay.connectors.github.FakeRepository;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * {@code assay sweep} as a process of its own, against a server on a loopback port that answers after 20 ms: an organisation of 100
 * repositories with 180 lockfiles of 1,500 packages. Requests, time against what the requests take at ten at once, memory.
 *
 * <p>{@code --assay PATH} the launcher; {@code --many} also 10,000 repositories; {@code --rounds N} of the whole.
 */
public final class SweepRows {
    private static final int REPOSITORIES = 100;
    private static final int LOCKFILES = 180;
    private static final int PACKAGES = 1_500;
    private static final int LATENCY_MILLIS = 20;
    private static final int AT_ONCE = 10;
    private static final int MANY = 10_000;

    private final PrintStream out;
    private final List<String> assay;
    private final Path folder;

    private SweepRows(PrintStream out, List<String> assay, Path folder) {
        this.out = out;
        this.assay = assay;
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        List<String> options = List.of(args);
        int launcher = options.indexOf("--assay");
        int rounds = options.indexOf("--rounds");
        Path folder = Files.createTempDirectory("assay-sweep-bench");
        SweepRows rows =
                new SweepRows(System.out, List.of(options.get(launcher + 1).split(" ")), folder);
        for (int i = rounds < 0 ? 1 : Integer.parseInt(options.get(rounds + 1)); i > 0; i--) {
            rows.organisation();
        }
        if (options.contains("--many")) {
            rows.many();
        }
        delete(folder);
        System.exit(0); // the server's threads may still wait
    }

    private void organisation() throws IOException {
        try (FakeGitHub server = new FakeGitHub()) {
            for (int i = 0; i < REPOSITORIES; i++) {
                server.repository(name(i)).commit(files(i));
            }
            server.latency(LATENCY_MILLIS).limit(1_000_000, 3600);
            double startUp = startUp();
            out.printf("start-up (a scan of an empty file) %.0f ms%n", startUp);
            Path state = Files.createTempDirectory(folder, "state");
            row(server, "cold", state, startUp);
            row(server, "unchanged", state, startUp);
            Map<String, byte[]> changed = files(7);
            changed.put("package-lock.json", lock(4_711));
            server.existing(name(7)).commit(changed);
            row(server, "one repository changed", state, startUp);
            row(server, "rematch", state, startUp, "--rematch");
        }
    }

    /** Memory must not grow with the number of repositories: the same files in a hundred times as many. */
    private void many() throws IOException {
        for (int count : List.of(REPOSITORIES, MANY)) {
            try (FakeGitHub server = new FakeGitHub()) {
                for (int i = 0; i < count; i++) {
                    FakeRepository repository = server.repository(name(i));
                    repository.commit(Map.of("package.json", manifest(i), "README.md", text(i)));
                }
                server.limit(1_000_000, 3600);
                Path state = Files.createTempDirectory(folder, "state");
                row(server, String.format("%,d repositories, cold", count), state, 0);
                row(server, String.format("%,d repositories, unchanged", count), state, 0);
            }
        }
    }

    private static String name(int i) {
        return String.format("acme/r%05d", i);
    }

    private double startUp() throws IOException {
        Path empty = Files.write(folder.resolve("empty"), new byte[0]);
        List<String> command = new ArrayList<>(assay);
        command.addAll(List.of("scan", "--no-cache", empty.toString()));
        Processes.run(command, Map.of());
        return Processes.run(command, Map.of()).wallMillis();
    }

    private void row(FakeGitHub server, String title, Path state, double startUp, String... more) throws IOException {
        server.forget();
        List<String> command = new ArrayList<>(assay);
        command.addAll(List.of("sweep", "--github-url", server.url(), "--state-dir", state.toString()));
        command.addAll(List.of("--format", "jsonl"));
        command.addAll(List.of(more));
        command.add("github:acme");
        Measured run = Processes.run(command, Map.of("GITHUB_TOKEN", "ghp_bench", "HOME", folder.toString()));
        int requests = server.requests();
        double floor = (double) requests * LATENCY_MILLIS / AT_ONCE;
        out.printf(
                "%-34s %5d requests  %7.0f ms  floor %5.0f ms  %5.2f times floor and start-up  %6.0f ms CPU  %4d MB  exit %d%n",
                title,
                requests,
                run.wallMillis(),
                floor,
                run.wallMillis() / Math.max(floor + startUp, 1),
                run.cpuMillis(),
                run.peakBytes() >> 20,
                run.exitCode());
    }

    private static Map<String, byte[]> files(int repository) {
        Map<String, byte[]> files = new HashMap<>();
        files.put("README.md", text(repository));
        files.put("src/index.js", text(repository + 1));
        int lockfiles = repository < LOCKFILES - REPOSITORIES ? 2 : 1;
        for (int i = 0; i < lockfiles; i++) {
            files.put(i == 0 ? "package-lock.json" : "web/package-lock.json", lock(2 * repository + i));
        }
        return files;
    }

    private static byte[] text(int i) {
        return ("text " + i + "\n").getBytes(UTF_8);
    }

    private static byte[] manifest(int i) {
        return ("{\"name\": \"r\", \"dependencies\": {\"acme-inner-piece-" + i + "\": \"1.0.0\"}}").getBytes(UTF_8);
    }

    /** As npm writes it, with addresses and digests. */
    private static byte[] lock(int seed) {
        Random random = new Random(seed);
        StringBuilder text =
                new StringBuilder("{\n  \"name\": \"app\",\n  \"lockfileVersion\": 3,\n  \"packages\": {\n");
        text.append(
                "    \"\": {\"name\": \"app\", \"version\": \"1.0.0\", \"dependencies\": {\"acme-inner-piece-0\": \"^1.0.0\"}}");
        for (int i = 0; i < PACKAGES; i++) {
            byte[] digest = new byte[64];
            random.nextBytes(digest);
            String version = "1." + random.nextInt(40) + "." + random.nextInt(40);
            text.append(",\n    \"node_modules/acme-inner-piece-")
                    .append(i)
                    .append("\": {\n      \"version\": \"")
                    .append(version);
            text.append("\",\n      \"resolved\": \"https://registry.npmjs.org/acme-inner-piece-")
                    .append(i)
                    .append("/-/acme-inner-piece-");
            text.append(i).append('-').append(version).append(".tgz\",\n      \"integrity\": \"sha512-");
            text.append(Base64.getEncoder().encodeToString(digest)).append("\",\n      \"license\": \"MIT\"");
            if (2 * i + 2 < PACKAGES) { // ten levels deep, as deep as trees of npm are
                text.append(",\n      \"dependencies\": {\"acme-inner-piece-")
                        .append(2 * i + 1)
                        .append("\": \"^1.0.0\", \"acme-inner-piece-")
                        .append(2 * i + 2)
                        .append("\": \"^1.0.0\"}");
            }
            text.append("\n    }");
        }
        return text.append("\n  }\n}\n").toString().getBytes(UTF_8);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted((one, other) -> other.compareTo(one)).forEach(each -> {
                try {
                    Files.delete(each);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
