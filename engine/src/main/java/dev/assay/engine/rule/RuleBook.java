package dev.assay.engine.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.engine.report.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The texts and severities of all rules, from the YAML files beside the detectors. Thread-safe. The files are opened when
 * the first finding needs them, and of each only the rows that are asked for are parsed: a report names a few of some
 * hundred rules, and to parse all of them takes longer than to scan a small file.
 *
 * <p>Each file is a list of maps with the keys {@code id, severity, title, why, remedy, references, match, silent}; the
 * last three may be left out. A row begins with {@code - id: } at the start of a line, and what stands at the start of
 * any other line is a comment, so that rows are told apart without a parser. A faulty row throws
 * {@link IllegalArgumentException} with the file and the rule.
 */
public final class RuleBook {
    private static final Set<String> KEYS =
            Set.of("id", "severity", "title", "why", "remedy", "references", "match", "silent");
    private static final String START = "- id: ";

    private final List<URL> files;
    private final List<RuleInfo> more;
    private @Nullable Map<String, Row> rows;

    /** A row of a file as text until it is asked for. */
    private static final class Row {
        final String file;
        final String text;

        @Nullable
        RuleInfo info;

        Row(String file, String text, @Nullable RuleInfo info) {
            this.file = file;
            this.text = text;
            this.info = info;
        }
    }

    public RuleBook(List<URL> files) {
        this(files, List.of());
    }

    /** @param more rows that are in no file of the build: those of the user */
    public RuleBook(List<URL> files, List<RuleInfo> more) {
        this.files = List.copyOf(files);
        this.more = List.copyOf(more);
    }

    /** @throws IllegalArgumentException if no row has this id */
    public synchronized RuleInfo get(String id) {
        Row row = rows().get(id);
        if (row == null) {
            throw new IllegalArgumentException("no rule has the id " + id);
        }
        RuleInfo info = row.info;
        if (info == null) {
            info = parse(row, id);
            row.info = info;
        }
        return info;
    }

    public synchronized boolean has(String id) {
        return rows().containsKey(id);
    }

    /** The families of all rows, in order. */
    public synchronized SortedSet<String> families() {
        SortedSet<String> families = new TreeSet<>();
        for (String id : rows().keySet()) {
            families.add(RuleInfo.family(id));
        }
        return families;
    }

    /** All rows in the order of their ids. */
    public synchronized Collection<RuleInfo> all() {
        return rows().keySet().stream().map(this::get).toList();
    }

    private Map<String, Row> rows() {
        Map<String, Row> known = rows;
        if (known == null) {
            known = new TreeMap<>();
            for (URL file : files) {
                for (String text : split(file)) {
                    put(known, id(file, text), new Row(file.toString(), text, null));
                }
            }
            for (RuleInfo row : more) {
                put(known, row.id(), new Row("", "", row));
            }
            rows = known;
        }
        return known;
    }

    private static void put(Map<String, Row> known, String id, Row row) {
        if (known.put(id, row) != null) {
            throw new IllegalArgumentException(row.file + ": " + id + " is there twice");
        }
    }

    /** The texts of a file's rows. */
    private static List<String> split(URL file) {
        String text;
        try (InputStream in = file.openStream()) {
            text = new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> rows = new ArrayList<>();
        int row = -1;
        for (int line = 0; line < text.length(); line = endOfLine(text, line)) {
            if (text.charAt(line) == '-') {
                if (row >= 0) {
                    rows.add(text.substring(row, line));
                }
                row = line;
            }
        }
        if (row >= 0) {
            rows.add(text.substring(row));
        }
        return rows;
    }

    /** Where the next line begins. */
    private static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }

    private static String id(URL file, String row) {
        String line = row.substring(0, endOfLine(row, 0)).stripTrailing();
        if (!line.startsWith(START)) {
            throw new IllegalArgumentException(file + ": a row begins with \"" + START + "\", not with " + line);
        }
        String id = line.substring(START.length());
        if (!isWellFormed(id)) {
            throw new IllegalArgumentException(file + ": " + id + " is not of the form family/kebab-name");
        }
        return id;
    }

    private static RuleInfo parse(Row row, String id) {
        String file = row.file;
        Object document = new Load(LoadSettings.builder().setLabel(file).build()).loadFromString(row.text);
        if (!(document instanceof List<?> list) || list.size() != 1 || !(list.getFirst() instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(file + ": " + id + " is no map");
        }
        for (Object key : map.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                throw new IllegalArgumentException(file + ": " + id + " has the unknown key " + key);
            }
        }
        return new RuleInfo(
                id,
                severity(file, id, text(file, map, "severity")),
                text(file, map, "title"),
                text(file, map, "why"),
                text(file, map, "remedy"),
                texts(file, map, "references"),
                texts(file, map, "match"),
                texts(file, map, "silent"));
    }

    private static boolean isWellFormed(String id) {
        int slash = id.indexOf('/');
        return slash > 0
                && slash == id.lastIndexOf('/')
                && !id.endsWith("/")
                && !id.endsWith("-")
                && id.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '/');
    }

    private static String text(String file, Map<?, ?> map, String key) {
        if (map.get(key) instanceof String text && !text.isBlank()) {
            return text.strip();
        }
        throw new IllegalArgumentException(file + ": the rule " + map.get("id") + " has no text for " + key);
    }

    private static Severity severity(String file, String id, String name) {
        try {
            return Severity.of(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + id + " has the unknown severity " + name, e);
        }
    }

    private static List<String> texts(String file, Map<?, ?> map, String key) {
        return switch (map.get(key)) {
            case null -> List.of();
            case List<?> list -> list.stream().map(String::valueOf).toList();
            default ->
                throw new IllegalArgumentException(file + ": " + key + " of the rule " + map.get("id") + " is no list");
        };
    }
}
