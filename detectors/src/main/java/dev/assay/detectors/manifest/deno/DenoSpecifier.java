package dev.assay.detectors.manifest.deno;

import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.fact.Dependency.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What Deno imports: {@code npm:@scope/name@range/path}, {@code jsr:@scope/name@range/path}, or an address of a module, of which {@code
 * https://deno.land/x/name@version/...} names a package. Pure functions.
 */
final class DenoSpecifier {
    static final String NPM = "npm";
    static final String JSR = "jsr";

    private static final String MODULES = "https://deno.land/x/";
    private static final String STANDARD = "https://deno.land/std";

    private DenoSpecifier() {}

    /** Null for what is beside the project, or a part of Deno or Node. */
    static @Nullable Mention of(String text) {
        if (text.startsWith("npm:") || text.startsWith("jsr:")) {
            return asked(text.startsWith("npm:") ? NPM : JSR, text.substring(4));
        }
        return text.startsWith("https://") || text.startsWith("http://") ? module(text) : null;
    }

    private static Mention asked(String ecosystem, String text) {
        String plain = text.startsWith("/") ? text.substring(1) : text;
        int slash = plain.startsWith("@") ? plain.indexOf('/') + 1 : 0;
        int at = plain.indexOf('@', Math.max(slash, 1));
        int path = plain.indexOf('/', at < 0 ? slash : at);
        String name = plain.substring(0, at >= 0 ? at : path < 0 ? plain.length() : path);
        String range = at < 0 ? "" : plain.substring(at + 1, path < 0 ? plain.length() : path);
        return Mention.slashed(ecosystem, name).range(range).version(isExact(range) ? range : "");
    }

    private static boolean isExact(String range) {
        boolean isNumbered = range.chars().filter(c -> c == '.').count() >= 2;
        return isNumbered
                && Character.isDigit(range.charAt(0))
                && range.chars().noneMatch(c -> " <>=^~*|xX,".indexOf(c) >= 0);
    }

    /** A module at an address; its version is what the address says. */
    static Mention module(String address) {
        boolean isStandard = address.startsWith(STANDARD);
        if (!isStandard && !address.startsWith(MODULES)) {
            int scheme = address.indexOf("://") + 3;
            return Mention.slashed("generic", address.substring(scheme)).origin(Origin.Kind.URL, address);
        }
        String path =
                isStandard ? address.substring("https://deno.land/".length()) : address.substring(MODULES.length());
        int slash = path.indexOf('/');
        String named = slash < 0 ? path : path.substring(0, slash);
        int at = named.indexOf('@');
        return Mention.of("deno", "", at < 0 ? named : named.substring(0, at))
                .version(at < 0 ? "" : named.substring(at + 1))
                .origin(
                        Origin.Kind.URL,
                        isStandard ? "https://deno.land/std" : MODULES + (at < 0 ? named : named.substring(0, at)));
    }

    /** A key of a lockfile: {@code name@version}, of npm also with {@code _peer@version} behind. */
    static Mention locked(String ecosystem, String key) {
        int at = key.indexOf('@', 1);
        String version = at < 0 ? "" : key.substring(at + 1);
        int peers = version.indexOf('_');
        return Mention.slashed(ecosystem, at < 0 ? key : key.substring(0, at))
                .version(peers < 0 ? version : version.substring(0, peers));
    }
}
