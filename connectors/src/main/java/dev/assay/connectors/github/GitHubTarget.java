package dev.assay.connectors.github;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a target names: {@code github:OWNER}, {@code github:@USER}, {@code github:OWNER/NAME} or {@code
 * github:OWNER/NAME@REF}.
 *
 * @param name of a repository; empty for all of the owner's
 * @param ref a branch, tag or commit; empty for the default branch
 */
public record GitHubTarget(String owner, String name, String ref) {
    public static final String SCHEME = "github:";

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_REF = 255;

    /** Null if it names nothing that GitHub can have. */
    public static @Nullable GitHubTarget parse(String target) {
        if (!target.startsWith(SCHEME)) {
            return null;
        }
        String rest = target.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        if (slash < 0) {
            String owner = rest.startsWith("@") ? rest.substring(1) : rest;
            return isName(owner) ? new GitHubTarget(owner, "", "") : null;
        }
        int at = rest.indexOf('@', slash);
        String owner = rest.substring(0, slash);
        String name = rest.substring(slash + 1, at < 0 ? rest.length() : at);
        String ref = at < 0 ? "" : rest.substring(at + 1);
        boolean sound = isName(owner) && isName(name) && (at < 0 || isRef(ref));
        return sound ? new GitHubTarget(owner, name, ref) : null;
    }

    /** The same for all spellings of a target: GitHub does not tell cases of names apart, git those of branches. */
    public GitHubTarget canonical() {
        return new GitHubTarget(owner.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT), ref);
    }

    /** Whether a text is a repository's full name, so that it leads to no other place of the server. */
    static boolean isFullName(String text) {
        int slash = text.indexOf('/');
        return slash > 0 && isName(text.substring(0, slash)) && isName(text.substring(slash + 1));
    }

    /** The characters of names on GitHub; a part of an address, and never one that leads elsewhere. */
    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && !name.equals(".")
                && !name.equals("..")
                && name.chars().allMatch(c -> isAlphanumeric(c) || c == '-' || c == '_' || c == '.');
    }

    /** What git takes for a name, and no expression about commits. */
    private static boolean isRef(String ref) {
        return !ref.isEmpty()
                && ref.length() <= LONGEST_REF
                && !ref.startsWith("-")
                && !ref.startsWith("/")
                && !ref.endsWith("/")
                && !ref.contains("..")
                && !ref.contains("//")
                && !ref.contains("@{")
                && ref.chars().allMatch(c -> c > ' ' && c != 0x7f && "~^:?*[\\".indexOf(c) < 0);
    }

    private static boolean isAlphanumeric(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** Whether a text is the digest of an object. */
    static boolean isOid(String text) {
        return (text.length() == 40 || text.length() == 64)
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }
}
