package dev.assay.connectors.remote;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import okhttp3.HttpUrl;

/** Addresses as people may see them, and those that are refused. */
public final class Urls {
    private static final String HIDDEN = "***";

    /** In the names of query parameters that carry what only their owner may know. */
    private static final List<String> SECRET = List.of(
            "sig", "token", "key", "secret", "pass", "pwd", "auth", "credential", "session", "jwt", "code", "policy");

    /** What makes an address a presigned one; elsewhere the names below may tell objects apart. */
    private static final Set<String> SIGNATURES = Set.of("signature", "sig", "x-amz-signature", "x-goog-signature");

    /** Of presigned addresses beside those that begin with {@code x-amz-} or {@code x-goog-}. */
    private static final Set<String> SIGNING = Set.of(
            "signature", "expires", "key-pair-id", "policy", "awsaccesskeyid", "sig", "se", "st", "sp", "sv", "sr");

    /** Longer values are taken for signatures, whatever their name: what is told in a query is short. */
    private static final int LONGEST_SHOWN = 24;

    private Urls() {}

    /**
     * Whether a target carries a password, as in {@code https://user:password@host/}: command lines are not secret. One
     * with a slash in it ends the host for who parses addresses, so what is no port and goes on to an @ is one as well.
     */
    public static boolean hasCredentials(String target) {
        return target.indexOf("://") >= 0 && loginTo(target) >= 0;
    }

    /** Where the @ is that ends a login, or -1. */
    private static int loginTo(String address) {
        if (address.startsWith("hf://")) { // an @ there begins the revision
            return -1;
        }
        int from = hostFrom(address);
        int to = hostTo(address, from);
        int at = address.lastIndexOf('@', to - 1);
        if (at >= from) {
            return at;
        }
        int port = address.indexOf(':', Math.max(address.lastIndexOf(']', to - 1), from));
        boolean isPort = port < 0
                || port >= to
                || address.substring(port + 1, to).chars().allMatch(c -> c >= '0' && c <= '9');
        return isPort ? -1 : address.indexOf('@', to);
    }

    /** Where a host begins, or the login before it: who parses an address takes any number of slashes for two. */
    private static int hostFrom(String address) {
        int from = address.indexOf("://") + 3;
        while (from < address.length() && "/\\".indexOf(address.charAt(from)) >= 0) {
            from++;
        }
        return from;
    }

    private static int hostTo(String address, int from) {
        int to = from;
        while (to < address.length() && "/?#\\".indexOf(address.charAt(to)) < 0) {
            to++;
        }
        return to;
    }

    /** The address without its fragment, and without the values of its query that are or may be secret. */
    public static String label(String url) {
        int hash = url.indexOf('#');
        String address = hash < 0 ? url : url.substring(0, hash);
        if (hasCredentials(address)) {
            address = address.substring(0, hostFrom(address)) + address.substring(loginTo(address) + 1);
        }
        int query = address.indexOf('?');
        if (query < 0) {
            return address;
        }
        StringBuilder out = new StringBuilder(address.substring(0, query));
        char separator = '?';
        for (int from = query + 1; from <= address.length(); ) {
            int to = address.indexOf('&', from);
            to = to < 0 ? address.length() : to;
            out.append(separator).append(parameter(address.substring(from, to)));
            separator = '&';
            from = to + 1;
        }
        return out.toString();
    }

    /** The address without what only says who may have it and for how long: the same object has the same. */
    static String identity(HttpUrl url) {
        HttpUrl.Builder builder = url.newBuilder().fragment(null);
        Set<String> names = url.queryParameterNames();
        boolean signed = names.stream().anyMatch(name -> SIGNATURES.contains(name.toLowerCase(Locale.ROOT)));
        for (String name : signed ? names : Set.<String>of()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-amz-") || lower.startsWith("x-goog-") || SIGNING.contains(lower)) {
                builder.removeAllQueryParameters(name);
            }
        }
        return builder.build().toString();
    }

    private static String parameter(String parameter) {
        int equals = parameter.indexOf('=');
        if (equals < 0) {
            return parameter.length() > LONGEST_SHOWN ? HIDDEN : parameter;
        }
        String name = parameter.substring(0, equals);
        String lower = name.toLowerCase(Locale.ROOT);
        boolean secret = lower.startsWith("x-") || SECRET.stream().anyMatch(lower::contains);
        boolean hidden = secret || parameter.length() - equals - 1 > LONGEST_SHOWN;
        return name + "=" + (hidden ? HIDDEN : parameter.substring(equals + 1));
    }
}
