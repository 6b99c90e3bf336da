package dev.assay.detectors.manifest.sbom;

import dev.assay.detectors.manifest.ManifestFormat;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.LineStarts;
import java.util.List;

/** What this folder reads: bills of materials by what they say of themselves, as they go by any name. */
public final class SbomFormats {
    /** Writers put the name of the format first, or behind a header of some hundred bytes. */
    private static final int LOOKED_AT = 4 << 10;

    private SbomFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat(
                        "cyclonedx-json", head -> isJson(head, "\"bomFormat\"", "\"CycloneDX\""), CycloneDx::json),
                new ManifestFormat("spdx-json", head -> isJson(head, "\"spdxVersion\"", "\"SPDX-2"), Spdx::json),
                new ManifestFormat("cyclonedx-xml", head -> holds(head, "cyclonedx.org/schema/bom"), CycloneDx::xml),
                new ManifestFormat("spdx-yaml", SbomFormats::isYaml, Spdx::yaml),
                new ManifestFormat("spdx-tags", head -> holds(head, "SPDXVersion: SPDX-2"), Spdx::tags));
    }

    private static boolean isJson(Head head, String key, String value) {
        return holds(head, key) && holds(head, value);
    }

    private static boolean isYaml(Head head) {
        return LineStarts.has(head, "spdxVersion:") && holds(head, "SPDX-2");
    }

    private static boolean holds(Head head, String text) {
        int last = Math.min(head.length(), LOOKED_AT) - text.length();
        for (int i = 0; i <= last; i++) {
            if (head.bytes()[i] == text.charAt(0) && head.has(i, text)) {
                return true;
            }
        }
        return false;
    }
}
