package dev.assay.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Judges a folder of files whose labels are known, and counts what was found and what was flagged:
 * {@code Score --assay PATH --manifest FILE --folder DIR}. Fetches nothing.
 *
 * <p>A row of a manifest is {@code digest TAB label TAB group TAB reason}; the label is malicious, benign, malformed or
 * arguable. The last counts for nothing: its number is printed, so that nobody need take the others on trust. An item is a file, by its SHA-256, or a folder, by the SHA-256 over the sorted relative names of its files, each followed by
 * a NUL and the file's SHA-256. How the folder given is laid out does not matter.
 */
public final class Score {
    /** What the scan said of one item. */
    private enum Outcome {
        FLAGGED,
        GAP,
        CLEAN
    }

    private record Row(String label, String group, String reason) {}

    private record Item(Path path, Row row) {}

    private static final Set<String> LABELS = Set.of("malicious", "benign", "malformed", "arguable");
    private static final Set<String> COUNTED = Set.of("medium", "high", "critical");

    private final Map<String, Row> rows = new HashMap<>();
    private final Set<String> met = new HashSet<>();
    private final List<Item> items = new ArrayList<>();
    private final PrintStream out;

    private Score(PrintStream out) {
        this.out = out;
    }

    /** Scores, prints a line for each group and label and one for each item that was judged otherwise than its label says. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            named.put(arguments[i], arguments[i + 1]);
        }
        Path folder = Path.of(named.getOrDefault("--folder", ".")).toRealPath();
        Score score = new Score(System.out);
        score.readManifest(Path.of(named.getOrDefault("--manifest", "bench/scores/modelaudit.tsv")));
        score.find(folder);
        score.print(score.judge(Path.of(named.getOrDefault("--assay", "./assay")), folder), folder);
    }

    private void readManifest(Path manifest) throws IOException {
        for (String line : Files.readAllLines(manifest)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] cells = line.split("\t", -1);
                if (cells.length != 4 || !LABELS.contains(cells[1])) {
                    throw new IOException(manifest + ": not a row: " + line);
                }
                rows.put(cells[0], new Row(cells[1], cells[2], cells[3]));
            }
        }
    }

    /** Finds the items, outermost first: what lies in an item is part of it. Each row counts once, however often it is met. */
    private void find(Path path) throws IOException {
        String digest = Files.isDirectory(path) ? digestOfFolder(path) : digestOfFile(path);
        Row row = rows.get(digest);
        if (row != null) {
            if (met.add(digest)) {
                items.add(new Item(path, row));
            }
        } else if (Files.isDirectory(path)) {
            try (Stream<Path> children = Files.list(path)) {
                for (Path child : children.sorted().toList()) {
                    find(child);
                }
            }
        }
    }

    private static String digestOfFolder(Path folder) throws IOException {
        MessageDigest whole = sha256();
        try (Stream<Path> all = Files.walk(folder)) {
            TreeMap<String, Path> files = new TreeMap<>();
            all.filter(Files::isRegularFile)
                    .forEach(file -> files.put(folder.relativize(file).toString(), file));
            for (Map.Entry<String, Path> each : files.entrySet()) {
                whole.update((each.getKey() + "\0").getBytes(StandardCharsets.UTF_8));
                whole.update(HexFormat.of().parseHex(digestOfFile(each.getValue())));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return HexFormat.of().formatHex(whole.digest());
    }

    static String digestOfFile(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(PrintStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** One scan of the whole folder; what it says of a place counts for the item around it. */
    private Map<Path, Outcome> judge(Path assay, Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        assay.toAbsolutePath().toString(), "scan", "--no-cache", "--format", "jsonl", folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        Map<Path, Outcome> outcomes = new HashMap<>();
        JsonFactory json = new JsonFactory();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try (JsonParser parser = json.createParser(ObjectReadContext.empty(), line)) {
                    note(fields(parser), folder, outcomes);
                }
            }
        }
        return outcomes;
    }

    /** The texts of one object: its own by their names, those of objects in it too, by pointer. */
    static Map<String, String> fields(JsonParser json) {
        Map<String, String> fields = new HashMap<>();
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            if (token == JsonToken.VALUE_STRING) {
                fields.put(json.streamReadContext().pathAsPointer().toString(), json.getString());
            }
        }
        return fields;
    }

    private void note(Map<String, String> line, Path folder, Map<Path, Outcome> outcomes) {
        String type = line.getOrDefault("/type", "");
        boolean flagged = type.equals("finding") && COUNTED.contains(line.getOrDefault("/severity", ""));
        if (flagged || type.equals("gap")) {
            Path at = folder.resolve(line.getOrDefault("/location/path", ""));
            items.stream()
                    .map(Item::path)
                    .filter(at::startsWith)
                    .forEach(item -> outcomes.merge(
                            item,
                            flagged ? Outcome.FLAGGED : Outcome.GAP,
                            (one, other) -> one == Outcome.FLAGGED ? one : other));
        }
    }

    private void print(Map<Path, Outcome> outcomes, Path folder) {
        Map<String, Map<Outcome, Integer>> counts = new TreeMap<>();
        for (Item item : items) {
            Outcome outcome = outcomes.getOrDefault(item.path(), Outcome.CLEAN);
            for (String line : List.of(
                    item.row().label() + "  " + item.row().group(), item.row().label() + "  (all)")) {
                counts.computeIfAbsent(line, _ -> new EnumMap<>(Outcome.class)).merge(outcome, 1, Integer::sum);
            }
            if (isWrong(item.row().label(), outcome)) {
                out.printf(
                        "%-9s %-8s %s: %s%n",
                        item.row().label(),
                        outcome.name().toLowerCase(Locale.ROOT),
                        folder.relativize(item.path()),
                        item.row().reason());
            }
        }
        out.printf("%n%-34s %6s %8s %6s %6s%n", "label and group", "items", "flagged", "gap", "clean");
        counts.forEach((line, n) -> {
            int all = n.values().stream().mapToInt(Integer::intValue).sum();
            out.printf(
                    "%-34s %6d %7.1f%% %6d %6d%n",
                    line,
                    all,
                    100.0 * n.getOrDefault(Outcome.FLAGGED, 0) / all,
                    n.getOrDefault(Outcome.GAP, 0),
                    n.getOrDefault(Outcome.CLEAN, 0));
        });
        out.printf("%d rows of the manifest, %d of them found in %s%n", rows.size(), items.size(), folder);
    }

    private static boolean isWrong(String label, Outcome outcome) {
        return switch (label) {
            case "malicious" -> outcome != Outcome.FLAGGED;
            case "benign" -> outcome != Outcome.CLEAN;
            case "arguable" -> false;
            default -> outcome == Outcome.CLEAN;
        };
    }
}
