package dev.assay.engine.text;

import java.util.Optional;

/**
 * Where a path leads that a model holds and its loader opens beside the model. Both slashes count as separators, since
 * one of the systems that load takes each. Pure functions.
 */
public final class OutsidePath {
    private static final int MOST_SCHEME = 20;

    private OutsidePath() {}

    /** Why the path may lead out of the model's folder, to follow "which"; empty if it stays within. */
    public static Optional<String> reason(String path) {
        if (path.indexOf('\0') >= 0) {
            return Optional.of("holds a NUL, where some readers end it and others do not");
        }
        if (hasScheme(path)) {
            return Optional.of("is a URL");
        }
        if (path.startsWith("/") || path.startsWith("\\") || path.startsWith("~")) {
            return Optional.of("is absolute");
        }
        if (path.length() >= 2 && path.charAt(1) == ':' && isLetter(path.charAt(0))) {
            return Optional.of("names a drive");
        }
        if (leadsOut(path)) {
            return Optional.of("leads out of the model's folder");
        }
        return Optional.empty();
    }

    private static boolean hasScheme(String path) {
        int colon = path.indexOf("://");
        if (colon <= 0 || colon > MOST_SCHEME || !isLetter(path.charAt(0))) {
            return false;
        }
        return path.substring(0, colon).chars().allMatch(c -> isLetter((char) c) || c >= '0' && c <= '9' || c == '+');
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean leadsOut(String path) {
        int depth = 0;
        for (String step : Parts.of(path.replace('\\', '/'), '/')) {
            if (step.equals("..")) {
                if (--depth < 0) {
                    return true;
                }
            } else if (!step.isEmpty() && !step.equals(".")) {
                depth++;
            }
        }
        return false;
    }
}
