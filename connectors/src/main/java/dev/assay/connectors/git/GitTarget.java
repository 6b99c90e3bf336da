package dev.assay.connectors.git;

import org.jspecify.annotations.Nullable;

/**
 * What a target names: {@code git+https://HOST/PATH[@REF]}, {@code git:PATH[@REF]} of a repository on this machine.
 *
 * @param address of http or https; null for one on this machine
 * @param path on this machine with whatever is behind it, since a path may have an {@code @} as well; empty for an address
 * @param ref a branch, tag or commit; empty for what the server, or {@code HEAD}, says
 */
record GitTarget(@Nullable String address, String path, String ref) {
    private static final String LOCAL = "git:";
    private static final String REMOTE = "git+";

    static boolean isOne(String target) {
        return target.startsWith(LOCAL) || target.startsWith(REMOTE) && target.contains("://");
    }

    static GitTarget parse(String target) {
        String rest = target.substring(target.startsWith(LOCAL) ? LOCAL.length() : REMOTE.length());
        int host = rest.indexOf("://");
        if (host < 0) {
            return new GitTarget(null, rest, "");
        }
        int path = rest.indexOf('/', host + 3);
        int at = path < 0 ? -1 : rest.indexOf('@', path);
        return at < 0 ? new GitTarget(rest, "", "") : new GitTarget(rest.substring(0, at), "", rest.substring(at + 1));
    }
}
