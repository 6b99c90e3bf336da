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
 * manifest/kinds.tsv} and {@code repositories.tsv}, and the names that campaigns gave to payloads and to what they stole, by {@code
 * autorun/kinds.tsv}; or all of them. A path costs some look-ups, as a tree may have 100,000. Immutable.
 */
public final class RepositoryFiles {
    /**
     * A name with a star.
     *
     * @param folder with a slash behind it, and one in front if it is of the root; empty for any
     * @param isBelow whether those in folders below it are meant as well
     */
    private record Pattern(String folder, boolean isBelow, String prefix, String suffix) {
        boolean matches(String path, String name) {
            return name.length() >= prefix.length() + suffix.length()
                    && name.startsWith(prefix)
                    && name.endsWith(suffix)
                    && (folder.isEmpty() || isIn(path.length() - name.length(), path));
        }

        /** @param end of the path's folder, behind its last slash */
        private boolean isIn(int end, String path) {
            if (folder.startsWith("/")) {
                return end == folder.length() - 1 && path.startsWith(folder.substring(1));
            }
            if (isBelow) {
                int last = path.lastIndexOf("/" + folder, end - folder.length() - 1);
                return last >= 0 || end >= folder.length() && path.startsWith(folder);
            }
            int start = end - folder.length();
            return start >= 0 && path.startsWith(folder, start) && (start == 0 || path.charAt(start - 1) == '/');
        }
    }

    /** The kinds of {@code autorun/kinds.tsv} whose names are those of campaigns. */
    private static final Set<String> OF_CAMPAIGNS = Set.of("payload-file", "secrets-dump");

    /** The kinds of {@code manifest/kinds.tsv} that include lists of requirements, and that of these lists under any name. */
    private static final Set<String> INCLUDING =
            Set.of("pip-requirements", "pip-constraints", "conda-environment", "pyproject", "setup-cfg", "setup-py");

    private static final String INCLUDED = "pip-list";

    private static final String BY_FIRST_LINE = "#!";

    private final Set<String> names = new HashSet<>();
    private final Set<String> paths = new HashSet<>();
    private final Set<String> endings = new HashSet<>();
    private final List<Pattern> inFolders = new ArrayList<>();
    private final List<Pattern> including = new ArrayList<>();
    private final Set<String> included = new HashSet<>();
    private final String digest;

    private final boolean all;

    private RepositoryFiles(boolean all) {
        this.all = all;
        Set<String> general = new HashSet<>();
        Set<String> common = new HashSet<>();
        Set<String> patterns = new TreeSet<>();
        for (List<String> row : rows("repositories.tsv", 3)) {
            List<String> words = words(row.get(1));
            switch (row.getFirst()) {
                case "endings" -> general.addAll(words);
                case "common" -> common.addAll(words);
                case "included" -> included.addAll(words);
                default -> patterns.addAll(words);
            }
        }
        for (List<String> row : rows("autorun/kinds.tsv", 2)) {
            for (String name : words(row.get(1))) {
                if (OF_CAMPAIGNS.contains(row.getFirst()) && !common.contains(name)) {
                    patterns.add(name);
                }
            }
        }
        for (List<String> row : rows("manifest/kinds.tsv", 3)) {
            for (String name : words(row.get(1))) {
                if (name.startsWith(BY_FIRST_LINE)) {
                    continue; // no name at all
                }
                if (!name.startsWith("*") || !general.contains(name.substring(1))) {
                    patterns.add(name);
                }
                if (INCLUDING.contains(row.getFirst())) {
                    including.add(pattern(name));
                } else if (row.getFirst().equals(INCLUDED)) {
                    included.add(name.substring(1));
                }
            }
        }
        patterns.forEach(this::add);
        digest = all
                ? "all"
                : Sha256.of(String.join("\n", patterns) + "\n\n" + String.join("\n", new TreeSet<>(included)))
                        .hex();
    }

    private static List<List<String>> rows(String table, int columns) {
        return Rows.read(Objects.requireNonNull(RepositoryFiles.class.getResource(table)), columns);
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
        } else if (star < 0 && folder.startsWith("/")) {
            paths.add(pattern.substring(1));
        } else if (star == 0 && folder.isEmpty() && name.lastIndexOf('.') == 1) {
            endings.add(name.substring(1));
        } else {
            if (star < 0) {
                throw new IllegalArgumentException("a name in any folder of a name has a star: " + pattern);
            }
            inFolders.add(pattern(pattern));
        }
    }

    private static Pattern pattern(String pattern) {
        String name = pattern.substring(pattern.lastIndexOf('/') + 1);
        boolean isBelow = name.startsWith("**");
        String one = isBelow ? name.substring(1) : name;
        int star = one.indexOf('*') < 0 ? one.length() : one.indexOf('*');
        String suffix = one.substring(Math.min(star + 1, one.length()));
        if (suffix.indexOf('*') >= 0) {
            throw new IllegalArgumentException("a name has one star: " + pattern);
        }
        return new Pattern(
                pattern.substring(0, pattern.length() - name.length()), isBelow, one.substring(0, star), suffix);
    }

    /** Reads the tables. */
    public static RepositoryFiles load() {
        return new RepositoryFiles(false);
    }

    /** All files matter: to who knows them by their content, whatever they are called. */
    public static RepositoryFiles all() {
        return new RepositoryFiles(true);
    }

    /** Whether a file may matter. */
    public boolean matters(String path) {
        return all || isNamed(path);
    }

    /** Whether its name is one of those by which dependencies and indicators are looked for. */
    public boolean isNamed(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        String name = lower.substring(lower.lastIndexOf('/') + 1);
        if (names.contains(name) || paths.contains(lower)) {
            return true;
        }
        int dot = name.lastIndexOf('.');
        if (dot >= 0 && endings.contains(name.substring(dot))) {
            return true;
        }
        for (Pattern pattern : inFolders) {
            if (pattern.matches(lower, name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it may include lists of requirements that have names of their own ({@code -r base.txt}). */
    public boolean mayInclude(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        String name = lower.substring(lower.lastIndexOf('/') + 1);
        return including.stream().anyMatch(pattern -> pattern.matches(lower, name))
                || isNamed(path) && mayBeIncluded(path);
    }

    /** Whether it would be read as a list of requirements if another one includes it. */
    public boolean mayBeIncluded(String path) {
        int dot = path.lastIndexOf('.');
        return dot >= 0 && included.contains(path.substring(dot).toLowerCase(Locale.ROOT));
    }

    /** Whether all files matter. */
    public boolean areAll() {
        return all;
    }

    /** Of sweeps for other files: what they list has some of these, or these and more. */
    public List<String> others() {
        return List.of((all ? load() : all()).digest());
    }

    /** The same as long as the same files matter. */
    public String digest() {
        return digest;
    }
}
