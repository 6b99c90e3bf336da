package dev.assay.detectors.indicator;

import java.util.Locale;

/** Addresses of repositories, of which each has many spellings. Pure functions. */
public final class Repository {
    private Repository() {}

    /** Where a revision is parted from an address, as {@code #1.0} or {@code @1.0} behind its last name; its length for nowhere. */
    public static int revisionAt(String address) {
        int hash = address.indexOf('#');
        int path = address.indexOf('/', Math.max(0, address.indexOf("://") + 3));
        int at = path < 0 ? -1 : address.indexOf('@', path);
        return hash >= 0 ? hash : at >= 0 ? at : address.length();
    }

    /** Whether an address has a host in front of its path, or a {@code *} for any. */
    public static boolean hasHost(String address) {
        int slash = address.indexOf('/');
        String first = slash < 0 ? address : address.substring(0, slash);
        return first.indexOf(':') >= 0 || first.indexOf('.') >= 0 || first.indexOf('*') >= 0;
    }

    /** {@code github.com/owner/name}, whatever the protocol, the login, the ending and what stands behind. */
    public static String key(String address) {
        String text = address.toLowerCase(Locale.ROOT);
        int scheme = text.indexOf("://");
        text = scheme < 0 ? text : text.substring(scheme + 3);
        int end = text.indexOf('#');
        text = end < 0 ? text : text.substring(0, end);
        int slash = text.indexOf('/');
        int at = text.lastIndexOf('@', slash < 0 ? text.length() : slash);
        text = text.substring(at + 1);
        if (scheme < 0) {
            text = text.replace(':', '/'); // git@github.com:owner/name
        }
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        return text.endsWith(".git") ? text.substring(0, text.length() - 4) : text;
    }
}
