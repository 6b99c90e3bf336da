package dev.assay.detectors.archive;

/**
 * Where a member's name leads when it is extracted into a folder. Both slashes count as separators, since one of the
 * systems that extract takes each. Pure functions.
 */
public final class EntryPath {
    private EntryPath() {}

    /** Whether it begins at a root or a drive. */
    public static boolean isAbsolute(String path) {
        return !path.isEmpty() && isSeparator(path.charAt(0)) || hasDrive(path);
    }

    private static boolean hasDrive(String path) {
        return path.length() >= 2 && path.charAt(1) == ':' && isLetter(path.charAt(0));
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** Whether its parent steps lead out of the folder; a leading root is not looked at. */
    public static boolean leadsOut(String path) {
        return depth(path, 0) < 0;
    }

    /** Whether a symbolic link at {@code name} with this relative target points out of the folder. */
    public static boolean linkLeadsOut(String name, String target) {
        int folder = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
        int depth = folder < 0 ? 0 : depth(name.substring(0, folder), 0);
        return depth < 0 || depth(target, depth) < 0;
    }

    /** Whether a name needs a fact of its own: absolute, with a parent step, a backslash or a control character. */
    public static boolean isPlain(String name) {
        if (isAbsolute(name)) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c == '\\' || c == 0x7f || c == '.' && isParentStep(name, i)) {
                return false;
            }
        }
        return true;
    }

    /** A name with content that is written like a folder's: what is left tells its format by the ending. */
    public static String withoutSlash(String name) {
        int end = name.length();
        while (end > 1 && isSeparator(name.charAt(end - 1))) {
            end--;
        }
        return name.substring(0, end);
    }

    public static boolean hasControl(String name) {
        return name.chars().anyMatch(c -> isControl((char) c));
    }

    private static boolean isControl(char c) {
        return c < ' ' || c == 0x7f;
    }

    private static boolean isParentStep(String name, int at) {
        return (at == 0 || isSeparator(name.charAt(at - 1)))
                && name.startsWith("..", at)
                && (at + 2 == name.length() || isSeparator(name.charAt(at + 2)));
    }

    /** How deep it ends below where it began at {@code depth}; negative as soon as it was outside on the way. */
    private static int depth(String path, int depth) {
        int at = depth;
        for (int from = 0; from <= path.length(); ) {
            int to = from;
            while (to < path.length() && !isSeparator(path.charAt(to))) {
                to++;
            }
            int length = to - from;
            if (length == 2 && path.startsWith("..", from)) {
                if (--at < 0) {
                    return -1;
                }
            } else if (length > 1 || length == 1 && path.charAt(from) != '.') {
                at++;
            }
            from = to + 1;
        }
        return at;
    }

    private static boolean isSeparator(char c) {
        return c == '/' || c == '\\';
    }
}
