package dev.assay.engine.rule;

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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The texts and severities of all rules, from the YAML files beside the detectors. Thread-safe. Read when the first
 * finding needs it, since most scans have none and a parser costs more to start than a small file to scan.
 *
 * <p>Each file is a list of maps with the keys {@code id, severity, title, why, remedy, references, match, silent}; the
 * last three may be left out. A faulty row throws {@link IllegalArgumentException} with the file and the rule.
 */
public final class RuleBook {
    private static final Set<String> KEYS =
            Set.of("id", "severity", "title", "why", "remedy", "references", "match", "silent");

    private final List<URL> files;
    private final List<RuleInfo> more;
    private @Nullable Map<String, RuleInfo> rows;

    public RuleBook(List<URL> files) {
        this(files, List.of());
    }

    /** @param more rows that are in no file of the build: those of the user */
    public RuleBook(List<URL> files, List<RuleInfo> more) {
        this.files = List.copyOf(files);
        this.more = List.copyOf(more);
    }

    /** @throws IllegalArgumentException if no row has this id */
    public RuleInfo get(String id) {
        RuleInfo info = rows().get(id);
        if (info == null) {
            throw new IllegalArgumentException("no rule has the id " + id);
        }
        return info;
    }

    public boolean has(String id) {
        return rows().containsKey(id);
    }

    /** All rows in the order of their ids. */
    public Collection<RuleInfo> all() {
        return rows().values();
    }

    private synchronized Map<String, RuleInfo> rows() {
        Map<String, RuleInfo> known = rows;
        if (known == null) {
            known = new TreeMap<>();
            for (URL file : files) {
                for (RuleInfo row : read(file)) {
                    if (known.put(row.id(), row) != null) {
                        throw new IllegalArgumentException(file + ": " + row.id() + " is there twice");
                    }
                }
            }
            for (RuleInfo row : more) {
                if (known.put(row.id(), row) != null) {
                    throw new IllegalArgumentException(row.id() + " is there twice");
                }
            }
            rows = known;
        }
        return known;
    }

    private static List<RuleInfo> read(URL file) {
        List<RuleInfo> rows = new ArrayList<>();
        try (InputStream in = file.openStream()) {
            Object document =
                    new Load(LoadSettings.builder().setLabel(file.getPath()).build()).loadFromInputStream(in);
            if (!(document instanceof List<?> list)) {
                throw new IllegalArgumentException(file + ": not a list of rules");
            }
            for (Object item : list) {
                rows.add(row(file, item));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static RuleInfo row(URL file, Object item) {
        if (!(item instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(file + ": a rule is a map");
        }
        String id = text(file, map, "id");
        for (Object key : map.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                throw new IllegalArgumentException(file + ": " + id + " has the unknown key " + key);
            }
        }
        if (!isWellFormed(id)) {
            throw new IllegalArgumentException(file + ": " + id + " is not of the form family/kebab-name");
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

    private static String text(URL file, Map<?, ?> map, String key) {
        if (map.get(key) instanceof String text && !text.isBlank()) {
            return text.strip();
        }
        throw new IllegalArgumentException(file + ": the rule " + map.get("id") + " has no text for " + key);
    }

    private static Severity severity(URL file, String id, String name) {
        try {
            return Severity.of(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + id + " has the unknown severity " + name, e);
        }
    }

    private static List<String> texts(URL file, Map<?, ?> map, String key) {
        return switch (map.get(key)) {
            case null -> List.of();
            case List<?> list -> list.stream().map(String::valueOf).toList();
            default ->
                throw new IllegalArgumentException(file + ": " + key + " of the rule " + map.get("id") + " is no list");
        };
    }
}
