package dev.assay.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Judges programs whose misuses of cryptography are known, and counts what was found and what stayed silent:
 * {@code CryptoScore --assay PATH --manifest FILE --folder DIR}. Fetches nothing.
 *
 * <p>A row of a manifest is {@code digest,digest TAB label TAB rule,rule TAB reason}: the files of a case by their SHA-256, vulnerable
 * or secure, the rules that find what the case is about. All files of the folder are one target, since a mistake may come of
 * several. What other rules say counts for nothing.
 */
public final class CryptoScore {
    private record Case(List<String> digests, boolean isVulnerable, Set<String> rules, String reason) {}

    private static final class Count {
        private int cases;
        private int right;
    }

    private final List<Case> cases = new ArrayList<>();
    private final Map<String, Path> byDigest = new HashMap<>();
    private final Map<Path, Set<String>> found = new HashMap<>();
    private final PrintStream out;

    private CryptoScore(PrintStream out) {
        this.out = out;
    }

    /** Scores; prints a line for each kind of mistake and one for each case that was judged otherwise than its label says. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            named.put(arguments[i], arguments[i + 1]);
        }
        Path folder = Path.of(named.getOrDefault("--folder", ".")).toRealPath();
        CryptoScore score = new CryptoScore(System.out);
        score.readManifest(Path.of(named.getOrDefault("--manifest", "bench/scores/cryptoapi-bench.tsv")));
        score.find(folder);
        score.scan(Path.of(named.getOrDefault("--assay", "./assay")), folder);
        score.print(folder);
    }

    private void readManifest(Path manifest) throws IOException {
        for (String line : Files.readAllLines(manifest)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split("\t", -1);
            boolean isRow = cells.length == 4 && (cells[1].equals("vulnerable") || cells[1].equals("secure"));
            if (!isRow) {
                throw new IOException(manifest + ": not a row: " + line);
            }
            cases.add(new Case(
                    List.of(cells[0].split(",")),
                    cells[1].equals("vulnerable"),
                    Set.of(cells[2].split(",")),
                    cells[3]));
        }
    }

    private void find(Path folder) throws IOException {
        Set<String> wanted = new HashSet<>();
        cases.forEach(each -> wanted.addAll(each.digests()));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String digest = Score.digestOfFile(file);
                if (wanted.contains(digest)) {
                    byDigest.putIfAbsent(digest, file);
                }
            }
        }
    }

    private void scan(Path assay, Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        assay.toAbsolutePath().toString(),
                        "scan",
                        "--only",
                        "crypto",
                        "--no-cache",
                        "--format",
                        "jsonl",
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        JsonFactory json = new JsonFactory();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try (JsonParser parser = json.createParser(ObjectReadContext.empty(), line)) {
                    Map<String, String> fields = Score.fields(parser);
                    if (fields.getOrDefault("/type", "").equals("finding")) {
                        found.computeIfAbsent(
                                        folder.resolve(fields.getOrDefault("/location/path", "")), _ -> new HashSet<>())
                                .add(fields.getOrDefault("/ruleId", ""));
                    }
                }
            }
        }
    }

    private void print(Path folder) {
        Map<String, Count> counts = new TreeMap<>();
        int met = 0;
        for (Case each : cases) {
            if (!byDigest.keySet().containsAll(each.digests())) {
                continue;
            }
            met++;
            boolean isFlagged = each.digests().stream()
                    .map(byDigest::get)
                    .flatMap(file -> found.getOrDefault(file, Set.of()).stream())
                    .anyMatch(each.rules()::contains);
            boolean isRight = isFlagged == each.isVulnerable();
            String label = each.isVulnerable() ? "vulnerable" : "secure";
            for (String line : List.of(
                    label + "  "
                            + String.join(" ", each.rules().stream().sorted().toList()),
                    label + "  (all)")) {
                Count count = counts.computeIfAbsent(line, _ -> new Count());
                count.cases++;
                count.right += isRight ? 1 : 0;
            }
            if (!isRight) {
                out.printf("%-8s %s%n", each.isVulnerable() ? "missed" : "flagged", each.reason());
            }
        }
        out.printf("%n%-64s %6s %6s %7s%n", "label and rules", "cases", "right", "");
        counts.forEach((line, count) -> out.printf(
                "%-64s %6d %6d %6.1f%%%n", line, count.cases, count.right, 100.0 * count.right / count.cases));
        out.printf("%d cases of the manifest, %d of them found in %s%n", cases.size(), met, folder);
    }
}
