package dev.assay.detectors.manifest.npm;

import dev.assay.detectors.manifest.Addresses;
import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.fact.Dependency.Origin;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What npm, Yarn, pnpm and Bun let a project write for a version: ranges, tags, aliases, archives, repositories, folders, parts of
 * the project (npm-package-arg; the protocols of Yarn and pnpm). Pure functions.
 */
final class NpmSpec {
    static final String ECOSYSTEM = "npm";

    private static final List<String> FOLDERS =
            List.of("file:", "link:", "portal:", "./", "../", "/", "~/", ".\\", "..\\");
    private static final List<String> REPOSITORIES =
            List.of("git+", "git:", "git@", "github:", "gitlab:", "bitbucket:", "gist:", "ssh:");
    private static final Map<String, String> HOSTS = new TreeMap<>(Map.of(
            "github:", "https://github.com/",
            "gitlab:", "https://gitlab.com/",
            "bitbucket:", "https://bitbucket.org/",
            "gist:", "https://gist.github.com/"));

    private NpmSpec() {}

    /** A package by the name that the registry has for it. */
    static Mention named(String full) {
        boolean isScoped = full.startsWith("@") && full.indexOf('/') > 0;
        int slash = isScoped ? full.indexOf('/') : -1;
        return Mention.of(ECOSYSTEM, isScoped ? full.substring(0, slash) : "", full.substring(slash + 1));
    }

    /** What a project asks for under a name. */
    static Mention of(String name, String spec) {
        String text = spec.strip();
        if (text.startsWith("npm:")) {
            String real = text.substring("npm:".length());
            int at = real.indexOf('@', 1);
            boolean isName = at > 0 || !isRange(real);
            if (!isName) {
                return ranged(named(name), real); // Yarn writes npm:^1.0.0 for a plain range
            }
            return ranged(named(at < 0 ? real : real.substring(0, at)), at < 0 ? "" : real.substring(at + 1))
                    .range(text)
                    .alias(name);
        }
        if (text.startsWith("jsr:")) {
            String real = text.substring("jsr:".length());
            int at = real.indexOf('@', 1);
            String full = at < 0 ? isRange(real) ? name : real : real.substring(0, at);
            return Mention.slashed("jsr", full).alias(name).range(text);
        }
        if (text.startsWith("workspace:")) {
            return workspace(name, text);
        }
        if (text.startsWith("patch:")) {
            return patched(name, text);
        }
        if (text.startsWith("catalog:")) {
            return named(name).range(text);
        }
        Origin.Kind kind = kind(text);
        if (kind == Origin.Kind.REGISTRY) {
            return ranged(named(name), text);
        }
        return named(name).range(text).origin(kind, kind == Origin.Kind.GIT ? repository(text) : withoutFile(text));
    }

    private static Mention workspace(String name, String text) {
        String rest = text.substring("workspace:".length());
        int at = rest.indexOf('@', 1);
        Mention mention = at > 0 ? named(rest.substring(0, at)).alias(name) : named(name);
        return mention.range(text).origin(Origin.Kind.WORKSPACE, at > 0 || isRange(rest) ? "" : rest);
    }

    /** {@code patch:name@npm%3A1.0.0#./file.patch}: the registry's package, changed by a file of the project. */
    private static Mention patched(String name, String text) {
        String rest = text.substring("patch:".length());
        int hash = rest.indexOf('#');
        String inner =
                (hash < 0 ? rest : rest.substring(0, hash)).replace("%3A", ":").replace("%40", "@");
        int at = inner.indexOf('@', 1);
        if (at < 0 || inner.startsWith("patch:", at + 1)) {
            return named(name).range(text);
        }
        Mention real = of(inner.substring(0, at), inner.substring(at + 1));
        return real.alias(name).range(text);
    }

    private static Mention ranged(Mention mention, String range) {
        return mention.range(range).version(isExact(range) ? withoutSign(range) : "");
    }

    /** Where a text leads that stands in the place of a range. */
    static Origin.Kind kind(String text) {
        if (text.startsWith("http:") || text.startsWith("https:")) { // first, as lockfiles have hardly anything else
            int hash = text.indexOf('#');
            String path = hash < 0 ? text : text.substring(0, hash);
            return path.endsWith(".git") ? Origin.Kind.GIT : Origin.Kind.URL;
        }
        if (FOLDERS.stream().anyMatch(text::startsWith)) {
            return Origin.Kind.PATH;
        }
        if (REPOSITORIES.stream().anyMatch(text::startsWith)) {
            return Origin.Kind.GIT;
        }
        if (text.indexOf("://") > 0) {
            return Origin.Kind.URL;
        }
        int slash = text.indexOf('/');
        boolean isShort = slash > 0 && !text.startsWith("@") && text.indexOf(' ') < 0;
        if (isShort) { // owner/name of GitHub, else a folder or an archive beside the project
            int end = text.indexOf('#') < 0 ? text.length() : text.indexOf('#');
            return text.indexOf('/', slash + 1) < 0 || text.indexOf('/', slash + 1) > end
                    ? Origin.Kind.GIT
                    : Origin.Kind.PATH;
        }
        return text.endsWith(".tgz") || text.endsWith(".tar.gz") ? Origin.Kind.PATH : Origin.Kind.REGISTRY;
    }

    /** A repository's address as git has it. */
    private static String repository(String text) {
        for (Map.Entry<String, String> host : HOSTS.entrySet()) {
            if (text.startsWith(host.getKey())) {
                return host.getValue() + text.substring(host.getKey().length());
            }
        }
        int hash = text.indexOf('#');
        boolean isShort = (hash < 0 ? text : text.substring(0, hash)).indexOf(':') < 0;
        return isShort ? "https://github.com/" + text : text.startsWith("git+") ? text.substring(4) : text;
    }

