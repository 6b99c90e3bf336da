package dev.assay.detectors.manifest;

/** Addresses as reports may show them: without what lets somebody in. Pure functions. */
public final class Addresses {
    private static final int MOST_SCHEME = 20;

    private Addresses() {}

    /** Whether a text begins with a scheme. */
    public static boolean isAddress(String text) {
        int colon = text.indexOf("://");
        return colon > 0 && colon <= MOST_SCHEME;
    }

    /**
     * Without the user and password of its authority and without its query, in which tokens stand. What is behind {@code #} is a
     * revision, and stays. {@code git@} of ssh is everybody's.
     */
    public static String plain(String address) {
        int scheme = address.indexOf("://");
        if (scheme < 0) {
            return address;
        }
        int authority = scheme + 3;
        int fragment = indexOr(address, '#', authority, address.length());
        int query = indexOr(address, '?', authority, fragment);
        int end = Math.min(query, fragment);
        int path = Math.min(indexOr(address, '/', authority, end), end);
        int at = address.lastIndexOf('@', path - 1);
        boolean isShown = at < authority || address.substring(authority, at).equals("git");
        return address.substring(0, authority)
                + address.substring(isShown ? authority : at + 1, end)
                + address.substring(fragment);
    }

    /** A repository's address whose revision stands behind the path's last {@code @}, with {@code #} in the place of that. */
    public static String revised(String address) {
        int scheme = address.indexOf("://");
        int path = address.indexOf('/', scheme < 0 ? 0 : scheme + 3);
        int at = address.lastIndexOf('@');
        return path >= 0 && at > path && address.indexOf('#') < 0
                ? address.substring(0, at) + "#" + address.substring(at + 1)
                : address;
    }

    private static int indexOr(String text, char c, int from, int otherwise) {
        int found = text.indexOf(c, from);
        return found < 0 ? otherwise : found;
    }

    /** What stands in front of the path: {@code https://registry.npmjs.org}. */
    public static String origin(String address) {
        int scheme = address.indexOf("://");
        if (scheme < 0) {
            return address;
        }
        int path = address.indexOf('/', scheme + 3);
        return plain(path < 0 ? address : address.substring(0, path));
    }
}
