package dev.assay.detectors.name;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import dev.assay.engine.fact.Dependency.Origin;
import java.util.Map;
import java.util.Optional;

/**
 * A package as {@code pkg:npm/%40scope/name@1.0} (ECMA-427), read and written by packageurl-java.
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
                            .map(ecosystem -> PackageName.of(ecosystem, asWritten(text, whole(ecosystem, purl)))),
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

    /**
     * A purl's type may make its letters small, as that of Go does, whose registry tells them apart: then they are as in the text, if the name
     * stands there without an escape.
     */
    private static String asWritten(String text, String name) {
        for (int at = text.indexOf('/') + 1; at + name.length() <= text.length(); at++) {
            if (text.regionMatches(true, at, name, 0, name.length())) {
                return text.substring(at, at + name.length());
            }
        }
        return name;
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
        try {
            return new PackageURL(
                            name.ecosystem().type(),
                            split < 0 ? null : text.substring(0, split),
                            text.substring(split + 1),
                            version.isEmpty() ? null : version,
                            null,
                            null)
                    .canonicalize();
        } catch (MalformedPackageURLException e) {
            return "";
        }
    }
}
