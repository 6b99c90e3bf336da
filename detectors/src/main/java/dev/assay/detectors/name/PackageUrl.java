package dev.assay.detectors.name;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.util.Optional;

/**
 * A package as {@code pkg:npm/%40scope/name@1.0} (ECMA-427), read and written by packageurl-java.
 *
 * @param type what stands behind {@code pkg:}
 * @param name empty for a type whose names are not judged
 * @param version empty if there is none
 */
public record PackageUrl(String type, Optional<PackageName> name, String version) {
    private static final int LONGEST = 4096;

    /** @throws IllegalArgumentException if it is none, with the reason */
    public static PackageUrl parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a purl of " + text.length() + " characters");
        }
        try {
            PackageURL purl = new PackageURL(text);
            String version = purl.getVersion() == null ? "" : purl.getVersion();
            return new PackageUrl(
                    purl.getType(),
                    Ecosystem.ofType(purl.getType())
                            .map(ecosystem -> PackageName.of(ecosystem, asWritten(text, whole(ecosystem, purl)))),
                    version);
        } catch (MalformedPackageURLException e) {
            throw new IllegalArgumentException("not a purl: " + e.getMessage(), e);
        }
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
