package dev.assay.engine.text;

import dev.assay.engine.report.Location;
import java.util.List;

/**
 * A pattern of paths: {@code *} and {@code ?} stand for any characters and any one within a name, {@code **} also for
 * {@code /}, and {@code **}{@code /} for no folder as well. Immutable. Needs time in proportion to pattern times path, whatever these are,
 * since paths come from what is scanned.
 */
public record PathGlob(String pattern) {
    public PathGlob {
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException("a pattern of paths is not empty");
        }
    }

    /** Whether the whole of {@code path} is of this pattern. */
    public boolean matches(String path) {
        return isAnywhere() ? path.contains(pattern.substring(2, pattern.length() - 2)) : matchesByStep(path);
    }

    /** Whether it is some text with anything around it, which may be looked for in long ones. */
    private boolean isAnywhere() {
        int end = pattern.length() - 2;
        return end > 2
                && pattern.startsWith("**")
                && pattern.endsWith("**")
                && pattern.charAt(2) != '/'
                && pattern.indexOf('*', 2) == end
                && pattern.indexOf('?') < 0;
    }

    private boolean matchesByStep(String path) {
        // reached[i]: the first i characters of the pattern can stand for the characters of the path so far.
        boolean[] reached = new boolean[pattern.length() + 1];
        reached[0] = true;
        skipStars(reached, true);
        for (int at = 0; at < path.length(); at++) {
            boolean[] next = new boolean[reached.length];
            for (int i = 0; i < pattern.length(); i++) {
                if (reached[i]) {
                    step(i, path.charAt(at), next);
                }
            }
            skipStars(next, path.charAt(at) == '/');
            reached = next;
        }
        return reached[pattern.length()];
    }

    /**
     * Whether one of them is of the path within the target, of the path as the target was given or, without a slash, of the
     * name alone. None at all are for everywhere.
     */
    public static boolean anyIsAt(List<PathGlob> paths, Location at) {
        if (paths.isEmpty()) {
            return true;
        }
        String given = at.target().startsWith("./") ? at.target().substring(2) : at.target();
        String whole = at.path().isEmpty() ? given : (given.endsWith("/") ? given : given + "/") + at.path();
        String name = whole.substring(whole.lastIndexOf('/') + 1);
        for (PathGlob glob : paths) {
            if (glob.matches(whole)
                    || !at.path().isEmpty() && glob.matches(at.path())
                    || glob.pattern().indexOf('/') < 0 && glob.matches(name)) {
                return true;
            }
        }
        return false;
    }

    private void step(int i, char c, boolean[] next) {
        char wanted = pattern.charAt(i);
        if (wanted == '*') {
            next[i] |= c != '/' || isDouble(i);
        } else if (wanted == '?' ? c != '/' : c == wanted) {
            next[i + 1] = true;
        }
    }

    /** Stars can stand for nothing, and where a name begins two of them with a slash for no folder. */
    private void skipStars(boolean[] reached, boolean atName) {
        for (int i = 0; i < pattern.length(); i++) {
            if (reached[i] && pattern.charAt(i) == '*') {
                int after = i + (isDouble(i) ? 2 : 1);
                reached[after] = true;
                if (atName
                        && isDouble(i)
                        && after < pattern.length()
                        && pattern.charAt(after) == '/'
                        && startsName(i)) {
                    reached[after + 1] = true;
                }
            }
        }
    }

    private boolean isDouble(int i) {
        return i + 1 < pattern.length() && pattern.charAt(i + 1) == '*';
    }

    private boolean startsName(int i) {
        return i == 0 || pattern.charAt(i - 1) == '/';
    }
}
