package dev.assay.detectors.manifest.sbom;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** SPDX 2 in JSON and as tags (https://spdx.github.io/spdx-spec/v2.3/): packages, and their relationships. */
final class Spdx {
    private static final String DOCUMENT = "SPDXRef-DOCUMENT";

    /** As it is written. */
    private record Relationship(String one, String type, String other) {
        /** What a document says that it is of; empty for another relationship. */
        String described() {
            return switch (type) {
                case "DESCRIBES" -> one.equals(DOCUMENT) ? other : "";
                case "DESCRIBED_BY" -> other.equals(DOCUMENT) ? one : "";
                default -> "";
            };
        }
    }

    /** A package, while its fields come. */
    private static final class Described {
        String id = "";
        String name = "";
        String version = "";
        String purl = "";
        String download = "";
        String checksum = "";
        String licence = "";
        String purpose = "";
        long offset;

        void addTo(Bill bill) {
            if (purpose.equals("FILE") && purl.isEmpty()) {
                return; // no package: a file that a bill names without having its digest
            }
            Mention mention =
                    Bill.mention(purl, "", name, version).integrity(checksum).licence(NOTHING.contains(licence) ? "" : licence).at(offset);
            boolean isElsewhere = download.startsWith("git+") || purl.isEmpty() && download.contains("://");
            if (isElsewhere) {
                boolean isGit = download.startsWith("git+");
                mention.origin(
                        isGit ? Origin.Kind.GIT : Origin.Kind.URL, isGit ? revised(download.substring(4)) : download);
            }
            bill.add(id, mention, false);
        }

        /** {@code https://host/path@revision} as addresses of repositories are written elsewhere, with {@code #}. */
        private static String revised(String address) {
            int at = address.lastIndexOf('@');
            return at > address.lastIndexOf('/') && address.indexOf('#') < 0
                    ? address.substring(0, at) + "#" + address.substring(at + 1)
                    : address;
        }
    }

    /** Says nothing, or that there is none. */
    private static final Set<String> NOTHING = Set.of("NOASSERTION", "NONE");

    private Spdx() {}

    private static String text(Mapping mapping, String key) {
        String value = mapping.text(key);
        return value == null ? "" : value;
    }

    static void json(Document document, Dependencies out) throws MalformedException {
        Mapping root = document.jsonObject();
        if (text(root, "spdxVersion").startsWith("SPDX-2")) {
            tell(root, document, out);
        } // else something that quotes a bill
    }

    static void yaml(Document document, Dependencies out) throws MalformedException {
        document.yaml(root -> tell(root, document, out));
    }

    private static void tell(Mapping root, Document document, Dependencies out) {
        List<Described> packages = new ArrayList<>();
        for (Tree each : root.items("packages")) {
            if (each instanceof Mapping described) {
                packages.add(described(described));
            }
        }
        List<Relationship> relationships = new ArrayList<>();
        for (Tree each : root.items("relationships")) {
            if (each instanceof Mapping relationship) {
                relationships.add(new Relationship(
                        text(relationship, "spdxElementId"),
                        text(relationship, "relationshipType"),
                        text(relationship, "relatedSpdxElement")));
            }
        }
        for (Tree each : root.items("documentDescribes")) {
            if (each instanceof Scalar scalar) {
                relationships.add(new Relationship(DOCUMENT, "DESCRIBES", scalar.text()));
            }
        }
        bill(packages, relationships).tell(document, out);
    }

    /** What the bill is of is no package in it, unless somebody could look for it: then it is one like others. */
    private static Bill bill(List<Described> packages, List<Relationship> relationships) {
        Bill bill = new Bill();
        bill.root(DOCUMENT);
        Set<String> subjects = new HashSet<>();
        relationships.forEach(each -> subjects.add(each.described()));
        for (Described each : packages) {
            if (each.purl.isEmpty() && each.version.isEmpty() && subjects.contains(each.id)) {
                bill.root(each.id);
            } else {
                each.addTo(bill);
            }
        }
        relationships.forEach(each -> relationship(each.one(), each.type(), each.other(), bill));
        return bill;
    }

    private static Described described(Mapping mapping) {
        Described described = new Described();
        described.offset = mapping.offsetBytes();
        described.id = text(mapping, "SPDXID");
        described.name = text(mapping, "name");
        described.version = text(mapping, "versionInfo");
        described.download = text(mapping, "downloadLocation");
        described.purpose = text(mapping, "primaryPackagePurpose");
        described.licence = text(mapping, "licenseDeclared");
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
            case "CONTAINS", "DESCRIBES" -> bill.edge(one, other);
            case "CONTAINED_BY", "DESCRIBED_BY" -> bill.edge(other, one);
            case "DEPENDS_ON", "HAS_PREREQUISITE", "DYNAMIC_LINK", "STATIC_LINK" ->
                bill.edge(one, other, Scope.RUNTIME);
            case "DEPENDENCY_OF", "RUNTIME_DEPENDENCY_OF", "PREREQUISITE_FOR" -> bill.edge(other, one, Scope.RUNTIME);
            case "BUILD_DEPENDENCY_OF" -> bill.edge(other, one, Scope.BUILD);
            case "DEV_DEPENDENCY_OF", "DEV_TOOL_OF" -> bill.edge(other, one, Scope.DEVELOPMENT);
            case "OPTIONAL_DEPENDENCY_OF" -> bill.edge(other, one, Scope.OPTIONAL);
            case "PROVIDED_DEPENDENCY_OF" -> bill.edge(other, one, Scope.PROVIDED);
            case "TEST_DEPENDENCY_OF" -> bill.edge(other, one, Scope.TEST);
            default -> {}
        }
    }

    static void tags(Document document, Dependencies out) throws MalformedException {
        List<Described> packages = new ArrayList<>();
        List<Relationship> relationships = new ArrayList<>();
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
                    described = new Described();
                    packages.add(described);
                    described.name = value;
                    described.offset = lines.offset();
                }
                case "FileName", "SnippetSPDXID" -> described = null; // what follows is not of a package any more
                case "Relationship" -> {
                    List<String> words = Parts.of(value, ' ');
                    if (words.size() >= 3) {
                        relationships.add(new Relationship(words.get(0), words.get(1), words.get(2)));
                    }
                }
                default -> {
                    if (described != null) {
                        tag(line.substring(0, colon), value, described);
                    }
                }
            }
        }
        bill(packages, relationships).tell(document, out);
    }

    private static void tag(String tag, String value, Described described) {
        switch (tag) {
            case "SPDXID" -> described.id = value;
            case "PrimaryPackagePurpose" -> described.purpose = value;
            case "PackageVersion" -> described.version = value;
            case "PackageLicenseDeclared" -> described.licence = value;
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
