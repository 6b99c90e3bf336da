package dev.assay.detectors;

import dev.assay.engine.cache.Sha256;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which files of a repository can matter to who looks for dependencies and indicators: those whose name says so, by {@code
 * manifest/kinds.tsv} and {@code repositories.tsv}. A path costs some look-ups, as a tree may have 100,000. Immutable.
 */
public final class RepositoryFiles {
    /** @param folder from the root, with a slash behind it; empty for any */
    private record Pattern(String folder, String prefix, String suffix) {
        boolean matches(String path, String name) {
            return name.length() >= prefix.length() + suffix.length()
                    && name.startsWith(prefix)
                    && name.endsWith(suffix)
                    && (folder.isEmpty()
                            || path.length() == folder.length() + name.length() && path.startsWith(folder));
        }
    }

    private final Set<String> names = new HashSet<>();
    private final Set<String> endings = new HashSet<>();
    private final List<Pattern> patterns = new ArrayList<>();
    private final String digest;

    private RepositoryFiles() {
        Set<String> general = new HashSet<>();
        Set<String> all = new TreeSet<>();
        for (List<String> row : rows("repositories.tsv")) {
            List<String> words = words(row.get(1));
            if (row.getFirst().equals("endings")) {
                general.addAll(words);
            } else {
                all.addAll(words);
            }
        }
        for (List<String> row : rows("manifest/kinds.tsv")) {
            for (String name : words(row.get(1))) {
                if (!name.startsWith("*") || !general.contains(name.substring(1))) {
                    all.add(name);
                }
            }
        }
        all.forEach(this::add);
        digest = Sha256.of(String.join("\n", all)).hex();
    }

    private static List<List<String>> rows(String table) {
        return Rows.read(Objects.requireNonNull(RepositoryFiles.class.getResource(table)), 3);
    }

    private static List<String> words(String field) {
        return Parts.of(field.toLowerCase(Locale.ROOT), ' ');
    }

    private void add(String pattern) {
        String name = pattern.substring(pattern.lastIndexOf('/') + 1);
        String folder = pattern.substring(0, pattern.length() - name.length());
        int star = name.indexOf('*');
        if (star < 0 && folder.isEmpty()) {
            names.add(name);
        } else if (star == 0 && folder.isEmpty() && name.lastIndexOf('.') == 1) {
            endings.add(name.substring(1));
        } else {
            if (star < 0) {
                throw new IllegalArgumentException("a name in a folder has a star: " + pattern);
            }
            patterns.add(new Pattern(folder, name.substring(0, star), name.substring(star + 1)));
        }
    }

    /** Reads the tables. */
    public static RepositoryFiles load() {
        return new RepositoryFiles();
    }

    /** Whether a file may matter. */
    public boolean matters(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        String name = lower.substring(lower.lastIndexOf('/') + 1);
        if (names.contains(name)) {
            return true;
        }
        int dot = name.lastIndexOf('.');
        if (dot >= 0 && endings.contains(name.substring(dot))) {
            return true;
        }
        for (Pattern pattern : patterns) {
            if (pattern.matches(lower, name)) {
                return true;
            }
        }
        return false;
    }

    /** The same as long as the same files matter. */
    public String digest() {
        return digest;
    }
}
