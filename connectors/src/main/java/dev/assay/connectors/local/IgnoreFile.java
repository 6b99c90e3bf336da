package dev.assay.connectors.local;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/**
 * A target's own wishes of what not to look at: one glob a line, {@code #} for comments, {@code /} at the end for folders
 * only, matched against the path within the target and against the last name. Obeyed only when the target is trusted:
 * whoever made a hostile target made this file too.
 */
final class IgnoreFile {
    static final String NAME = ".assayignore";
    private static final long MOST_BYTES = 1 << 20;

    private record Pattern(PathMatcher matcher, boolean foldersOnly) {}

    private final List<Pattern> patterns;
    private final boolean notTrusted;

    private IgnoreFile(List<Pattern> patterns, boolean notTrusted) {
        this.patterns = patterns;
        this.notTrusted = notTrusted;
    }

    /** @throws IOException if the target is trusted and its file cannot be read or understood */
    static IgnoreFile in(Path root, boolean trustTarget) throws IOException {
        Path file = root.resolve(NAME);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return new IgnoreFile(List.of(), false);
        }
        if (!trustTarget) {
            return new IgnoreFile(List.of(), true);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(NAME + " is larger than " + MOST_BYTES + " bytes");
        }
        List<Pattern> patterns = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String glob = line.strip();
            if (glob.isEmpty() || glob.startsWith("#")) {
                continue;
            }
            boolean foldersOnly = glob.endsWith("/");
            String name = foldersOnly ? glob.substring(0, glob.length() - 1) : glob;
            try {
                patterns.add(new Pattern(FileSystems.getDefault().getPathMatcher("glob:" + name), foldersOnly));
            } catch (IllegalArgumentException e) {
                throw new IOException(NAME + ":" + number + ": not a glob: " + glob, e);
            }
        }
        return new IgnoreFile(patterns, false);
    }

    boolean isNotTrusted() {
        return notTrusted;
    }

    boolean matches(String path, boolean folder) {
        if (patterns.isEmpty()) {
            return false;
        }
        Path whole = Path.of(path);
        Path last = whole.getFileName();
        for (Pattern pattern : patterns) {
            if ((folder || !pattern.foldersOnly())
                    && (pattern.matcher().matches(whole)
                            || last != null && pattern.matcher().matches(last))) {
                return true;
            }
        }
        return false;
    }
}
