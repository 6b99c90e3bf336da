package dev.assay.detectors.manifest.sbom;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.List;
import java.util.Locale;

/** SPDX 2 in JSON and as tags (https://spdx.github.io/spdx-spec/v2.3/): packages, and their relationships. */
final class Spdx {
    private static final String DOCUMENT = "SPDXRef-DOCUMENT";

    /** A package, while its fields come. */
    private static final class Described {
        String id = "";
        String name = "";
        String version = "";
        String purl = "";
        String download = "";
        String checksum = "";
        long offset;

        void addTo(Bill bill) {
            Mention mention =
                    Bill.mention(purl, "", name, version).integrity(checksum).at(offset);
            boolean isElsewhere = download.startsWith("git+") || purl.isEmpty() && download.contains("://");
            if (isElsewhere) {
                boolean isGit = download.startsWith("git+");
                mention.origin(isGit ? Origin.Kind.GIT : Origin.Kind.URL, isGit ? download.substring(4) : download);
            }
            bill.add(id, mention, false);
        }
    }

    private Spdx() {}

    private static String text(Mapping mapping, String key) {
        String value = mapping.text(key);
        return value == null ? "" : value;
    }

    static void json(Document document, Dependencies out) throws MalformedException {
        tell(document.jsonObject(), document, out);
    }

    static void yaml(Document document, Dependencies out) throws MalformedException {
        document.yaml(root -> tell(root, document, out));
    }

    private static void tell(Mapping root, Document document, Dependencies out) {
        Bill bill = new Bill();
        for (Tree each : root.items("packages")) {
            if (each instanceof Mapping described) {
                described(described).addTo(bill);
            }
        }
        bill.root(DOCUMENT);
        for (Tree each : root.items("relationships")) {
            if (each instanceof Mapping relationship) {
                relationship(
                        text(relationship, "spdxElementId"),
                        text(relationship, "relationshipType"),
                        text(relationship, "relatedSpdxElement"),
                        bill);
            }
        }
        for (Tree each : root.items("documentDescribes")) {
            if (each instanceof Scalar scalar) {
                bill.edge(DOCUMENT, scalar.text());
            }
        }
        bill.tell(document, out);
    }

    private static Described described(Mapping mapping) {
        Described described = new Described();
        described.offset = mapping.offsetBytes();
        described.id = text(mapping, "SPDXID");
        described.name = text(mapping, "name");
        described.version = text(mapping, "versionInfo");
        described.download = text(mapping, "downloadLocation");
        for (Tree each : mapping.items("externalRefs")) {
            if (each instanceof Mapping reference
                    && text(reference, "referenceType").equals("purl")) {
                described.purl = text(reference, "referenceLocator");
            }
        }
        for (Tree each : mapping.items("checksums")) {
            if (each instanceof Mapping checksum && described.checksum.isEmpty()) {
                described.checksum = digest(text(checksum, "algorithm"), text(checksum, "checksumValue"));
            }
        }
        return described;
    }

    private static String digest(String algorithm, String value) {
        return algorithm.toLowerCase(Locale.ROOT) + ":" + value;
    }

    /** Who asks for whom; those that say it the other way round are turned. */
    private static void relationship(String one, String type, String other, Bill bill) {
        switch (type) {
            case "DEPENDS_ON", "CONTAINS", "DESCRIBES", "HAS_PREREQUISITE", "DYNAMIC_LINK", "STATIC_LINK" ->
                bill.edge(one, other);
            case "DEPENDENCY_OF",
                    "CONTAINED_BY",
                    "DESCRIBED_BY",
                    "BUILD_DEPENDENCY_OF",
                    "DEV_DEPENDENCY_OF",
                    "OPTIONAL_DEPENDENCY_OF",
                    "PROVIDED_DEPENDENCY_OF",
                    "TEST_DEPENDENCY_OF",
                    "RUNTIME_DEPENDENCY_OF",
                    "PREREQUISITE_FOR" -> bill.edge(other, one);
            default -> {}
        }
    }

    static void tags(Document document, Dependencies out) throws MalformedException {
        Bill bill = new Bill();
        bill.root(DOCUMENT);
        Described described = null;
        boolean isText = false;
        TextLines lines = new TextLines(document);
        while (lines.nextSettled()) {
            String line = lines.line().strip();
            if (isText) {
                isText = !line.contains("</text>");
                continue;
            }
            int colon = line.indexOf(':');
            if (colon <= 0 || line.startsWith("#")) {
                continue;
            }
            String value = line.substring(colon + 1).strip();
            isText = value.startsWith("<text>") && !value.contains("</text>");
            switch (line.substring(0, colon)) {
                case "PackageName" -> {
                    if (described != null) {
                        described.addTo(bill);
                    }
                    described = new Described();
                    described.name = value;
                    described.offset = lines.offset();
                }
                case "FileName", "SnippetSPDXID" -> { // what follows is not of a package any more
                    if (described != null) {
                        described.addTo(bill);
                    }
                    described = null;
                }
                case "Relationship" -> {
                    List<String> words = Parts.of(value, ' ');
                    if (words.size() >= 3) {
                        relationship(words.get(0), words.get(1), words.get(2), bill);
                    }
                }
                default -> {
                    if (described != null) {
                        tag(line.substring(0, colon), value, described);
                    }
                }
            }
        }
        if (described != null) {
            described.addTo(bill);
        }
        bill.tell(document, out);
    }

    private static void tag(String tag, String value, Described described) {
        switch (tag) {
            case "SPDXID" -> described.id = value;
            case "PackageVersion" -> described.version = value;
            case "PackageDownloadLocation" -> described.download = value;
            case "PackageChecksum" -> {
                int colon = value.indexOf(':');
                if (described.checksum.isEmpty() && colon > 0) {
                    described.checksum = digest(
                            value.substring(0, colon),
                            value.substring(colon + 1).strip());
                }
            }
            case "ExternalRef" -> {
                List<String> words = Parts.of(value, ' ');
                if (words.size() >= 3 && words.get(1).equals("purl")) {
                    described.purl = words.get(2);
                }
            }
            default -> {}
        }
    }
}
