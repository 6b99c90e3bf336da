package dev.assay.detectors.manifest;

import dev.assay.engine.report.GapKind;
import java.util.List;

/** Manifests that are recognised by their names and not read: what they ask for nobody knows, and that is said. */
final class UnsupportedManifest {
    private UnsupportedManifest() {}

    static List<ManifestFormat> all() {
        return List.of(new ManifestFormat("manifest-unsupported", UnsupportedManifest::read).binary());
    }

    private static void read(Document document, Dependencies out) {
        out.gap(
                GapKind.UNSUPPORTED,
                -1,
                "a manifest or lockfile of a kind that this version does not read: which packages it names is not known");
    }
}
