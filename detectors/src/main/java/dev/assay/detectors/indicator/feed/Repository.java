package dev.assay.detectors.indicator.feed;

import java.util.Locale;

/** Addresses of repositories, of which each has many spellings. Pure functions. */
public final class Repository {
    private Repository() {}

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
