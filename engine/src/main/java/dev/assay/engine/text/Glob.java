package dev.assay.engine.text;

/**
 * A pattern for paths, whatever the file system: {@code *} within a part, {@code **} across parts, {@code ?} for one
 * character, all else itself. Takes time in proportion to pattern times path, for names that nobody trusts.
 */
public final class Glob {
    private final String pattern;

    public Glob(String pattern) {
        this.pattern = pattern;
    }

    /** Whether it matches the whole path, or the last part of it if the pattern has no slash. */
    public boolean matches(String path) {
        return matches(path, 0) || pattern.indexOf('/') < 0 && matches(path, path.lastIndexOf('/') + 1);
    }

    /** One row of the table of pattern against path, from left to right: {@code reached[i]} is the pattern's first i. */
    private boolean matches(String path, int from) {
        boolean[] reached = new boolean[pattern.length() + 1];
        reached[0] = true;
        close(reached, true);
        for (int at = from; at < path.length(); at++) {
            char c = path.charAt(at);
            boolean[] next = new boolean[reached.length];
            for (int i = 0; i < pattern.length(); i++) {
                if (!reached[i]) {
                    continue;
                }
                char want = pattern.charAt(i);
                if (want == '*') {
                    next[i] |= c != '/' || isDouble(i);
                } else if (want == '?' ? c != '/' : want == c) {
                    next[i + 1] = true;
                }
            }
            close(next, c == '/');
            reached = next;
        }
        return reached[pattern.length()];
    }

    /** Stars may match nothing, and so may two stars with the slash behind them. */
    private void close(boolean[] reached, boolean partBegins) {
        for (int i = 0; i < pattern.length(); i++) {
            if (reached[i] && pattern.charAt(i) == '*') {
                reached[i + 1] = true;
                if (partBegins && pattern.startsWith("**/", i - 1) && (i < 2 || pattern.charAt(i - 2) == '/')) {
                    reached[i + 2] = true;
                }
            }
        }
    }

    private boolean isDouble(int i) {
        return i > 0 && pattern.charAt(i - 1) == '*' || i + 1 < pattern.length() && pattern.charAt(i + 1) == '*';
    }
}