    private static String withoutFile(String text) {
        return text.startsWith("file:") ? text.substring("file:".length()) : text;
    }

    /**
     * Tells of a package, and, where its archive is that of another package of a registry, of that one as well: it is what is
     * installed, under the name of the first. An archive of its own says which version it is where nothing else does.
     */
    static void tell(Mention mention, Dependencies out) {
        Mention archived = archived(mention);
        if (archived == null) {
            out.add(mention);
            return;
        }
        boolean isItself = archived.full().equals(mention.full());
        if (isItself && mention.version().isEmpty()) {
            mention.version(archived.version());
        }
        out.add(mention);
        if (!isItself || !archived.version().equals(mention.version())) {
            out.add(archived);
        }
    }

    /** The package by whose name and version a registry has an archive, {@code name/-/name-1.0.0.tgz}; null for any other address. */
    private static @Nullable Mention archived(Mention mention) {
        if (mention.origin().kind() != Origin.Kind.URL) {
            return null;
        }
        String address = withoutQuery(mention.origin().address());
        int marker = address.indexOf("/-/");
        if (marker <= 0 || !address.endsWith(".tgz")) {
            return null;
        }
        String path = address.substring(0, marker)
                .replace("%2f", "/")
                .replace("%2F", "/")
                .replace("%40", "@");
        int name = path.lastIndexOf('/');
        int scope = path.lastIndexOf('/', name - 1);
        boolean isScoped = scope >= 0 && path.startsWith("@", scope + 1);
        String base = path.substring(name + 1) + "-";
        String file = address.substring(address.lastIndexOf('/') + 1, address.length() - ".tgz".length());
        String version = file.startsWith(base) ? file.substring(base.length()) : "";
        if (!isExact(version)) {
            return null;
        }
        String real = path.substring((isScoped ? scope : name) + 1);
        return named(real).as(mention).alias(mention.full()).version(version);
    }

    /** Behind {@code #} is a digest with Yarn 1, behind {@code ?} what a proxy is told. */
    private static String withoutQuery(String address) {
        int hash = address.indexOf('#');
        String bare = hash < 0 ? address : address.substring(0, hash);
        int query = bare.indexOf('?');
        return query < 0 ? bare : bare.substring(0, query);
    }

    /** Whether a text begins as a range does, and not as a name. */
    static boolean isRange(String text) {
        char first = text.isEmpty() ? '*' : text.charAt(0);
        return first >= '0' && first <= '9' || "^~<>=*vx ".indexOf(first) >= 0 && !isWord(text);
    }

    private static boolean isWord(String text) {
        return text.length() > 1 && Character.isLetter(text.charAt(0)) && Character.isLetter(text.charAt(1));
    }

    /** Whether a range leaves no choice: three numbers, with or without more behind (semver.org). */
    static boolean isExact(String range) {
        String text = withoutSign(range);
        int numbers = 0;
        int at = 0;
        while (numbers < 3) {
            int from = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            if (at == from) {
                return false;
            }
            numbers++;
            if (numbers < 3) {
                if (at >= text.length() || text.charAt(at) != '.') {
                    return false;
                }
                at++;
            }
        }
        if (at < text.length() && text.charAt(at) != '-' && text.charAt(at) != '+') {
            return false;
        }
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean isPart =
                    c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || "-+.".indexOf(c) >= 0;
            if (!isPart) {
                return false;
            }
        }
        return true;
    }

    private static String withoutSign(String range) {
        String text = range.startsWith("=") ? range.substring(1).strip() : range;
        return text.startsWith("v") ? text.substring(1) : text;
    }

    /**
     * Where the name begins that an address ends with, in which the slash of a scope and its sign may be written otherwise; -1 for
     * none. Behind a scope there is another package.
     */
    private static int nameAt(String address, String full) {
        for (String name : List.of(full, full.replace("/", "%2f"), full.replace("/", "%2F"))) {
            for (String written : List.of(name, name.replace("@", "%40"))) {
                int at = address.length() - written.length();
                if (at > 0 && address.endsWith(written) && address.charAt(at - 1) == '/') {
                    String holder = address.substring(address.lastIndexOf('/', at - 2) + 1, at - 1);
                    boolean isOfScope = holder.startsWith("@") || holder.startsWith("%40");
                    return isOfScope ? -1 : at;
                }
            }
        }
        return -1;
    }

    /**
     * Where an archive is from. Of a registry's usual address only the registry is kept, as thousands of packages have it; one that
     * is not what the registry has for this name and version is kept as it is, since somebody may have put it there.
     */
    static Origin resolved(Mention mention, String resolved) {
        if (resolved.isEmpty()) {
            return Origin.DEFAULT;
        }
        Origin.Kind kind = kind(resolved);
        if (kind == Origin.Kind.GIT) {
            return new Origin(kind, Addresses.plain(repository(resolved)));
        }
        if (kind != Origin.Kind.URL) {
            return new Origin(kind, withoutFile(resolved));
        }
        int marker = resolved.indexOf("/-/");
        int end = resolved.indexOf('#') < 0 ? resolved.length() : resolved.indexOf('#');
        String full = mention.full();
        String file = full.substring(full.indexOf('/') + 1) + "-" + mention.version() + ".tgz";
        int name = marker > 0 && resolved.startsWith(file, marker + 3) && marker + 3 + file.length() == end
                ? nameAt(resolved.substring(0, marker), full)
                : -1;
        return name > 0
                ? new Origin(Origin.Kind.REGISTRY, Addresses.plain(resolved.substring(0, name - 1)))
                : new Origin(Origin.Kind.URL, Addresses.plain(resolved));
    }
}
