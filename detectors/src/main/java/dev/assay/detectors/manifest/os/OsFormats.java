package dev.assay.detectors.manifest.os;

import dev.assay.detectors.manifest.ManifestFormat;
import dev.assay.engine.decode.LineStarts;
import java.util.List;

/** What this folder reads. */
public final class OsFormats {
    private OsFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("dpkg-installed", Dpkg::looksRight, Dpkg::installed),
                new ManifestFormat("deb-control", Dpkg::looksRight, Dpkg::control),
                new ManifestFormat("rpm-database", Rpm::looksRight, Rpm::read).binary(),
                new ManifestFormat(
                        "apk-installed", head -> LineStarts.has(head, "P:") && LineStarts.has(head, "V:"), Apk::read));
    }
}
