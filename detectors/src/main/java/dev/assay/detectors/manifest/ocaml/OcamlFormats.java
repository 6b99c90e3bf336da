package dev.assay.detectors.manifest.ocaml;

import dev.assay.detectors.manifest.ManifestFormat;
import dev.assay.engine.decode.LineStarts;
import java.util.List;

/** What this folder reads. */
public final class OcamlFormats {
    private OcamlFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(new ManifestFormat("opam", head -> LineStarts.has(head, "opam-version"), Opam::read));
    }
}
