package dev.assay.connectors.huggingface;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * What a target names on a hub.
 *
 * @param name {@code ORG/NAME}, or {@code NAME} for the oldest models
 * @param path of a file or folder in it; empty for all
 */
record Repository(Kind kind, String name, String revision, String path) {
    private static final String SCHEME = "hf://";
    private static final String MAIN = "main";

    /** First parts of addresses that are no organisations. */
    private static final Set<String> PAGES = Set.of(
            "api",
            "blog",
            "chat",
            "collections",
            "docs",
            "enterprise",
            "join",
            "learn",
            "login",
            "organizations",
            "papers",
            "posts",
            "pricing",
            "search",
            "settings",
            "tasks",
            "models");

    enum Kind {
        MODELS,
        DATASETS,
        SPACES;

        /** As in the API's addresses. */
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What stands before a repository's name in its address. */
        String prefix() {
            return this == MODELS ? "" : id() + "/";
        }
    }

    /** Of {@code hf://} or of an address on the hub; null if it names no repository. */
    static @Nullable Repository parse(String target, HttpUrl endpoint) {
        if (target.startsWith(SCHEME)) {
            return ofScheme(target.substring(SCHEME.length()));
        }
        HttpUrl url = HttpUrl.parse(target);
        if (url == null || !isOn(url, endpoint)) {
            return null;
        }
        int base = endpoint.pathSegments().getLast().isEmpty() ? endpoint.pathSize() - 1 : endpoint.pathSize();
        List<String> parts = new ArrayList<>(url.pathSegments());
        while (!parts.isEmpty() && parts.getLast().isEmpty()) {
            parts.removeLast();
        }
        return parts.size() < base ? null : ofAddress(parts.subList(base, parts.size()));
    }

    private static boolean isOn(HttpUrl url, HttpUrl endpoint) {
        boolean same = url.host().equals(endpoint.host())
                && url.port() == endpoint.port()
                && url.scheme().equals(endpoint.scheme());
        boolean shortName = url.host().equals("hf.co") && endpoint.host().equals("huggingface.co");
        return same || shortName && url.isHttps();
    }

    private static @Nullable Repository ofAddress(List<String> all) {
        List<String> parts = new ArrayList<>(all);
        Kind kind = kind(parts);
        if (parts.isEmpty() || PAGES.contains(parts.getFirst())) {
            return null;
        }
        int names = parts.size() >= 2 && !isView(parts.get(1)) ? 2 : 1;
        String name = String.join("/", parts.subList(0, names));
        List<String> rest = parts.subList(names, parts.size());
        if (rest.isEmpty()) {
            return sound(new Repository(kind, name, MAIN, ""));
        }
        if (!isView(rest.getFirst()) || rest.size() < 2) {
            return null;
        }
        int revision = rest.get(1).equals("refs") && rest.size() >= 4 ? 3 : 1;
        return sound(new Repository(
                kind,
                name,
                String.join("/", rest.subList(1, 1 + revision)),
                String.join("/", rest.subList(1 + revision, rest.size()))));
    }

    private static boolean isView(String part) {
        return part.equals("tree") || part.equals("blob") || part.equals("resolve") || part.equals("raw");
    }

    private static @Nullable Repository ofScheme(String text) {
        List<String> parts = new ArrayList<>(List.of(text.split("/", -1)));
        while (!parts.isEmpty() && parts.getLast().isEmpty()) {
            parts.removeLast();
        }
        Kind kind = kind(parts);
        if (parts.isEmpty()) {
            return null;
        }
        int names = parts.size() >= 2 && parts.getFirst().indexOf('@') < 0 ? 2 : 1;
        String last = parts.get(names - 1);
        int at = last.indexOf('@');
        String name = String.join("/", parts.subList(0, names));
        if (at < 0) {
            return sound(new Repository(kind, name, MAIN, String.join("/", parts.subList(names, parts.size()))));
        }
        name = name.substring(0, name.length() - (last.length() - at));
        String revision = last.substring(at + 1).replace("%2F", "/").replace("%2f", "/");
        if (revision.equals("refs") && parts.size() >= names + 2) { // refs/pr/1, refs/convert/parquet
            revision = String.join("/", "refs", parts.get(names), parts.get(names + 1));
            names += 2;
        }
        return sound(new Repository(kind, name, revision, String.join("/", parts.subList(names, parts.size()))));
    }

    private static Kind kind(List<String> parts) {
        for (Kind kind : Kind.values()) {
            if (parts.size() > 1 && kind != Kind.MODELS && parts.getFirst().equals(kind.id())) {
                parts.removeFirst();
                return kind;
            }
        }
        return Kind.MODELS;
    }

    /** No part that an address would swallow: {@code ..} would lead to another place of the hub. */
    private static @Nullable Repository sound(Repository repository) {
        return isSound(repository.name())
                        && isSound(repository.revision())
                        && (repository.path().isEmpty() || isSound(repository.path()))
                ? repository
                : null;
    }

    /** Whether each part of a path is a name. */
    static boolean isSound(String path) {
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }
}
