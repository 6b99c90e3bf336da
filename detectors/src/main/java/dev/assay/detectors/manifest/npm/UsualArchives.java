package dev.assay.detectors.manifest.npm;

import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.fact.Dependency.Origin;

/**
 * Where the archives of one lockfile are from, as {@link NpmSpec#resolved} has it. All but a few are at the usual place of one registry, so
 * after the first it is only looked whether an address is that registry's, name and version: taking each apart was a tenth of reading a
 * lockfile. Belongs to one thread.
 */
final class UsualArchives {
    private static final String MARKER = "/-/";
    private static final String ENDING = ".tgz";

    private String registry = ""; // as it stands in front of a name, which may have credentials that the origin has not
    private Origin origin = Origin.DEFAULT;

    Origin origin(Mention mention, String resolved) {
        String full = mention.full();
        if (!registry.isEmpty() && isUsual(resolved, full, mention.version())) {
            return origin;
        }
        Origin found = NpmSpec.resolved(mention, resolved);
        int name = resolved.indexOf(MARKER) - full.length() - 1;
        if (found.kind() == Origin.Kind.REGISTRY && name > 0 && resolved.startsWith("http")) {
            String front = resolved.substring(0, name);
            registry = front;
            origin = found;
            if (front.indexOf('#') >= 0 || !isUsual(resolved, full, mention.version())) {
                registry = "";
            }
        }
        return found;
    }

    /** Whether it is {@code registry/full/-/name-version.tgz} to the letter. */
    private boolean isUsual(String resolved, String full, String version) {
        int slash = full.indexOf('/');
        int base = full.length() - slash - 1;
        int nameAt = registry.length() + 1;
        int markerAt = nameAt + full.length();
        int baseAt = markerAt + MARKER.length();
        int versionAt = baseAt + base + 1;
        return resolved.length() == versionAt + version.length() + ENDING.length()
                && resolved.startsWith(registry)
                && resolved.charAt(nameAt - 1) == '/'
                && resolved.startsWith(full, nameAt)
                && resolved.startsWith(MARKER, markerAt)
                && resolved.regionMatches(baseAt, full, slash + 1, base)
                && resolved.charAt(versionAt - 1) == '-'
                && resolved.startsWith(version, versionAt)
                && resolved.endsWith(ENDING)
                && isPlain(full, slash)
                && version.indexOf('#') < 0;
    }

    /** Whether a name has nothing by which an address would be taken apart elsewhere. */
    private static boolean isPlain(String full, int slash) {
        return full.indexOf('#') < 0
                && !full.startsWith("-")
                && !full.startsWith("-", slash + 1)
                && full.indexOf('/', slash + 1) < 0;
    }
}
