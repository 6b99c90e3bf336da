package dev.assay.connectors.git;

import dev.assay.engine.text.Parts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a repository does not want to track: {@code .gitignore} in each folder, and its own list. The user's list in other
 * places is not asked: what only that ignores is looked at. Belongs to one thread.
 */
final class IgnoreRules {
    private static final String NAME = ".gitignore";
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_PATTERNS = 10_000;

    private final Path root;
    private final List<IgnorePattern> ofRepository;
    private final Map<String, List<IgnorePattern>> byFolder = new HashMap<>();
    private final Map<String, Boolean> folders = new HashMap<>();

    IgnoreRules(Path root, Path exclude) {
        this.root = root;
        this.ofRepository = patterns(exclude);
    }

    /** A list that cannot be read, or is too long, ignores nothing. */
    private static List<IgnorePattern> patterns(Path file) {
        byte[] bytes;
        try {
            bytes = FileBytes.small(file, MOST_BYTES);
        } catch (IOException e) {
            return List.of();
        }
        if (bytes == null) {
            return List.of();
        }
        List<IgnorePattern> patterns = new ArrayList<>();
        for (String line : Parts.of(new String(bytes, StandardCharsets.UTF_8), '\n')) {
            IgnorePattern pattern = IgnorePattern.of(line);
            if (pattern != null) {
                patterns.add(pattern);
            }
        }
        return patterns.size() > MOST_PATTERNS ? List.of() : patterns;
    }

    /** @param path within the repository */
    boolean ignores(String path, boolean isFolder) {
        int slash = path.lastIndexOf('/');
        if (slash > 0 && ignoresFolder(path.substring(0, slash))) {
            return true; // what is in it cannot be taken back
        }
        for (int at = slash; at >= 0; at = path.lastIndexOf('/', at - 1)) {
            int says = says(ofFolder(path.substring(0, at)), path.substring(at + 1), isFolder);
            if (says != 0) {
                return says > 0;
            }
        }
        int says = says(ofFolder(""), path, isFolder);
        return (says != 0 ? says : says(ofRepository, path, isFolder)) > 0;
    }

    private boolean ignoresFolder(String folder) {
        Boolean known = folders.get(folder);
        if (known == null) {
            known = ignores(folder, true);
            folders.put(folder, known);
        }
        return known;
    }

    private List<IgnorePattern> ofFolder(String folder) {
        List<IgnorePattern> known = byFolder.get(folder);
        if (known == null) {
            known = patterns(root.resolve(folder).resolve(NAME));
            byFolder.put(folder, known);
        }
        return known;
    }

    /** The last line that matches decides: 1 to ignore, -1 not to, 0 if none does. */
    private static int says(List<IgnorePattern> patterns, String path, boolean isFolder) {
        for (IgnorePattern pattern : patterns.reversed()) {
            if (pattern.matches(path, isFolder)) {
                return pattern.isNegated() ? -1 : 1;
            }
        }
        return 0;
    }
}
