package dev.assay.detectors.manifest.python;

import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.text.Parts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An archive of a package by the name of its file: {@code name-1.0.0-py3-none-any.whl} (PEP 427), {@code name-1.0.0.tar.gz} (PEP 625, and
 * what was before it).
 *
 * @param version empty if the file's name has none
 */
record PythonArchive(String name, String version) {
    private static final List<String> SOURCES = List.of(".tar.gz", ".zip", ".tgz", ".tar.bz2", ".tar.xz");

    /** The one at an address or path; null if a file of that name is none. */
    static @Nullable PythonArchive of(String address) {
        int hash = address.indexOf('#');
        String bare = hash < 0 ? address : address.substring(0, hash);
        int query = bare.indexOf('?');
        bare = query < 0 ? bare : bare.substring(0, query);
        String file = bare.substring(bare.lastIndexOf('/') + 1);
        if (file.endsWith(".whl")) {
            List<String> parts = Parts.of(file, '-');
            return parts.size() >= 5
                    ? new PythonArchive(parts.getFirst(), parts.get(1).replace("%2B", "+"))
                    : null;
        }
        for (String ending : SOURCES) {
            int dash = file.lastIndexOf('-');
            if (file.endsWith(ending) && dash > 0) {
                String version = file.substring(dash + 1, file.length() - ending.length());
                boolean isVersion = !version.isEmpty() && Character.isDigit(version.charAt(0));
                return new PythonArchive(file.substring(0, dash), isVersion ? version.replace("%2B", "+") : "");
            }
        }
        return null;
    }

    /** The same package, in the version that the file's name has if that is an archive of it and nothing else says one. */
    static Mention versioned(Mention mention, String address) {
        Origin.Kind kind = mention.origin().kind();
        PythonArchive archive = mention.version().isEmpty() && (kind == Origin.Kind.URL || kind == Origin.Kind.PATH)
                ? of(address)
                : null;
        return archive != null && PythonRequirement.normal(archive.name()).equals(mention.full())
                ? mention.version(archive.version())
                : mention;
    }
}
