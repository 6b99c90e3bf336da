package dev.assay.app.render;

import dev.assay.connectors.github.GitHubTarget;
import dev.assay.engine.report.Location;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where files lie, as SARIF says it (2.1.0, section 3.4): what lies below the working folder relative to it, as code
 * hosts expect, and what lies elsewhere relative to the target's own base.
 */
final class SarifUris {
    /** The customary name of the folder in which the tool was run. */
    static final String WORKING_FOLDER = "%SRCROOT%";

    private static final String UNRESERVED = "-._~";
    /** What may stand in a path segment beside letters and digits. No colon: before the first slash it ends a scheme. */
    private static final String IN_PATH = UNRESERVED + "!$&'()*+,;=@/";

    static final String IN_URI = IN_PATH + ":?#[]";

    /** @param baseId of which the URI is relative, or null */
    record Reference(String uri, @Nullable String baseId) {}

    /**
     * A repository of which files were read: who has it at hand knows where they lie.
     *
     * @param branch or another name of a commit; empty for none
     * @param baseId of which its files are relative
     */
    record Repository(String uri, String branch, String baseId) {}

    private final String pages;
    private final Map<String, Repository> repositories = new LinkedHashMap<>();
    private final Map<String, Reference> bases = new LinkedHashMap<>();
    private final Map<String, String> baseIdsByTarget = new LinkedHashMap<>();

    /** @param pages below which repositories of GitHub are, with a slash behind it */
    SarifUris(String pages) {
        this.pages = pages;
    }

    /** The file of a location; members of archives lie in the archive. */
    Reference of(Location location) {
        String target = location.target();
        GitHubTarget repository = GitHubTarget.parse(target);
        if (repository != null) {
            return of(repository, location);
        }
        if (location.path().isEmpty()) {
            String uri = absolute(target);
            return uri == null ? belowWorkingFolder(relative(target)) : new Reference(uri, null);
        }
        String path = encode(location.path(), IN_PATH, true);
        String folder = relative(target);
        if (absolute(target) == null && !leaves(folder)) {
            return belowWorkingFolder(folder.isEmpty() ? path : folder + "/" + path);
        }
        return new Reference(path, baseIdsByTarget.computeIfAbsent(target, this::base));
    }

    private Reference of(GitHubTarget target, Location location) {
        String uri = pages
                + encode(target.owner(), IN_PATH, false)
                + (target.name().isEmpty() ? "" : "/" + encode(target.name(), IN_PATH, false));
        if (location.path().isEmpty()) {
            return new Reference(uri, null);
        }
        Repository repository = repositories.computeIfAbsent(
                location.target(), _ -> new Repository(uri, target.ref(), "REPOSITORY_" + (repositories.size() + 1)));
        return new Reference(encode(location.path(), IN_PATH, true), repository.baseId());
    }

    /** The repositories in which files were referred to, by their targets, in the order of their first use. */
    Map<String, Repository> repositories() {
        return repositories;
    }

    /** The bases that were referred to, in the order of their first use. */
    Map<String, Reference> bases() {
        return bases;
    }

    private Reference belowWorkingFolder(String uri) {
        bases.putIfAbsent(WORKING_FOLDER, new Reference("", null));
        return new Reference(uri, WORKING_FOLDER);
    }

    private String base(String target) {
        String id = "TARGET_" + (baseIdsByTarget.size() + 1);
        String uri = absolute(target);
        if (uri != null) {
            bases.put(id, new Reference(withSlash(uri), null));
        } else {
            bases.put(id, belowWorkingFolder(withSlash(relative(target))));
        }
        return id;
    }

    private static String withSlash(String uri) {
        return uri.endsWith("/") ? uri : uri + "/";
    }

    /** The URI of a target that is remote or starts at a root; null if it is relative. */
    private static @Nullable String absolute(String target) {
        if (hasScheme(target)) {
            String uri = encode(target, IN_URI, true);
            String plain = isUri(uri) ? uri : encode(target, IN_PATH + ":", true);
            return isUri(plain) ? plain : null;
        }
        if (target.startsWith("/")) {
            return "file://" + encode(target, IN_PATH, false);
        }
        if (target.length() > 2
                && isAsciiLetter(target.charAt(0))
                && target.charAt(1) == ':'
                && target.charAt(2) == '\\') {
            return "file:///" + target.charAt(0) + ":"
                    + encode(target.substring(2).replace('\\', '/'), IN_PATH, false);
        }
        return null;
    }

    /** Brackets and hashes may stand in a URI, but not everywhere and not any number of them. */
    private static boolean isUri(String text) {
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** RFC 3986, section 3.1: letters, digits and three signs, a letter first. */
    private static boolean hasScheme(String target) {
        int end = target.indexOf("://");
        for (int i = 0; i < end; i++) {
            char c = target.charAt(i);
            if (!isAsciiLetter(c) && (i == 0 || (c < '0' || c > '9') && c != '+' && c != '-' && c != '.')) {
                return false;
            }
        }
        return end > 0;
    }

    /** A relative target as a URI without empty steps and steps to the same folder. */
    private static String relative(String target) {
        StringBuilder out = new StringBuilder();
        for (String step : encode(target, IN_PATH, false).split("/", -1)) {
            if (!step.isEmpty() && !step.equals(".")) {
                out.append(out.isEmpty() ? "" : "/").append(step);
            }
        }
        return out.toString();
    }

    private static boolean leaves(String relative) {
        return relative.equals("..")
                || relative.startsWith("../")
                || relative.contains("/../")
                || relative.endsWith("/..");
    }

    /** @param escaped whether {@code %41} in the text is already an escape, as it is in the path of a location */
    static String encode(String text, String allowed, boolean escaped) {
        byte[] bytes = Json.wellFormed(text).getBytes(StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(bytes.length + 16);
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xff;
            boolean isEscape =
                    escaped && b == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2]);
            if (isAsciiLetterOrDigit(b) || b < 0x80 && allowed.indexOf(b) >= 0 || isEscape) {
                out.append((char) b);
            } else {
                out.append('%').append(hexDigit(b >> 4)).append(hexDigit(b & 15));
            }
        }
        return out.toString();
    }

    private static boolean isHex(int b) {
        return Character.digit(b, 16) >= 0;
    }

    private static char hexDigit(int nibble) {
        return Character.toUpperCase(Character.forDigit(nibble, 16));
    }

    private static boolean isAsciiLetterOrDigit(int b) {
        return b >= '0' && b <= '9' || isAsciiLetter(b);
    }

    private static boolean isAsciiLetter(int b) {
        return b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
    }
}
