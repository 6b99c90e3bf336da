package dev.assay.detectors.name;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.Dependency.Origin;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A package as {@code pkg:npm/%40scope/name@1.0} (ECMA-427), read by packageurl-java. Go's are written with the capitals that their registry
 * tells apart, though the type has none.
 *
 * @param type what stands behind {@code pkg:}
 * @param name empty for a type whose names are not judged
 * @param version empty if there is none
 * @param origin where it is taken from by {@code repository_url} or {@code download_url}, without credentials and query
 */
public record PackageUrl(String type, Optional<PackageName> name, String version, Origin origin) {
    private static final int LONGEST = 4096;
    private static final String SCHEME = "pkg:";

    /** Whether a text is meant as one: the scheme of an address is the same in either case (RFC 3986, 3.1). */
    public static boolean isOne(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /**
     * Reads one; a scope as people write it, {@code pkg:npm/@scope/name}, is taken as well, since no version can stand there.
     *
     * @throws IllegalArgumentException if it is none, with the reason
     */
    public static PackageUrl parse(String written) {
        if (written.length() > LONGEST) {
            throw new IllegalArgumentException("a purl of " + written.length() + " characters");
        }
        String text =
                isOne(written) ? SCHEME + written.substring(SCHEME.length()).replace("/@", "/%40") : written;
        try {
            PackageURL purl = new PackageURL(text);
            String version = purl.getVersion() == null ? "" : purl.getVersion();
            return new PackageUrl(
                    purl.getType(),
                    Ecosystem.ofType(purl.getType())
                            .map(ecosystem ->
                                    PackageName.of(ecosystem, asWritten(ecosystem, text, whole(ecosystem, purl)))),
                    version,
                    origin(purl));
        } catch (MalformedPackageURLException e) {
            throw new IllegalArgumentException("not a purl: " + e.getMessage(), e);
        }
    }

    private static Origin origin(PackageURL purl) {
        Map<String, String> qualifiers = purl.getQualifiers() == null ? Map.of() : purl.getQualifiers();
        String registry = qualifiers.getOrDefault("repository_url", "");
        String file = qualifiers.getOrDefault("download_url", "");
        return !registry.isEmpty()
                ? new Origin(Origin.Kind.REGISTRY, plain(registry))
                : file.isEmpty() ? Origin.DEFAULT : new Origin(Origin.Kind.URL, plain(file));
    }

    private static String plain(String address) {
        int scheme = address.indexOf("://");
        int authority = scheme < 0 ? 0 : scheme + 3;
        int end = authority;
        while (end < address.length() && "?#".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        int path = address.indexOf('/', authority);
        int user = address.lastIndexOf('@', path < 0 || path > end ? end : path);
        return address.substring(0, authority) + address.substring(user < authority ? authority : user + 1, end);
    }

    /**
     * The package that is meant as a whole.
     *
     * @throws IllegalArgumentException if it is none, is of a type whose names are not judged, or is one version of it
     */
    public static PackageName wholePackage(String text) {
        PackageUrl purl = parse(text);
        if (!purl.version().isEmpty()) {
            throw new IllegalArgumentException(
                    "a package is meant with all of its versions, without @" + purl.version());
        }
        return purl.name()
                .orElseThrow(
                        () -> new IllegalArgumentException("names of the type " + purl.type() + " are not judged"));
    }

    private static String whole(Ecosystem ecosystem, PackageURL purl) {
        String namespace = purl.getNamespace();
        if (namespace == null || namespace.isEmpty()) {
            return purl.getName();
        }
        return namespace + (ecosystem == Ecosystem.MAVEN ? ":" : "/") + purl.getName();
    }

    /** Where the slash is behind the type, or -1. Slashes in front of the type do not count. */
    private static int typeEnd(String text) {
        int from = text.indexOf(':') + 1;
        while (from < text.length() && text.charAt(from) == '/') {
            from++;
        }
        return text.indexOf('/', from);
    }

    /**
     * A purl's type may make its letters small, as that of Go does, whose registry tells them apart: then they are as in the text. So is what
     * has other characters than those of ASCII.
     *
     * @param name as the type has it
     */
    private static String asWritten(Ecosystem ecosystem, String text, String name) {
        int end = 0;
        while (end < text.length() && "?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        int type = typeEnd(text);
        int version = text.lastIndexOf('@', end - 1);
        int to = version > text.lastIndexOf('/', end - 1) + 1 ? version : end;
        String written = URLDecoder.decode(text.substring(type + 1, to).replace("+", "%2B"), StandardCharsets.UTF_8);
        int last = written.lastIndexOf('/');
        if (ecosystem == Ecosystem.MAVEN && last >= 0) {
            written = written.substring(0, last) + ":" + written.substring(last + 1);
        }
        boolean isForeign =
                written.chars().anyMatch(c -> c >= 0x80); // packageurl-java reads the bytes of such as characters
        return isForeign || written.equalsIgnoreCase(name) ? written : name;
    }

    /**
     * The purl of a package; empty for a name that no purl can hold.
     *
     * @param version empty for none
     */
    public static String of(PackageName name, String version) {
        if (!NameRules.fault(name).isEmpty()) {
            return "";
        }
        String text = name.canonical();
        int split = text.lastIndexOf(name.ecosystem() == Ecosystem.MAVEN ? ':' : '/');
        return new Coordinates(
                        name.ecosystem().type(), text.substring(0, Math.max(split, 0)), text.substring(split + 1))
                .purl(version);
    }
}
