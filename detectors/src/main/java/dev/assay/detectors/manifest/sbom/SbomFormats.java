package dev.assay.detectors.manifest.sbom;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.HeadText;
import dev.assay.detectors.manifest.LostContent;
import dev.assay.detectors.manifest.ManifestFormat;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.LineStarts;
import dev.assay.engine.report.GapKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What this folder reads: bills of materials by what they say of themselves, as they go by any name. */
public final class SbomFormats {
    /** What stands in bills of the kind all over, and in nothing else. */
    private static final List<String> OF_CYCLONEDX = List.of("\"bom-ref\"", "\"pkg:");

    private static final List<String> OF_SPDX = List.of("\"SPDXID\"", "\"SPDXRef-");

    /** What stands in elements of SPDX 3 all over, whatever their context is called. */
    private static final List<String> OF_SPDX_3 = List.of("\"spdxId\"", "\"creationInfo\"");

    private static final List<String> NOTHING = List.of("{}", "[]", "null", "<bom/>", "<bom></bom>");

    private static final int MOST_NOTHING = 64;

    /** What compressed files are told by. */
    private static final int LOOKED_AT = 4;

    private static final String[] SPDX_SHAPE = {
        "packages/[]/name",
        "packages/[]/versionInfo: text null",
        "packages/[]/externalRefs/[]/referenceType,referenceLocator"
    };

    private SbomFormats() {}

    public static List<ManifestFormat> all() {
        List<ManifestFormat> all = new ArrayList<>(bills());
        all.add(new ManifestFormat("sbom-empty", SbomFormats::isNone, SbomFormats::nothing).neverEmpty());
        return all;
    }

    private static List<ManifestFormat> bills() {
        return List.of(
                new ManifestFormat(
                                "cyclonedx-json",
                                head -> HeadText.holds(head, "\"bomFormat\"")
                                        || isJson(head, "\"specFormat\"", "\"CycloneDX\"")
                                        || isComponents(head),
                                CycloneDx::json)
                        .shaped("components/[]/components/[]: map"),
                new ManifestFormat(
                                "spdx-json",
                                head -> isJson(head, "\"spdxVersion\"", "\"SPDX-")
                                        || OF_SPDX.stream().allMatch(word -> HeadText.holds(head, word)),
                                Spdx::json)
                        .shaped(SPDX_SHAPE),
                new ManifestFormat(
                                "cyclonedx-xml",
                                head -> HeadText.holds(head, "cyclonedx.org/schema/bom"),
                                CycloneDx::xml)
                        .once("bom", "component"),
                new ManifestFormat("spdx-yaml", SbomFormats::isYaml, Spdx::yaml).shaped(SPDX_SHAPE),
                new ManifestFormat("spdx-tags", head -> LineStarts.has(head, "SPDXVersion:"), Spdx::tags),
                new ManifestFormat("dsse-envelope", Envelope::looksRight, Envelope::read),
                new ManifestFormat("sbom-unsupported", SbomFormats::isUnread, SbomFormats::unread));
    }

    /** Components without a word of what they are components of, so far. */
    private static boolean isComponents(Head head) {
        return HeadText.holds(head, "\"components\"")
                && OF_CYCLONEDX.stream().anyMatch(word -> HeadText.holds(head, word));
    }

    /** SPDX 3, which is another standard under the same name, and SPDX 2 in RDF. */
    private static boolean isUnread(Head head) {
        return HeadText.holds(head, "spdx.org/rdf/") || OF_SPDX_3.stream().allMatch(word -> HeadText.holds(head, word));
    }

    private static void unread(Document document, Dependencies out) {
        out.gap(
                GapKind.UNSUPPORTED,
                -1,
                "a bill of materials as SPDX 3 or in RDF, which is not read: which packages it names is not known");
    }

    /** Under the name of a bill, what is none: as a writer leaves it that failed, or cut off before it says what it is. */
    private static boolean isNone(Head head) {
        if (bills().stream().anyMatch(bill -> bill.looksRight().test(head))) {
            return false;
        }
        return LostContent.is(head.bytes(), head.length())
                || head.isWhole() && isText(head) && !isSomethingElse(text(head));
    }

    /** Not compressed, which another folder reads. */
    private static boolean isText(Head head) {
        for (int i = LineStarts.start(head); i < LOOKED_AT && i < head.length(); i++) {
            int c = head.at(i);
            if ((c < ' ' || c > 0x7e) && c != '\t' && c != '\n' && c != '\r') {
                return false;
            }
        }
        return true;
    }

    private static String text(Head head) {
        String text = new String(head.bytes(), 0, head.length(), StandardCharsets.UTF_8);
        return text.startsWith("\ufeff") ? text.substring(1).strip() : text.strip();
    }

    /** A whole document of JSON or XML that says something, and nothing of a bill. */
    private static boolean isSomethingElse(String text) {
        boolean isWhole = text.startsWith("{") && text.endsWith("}")
                || text.startsWith("[") && text.endsWith("]")
                || text.startsWith("<") && text.endsWith(">");
        return isWhole && !NOTHING.contains(text);
    }

    /** As a writer leaves it that failed: of what it was to be, nothing is there. */
    private static boolean saysNothing(Document document) {
        if (document.length() > MOST_NOTHING) {
            return false;
        }
        String text = document.text().strip();
        return text.isEmpty() || NOTHING.contains(text);
    }

    private static void nothing(Document document, Dependencies out) {
        out.malformed(
                0,
                saysNothing(document)
                        ? "a bill of materials that says nothing: which packages it was to name is not known"
                        : "a bill of materials by its name, and none that is known by what it says: which packages it was to name is"
                                + " not known");
    }

    private static boolean isJson(Head head, String key, String value) {
        return HeadText.holds(head, key) && HeadText.holds(head, value);
    }

    private static boolean isYaml(Head head) {
        return LineStarts.has(head, "spdxVersion:") && HeadText.holds(head, "SPDX-");
    }
}
