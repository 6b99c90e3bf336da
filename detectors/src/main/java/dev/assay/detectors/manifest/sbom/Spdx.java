package dev.assay.detectors.manifest.sbom;

import dev.assay.detectors.manifest.Addresses;
import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** SPDX 2 in JSON and as tags (https://spdx.github.io/spdx-spec/v2.3/): packages, and their relationships. Belongs to one thread. */
final class Spdx {
    private static final String DOCUMENT = "SPDXRef-DOCUMENT";

    /** In front of a type where it is written as an address. */
    private static final String REFERENCES = "http://spdx.org/rdf/references/";

    /** A package, while its fields come. */
    private static final class Described {
        String id = "";
        String name = "";
        String version = "";
        /** One package may have several; where it has none, those of older references. */
        final Set<String> purls = new LinkedHashSet<>();

        final Set<String> references = new LinkedHashSet<>();
        String download = "";
        String checksum = "";
        String licence = "";
        String purpose = "";
        long offset;

        void reference(String type, String locator) {
            String kind = type.startsWith(REFERENCES) ? type.substring(REFERENCES.length()) : type;
            if (kind.equals("purl")) {
                purls.add(locator);
            } else {
                String purl = Purl.ofReference(kind, locator);
                if (!purl.isEmpty()) {
                    references.add(purl);
                }
            }
        }

        boolean isNamed() {
            return !purls.isEmpty() || !references.isEmpty();
        }

        void addTo(Bill bill) {
            if (isNamed()) {
                (purls.isEmpty() ? references : purls).forEach(purl -> addTo(bill, purl));
            } else if (!purpose.equals("FILE")) { // else no package: a file that a bill names without having its digest
                addTo(bill, "");
            }
        }

        private void addTo(Bill bill, String purl) {
            Mention mention = bill.mention(purl, "", name, version, offset)
                    .integrity(checksum)
                    .licence(NOTHING.contains(licence) ? "" : licence);
            boolean isGit = download.startsWith("git+") && (purl.isEmpty() || purl.contains("vcs_url="));
            if (isGit
                    || purl.isEmpty()
                            && download.contains(
                                    "://")) { // many name a registry's package with the repository of its source
                mention.origin(
                        isGit ? Origin.Kind.GIT : Origin.Kind.URL,
                        isGit ? Addresses.revised(download.substring(4)) : download);
            }
            bill.add(id, mention, false);
        }
    }

    /** Says nothing, or that there is none. */
    private static final Set<String> NOTHING = Set.of("NOASSERTION", "NONE");

    /** What a bill is written for. */
    private static final Set<String> LISTS = Set.of("packages", "files", "snippets");

    private final Bill bill;
    private final List<Described> packages = new ArrayList<>();
    private final Set<String> subjects = new HashSet<>();
    private boolean isBill;

    private Spdx(Bill bill) {
        this.bill = bill;
    }

    private static boolean isVersion(@Nullable Tree tree) {
        return tree instanceof Scalar scalar && scalar.text().startsWith("SPDX-");
    }

    private static String text(Mapping mapping, String key) {
        String value = mapping.text(key);
        return value == null ? "" : value;
    }

    static void json(Document document, Dependencies out) throws MalformedException {
        try (Bill bill = new Bill(document)) {
            Spdx reading = new Spdx(bill);
            try {
                document.jsonParts(Bill.AROUND, (key, part) -> {
                    bill.has(key, LISTS);
                    if (part instanceof Mapping mapping && isVersion(mapping.get("spdxVersion"))) {
                        Bill.within(mapping, out);
                    }
                    reading.part(key, part);
                });
                if (reading.isBill) {
                    bill.checkLists(out);
                }
            } finally {
                if (reading.isBill) { // else something that quotes a bill
                    reading.tell(document, out); // what was read in front of a fault
                }
            }
        }
    }

    static void yaml(Document document, Dependencies out) throws MalformedException {
        document.yaml(root -> {
            try (Bill bill = new Bill(document)) {
                Spdx reading = new Spdx(bill);
                for (Entry entry : root.entries()) {
                    if (entry.value() instanceof Sequence list) {
                        list.items().forEach(item -> reading.part(entry.key(), item));
                    }
                }
                reading.tell(document, out);
            }
        });
    }

    private void part(String key, Tree part) {
        switch (part) {
            case Scalar scalar -> {
                isBill |= key.equals("spdxVersion") && isVersion(scalar)
                        || key.equals("SPDXID") && scalar.text().equals(DOCUMENT);
                if (key.equals("documentDescribes")) {
                    relationship(DOCUMENT, "DESCRIBES", scalar.text());
                }
            }
            case Mapping mapping -> {
                if (key.equals("packages")) {
                    add(described(mapping));
                } else if (key.equals("relationships")) {
                    relationship(
                            text(mapping, "spdxElementId"),
                            text(mapping, "relationshipType"),
                            text(mapping, "relatedSpdxElement"));
                }
            }
            case Sequence _ -> {}
        }
    }

    private void add(Described described) {
        bill.keep(Bill.PACKAGE_BYTES);
        packages.add(described);
    }

    /** What the bill is of is no package in it, unless somebody could look for it: then it is one like others. */
    private void tell(Document document, Dependencies out) {
        bill.root(DOCUMENT);
        for (Described each : packages) {
            if (!each.isNamed() && each.version.isEmpty() && subjects.contains(each.id)) {
                bill.root(each.id);
            } else {
                each.addTo(bill);
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
        described.purpose = text(mapping, "primaryPackagePurpose");
        described.licence = text(mapping, "licenseDeclared");
        for (Tree each : mapping.items("externalRefs")) {
            if (each instanceof Mapping reference) {
                described.reference(text(reference, "referenceType"), text(reference, "referenceLocator"));
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

    /** Who asks for whom, and what the bill is of; those that say it the other way round are turned. */
    private void relationship(String one, String type, String other) {
        boolean isTurned = type.equals("DESCRIBED_BY");
        if ((isTurned || type.equals("DESCRIBES")) && (isTurned ? other : one).equals(DOCUMENT)) {
            subjects.add(isTurned ? one : other);
        }
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
        try (Bill bill = new Bill(document)) {
            Spdx reading = new Spdx(bill);
            try {
                reading.tags(new TextLines(document), document);
            } finally {
                reading.tell(document, out); // what was read in front of a fault
            }
        }
    }

    private void tags(TextLines lines, Document document) throws MalformedException {
        Described described = null;
        boolean isText = false;
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
                case "SPDXVersion" -> document.version(value, lines.offset());
                case "PackageName" -> {
                    described = new Described();
                    add(described);
                    described.name = value;
                    described.offset = lines.offset();
                }
                case "FileName", "SnippetSPDXID" -> described = null; // what follows is not of a package any more
                case "Relationship" -> {
                    List<String> words = Parts.of(value, ' ');
                    if (words.size() >= 3) {
                        relationship(words.get(0), words.get(1), words.get(2));
                    }
                }
                default -> {
                    if (described != null) {
                        tag(line.substring(0, colon), value, described);
                    }
                }
            }
        }
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
                if (words.size() >= 3) {
                    described.reference(words.get(1), words.get(2));
                }
            }
            default -> {}
        }
    }
}
