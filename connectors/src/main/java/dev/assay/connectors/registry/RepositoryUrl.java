package dev.assay.connectors.registry;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Addresses of source code as publishers write them, made comparable. */
final class RepositoryUrl {
    private static final int LONGEST = 300;

    /** npm's short forms (docs.npmjs.com/cli/configuring-npm/package-json, "repository"). */
    private static final Map<String, String> SHORT =
            Map.of("github:", "github.com/", "gitlab:", "gitlab.com/", "bitbucket:", "bitbucket.org/");

    /** Hosts whose addresses are of source code, whatever the field is called. */
    private static final List<String> FORGES =
            List.of("github.com/", "gitlab.com/", "bitbucket.org/", "codeberg.org/", "git.sr.ht/");

    private RepositoryUrl() {}

    /** Whether it leads to a place for source code. */
    static boolean isForge(String address) {
        String plain = plain(address);
        return FORGES.stream().anyMatch(forge -> plain.startsWith("https://" + forge));
    }

    /**
     * {@code https://host/path}, the host small, without a login, {@code .git}, a query or a fragment, and of the well-known
     * forges no more than owner and name; empty for what is none.
     */
    static String plain(String address) {
        String text = address.strip();
        if (text.length() > LONGEST || text.isEmpty()) {
            return "";
        }
        for (Map.Entry<String, String> form : SHORT.entrySet()) {
            if (text.startsWith(form.getKey())) {
                text = form.getValue() + text.substring(form.getKey().length());
            }
        }
        int scheme = text.indexOf("://");
        if (scheme >= 0) {
            text = text.substring(scheme + 3);
        } else if (text.startsWith("git@") || text.startsWith("scm:")) {
            text = text.substring(text.lastIndexOf("git@") < 0 ? text.lastIndexOf(':') + 1 : text.lastIndexOf("git@"));
        }
        int end = end(text);
        text = text.substring(0, end);
        int slash = text.indexOf('/');
        int at = text.lastIndexOf('@', slash < 0 ? text.length() : slash);
        text = text.substring(at + 1);
        int colon = text.indexOf(':');
        int path = text.indexOf('/');
        if (colon > 0
                && (path < 0 || colon < path)
                && colon + 1 < text.length()
                && !Character.isDigit(text.charAt(colon + 1))) {
            text = text.substring(0, colon) + "/" + text.substring(colon + 1); // git@host:owner/name
        }
        return located(text);
    }

    private static int end(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '#' || c == '?' || c <= ' ' || c > '~' || c == '"' || c == '<') {
                return i;
            }
        }
        return text.length();
    }

    private static String located(String text) {
        int slash = text.indexOf('/');
        if (slash <= 0 || text.substring(0, slash).indexOf('.') < 0) {
            return "";
        }
        String host = text.substring(0, slash).toLowerCase(Locale.ROOT);
        String path = text.substring(slash);
        if (host.startsWith("www.")) {
            host = host.substring(4);
        }
        if (FORGES.contains(host + "/")) {
            int owner = path.indexOf('/', 1);
            int name = owner < 0 ? -1 : path.indexOf('/', owner + 1);
            path = name < 0 ? path : path.substring(0, name);
        }
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        if (path.endsWith(".git")) {
            path = path.substring(0, path.length() - 4);
        }
        return path.isEmpty() ? "" : "https://" + host + path;
    }
}
