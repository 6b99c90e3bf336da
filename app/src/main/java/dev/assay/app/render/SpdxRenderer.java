package dev.assay.app.render;

import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;

/**
 * A bill of materials as SPDX 2.3 in JSON (https://spdx.github.io/spdx-spec/v2.3/, ISO/IEC 5962): the packages that files name, the files
 * that name them, and who depends on whom. Files are packages of the purpose FILE, since SPDX asks of a file for a SHA-1 that nobody
 * computes. What is not known is NOASSERTION. The namespace follows from what the bill says, and its time is the day by which was judged,
 * so that two runs over the same files are the same.
 */
final class SpdxRenderer implements ReportSink {
    private static final String DOCUMENT = "SPDXRef-DOCUMENT";
    private static final String SUBJECT = "SPDXRef-Target";
    private static final String UNKNOWN = "NOASSERTION";
    private static final String NAMESPACE = "https://spdx.org/spdxdocs/assay-";

    /** Places that are named in words; all files stand in relationships. */
    private static final int MOST_PLACES = 20;

    private static final int MOST_NAME = 60;

    private final JsonGenerator out;
    private final String toolVersion;
    private final PackageBill bill = new PackageBill();
    private final Map<String, String> ids = new HashMap<>(); // each is asked for with each relationship

    SpdxRenderer(OutputStream out, RenderOptions options) {
        this.toolVersion = options.toolVersion();
        this.out = Json.pretty(out);
        this.out.writeStartObject();
        this.out.writeStringProperty("spdxVersion", "SPDX-2.3");
        this.out.writeStringProperty("dataLicense", "CC0-1.0");
        this.out.writeStringProperty("SPDXID", DOCUMENT);
    }

    @Override
    public void dependency(FoundDependency dependency) {
        bill.add(dependency);
    }

    @Override
    public void finding(Finding finding) {
        bill.add(finding);
    }

    @Override
    public void gap(Gap gap) {
        // counted in the summary: which place was not read is for the report
    }

    @Override
    public void suppressed(Suppressed suppressed) {
        // counted in the summary
    }

    @Override
    public void end(Summary summary) {
        List<BillPackage> packages = bill.end();
        Map<String, Set<String>> files = files(packages);
        String subject = PackageBill.subject(summary.targets());
        Json.string(out, "name", subject);
        out.writeStringProperty("documentNamespace", NAMESPACE + uuid(packages, summary));
        out.writeObjectPropertyStart("creationInfo");
        out.writeStringProperty("created", summary.asOf() + "T00:00:00Z");
        out.writeArrayPropertyStart("creators");
        out.writeString(Json.wellFormed("Tool: assay-" + toolVersion));
        out.writeEndArray();
        out.writeEndObject();
        Json.string(out, "comment", comment(summary));
        out.writeArrayPropertyStart("packages");
        begin(SUBJECT, subject, "");
        out.writeStringProperty("primaryPackagePurpose", "APPLICATION");
        out.writeEndObject();
        files.keySet().forEach(this::file);
        Map<String, List<BillAdvisories.Advisory>> advisories = advisories();
        packages.forEach(each -> write(each, advisories.getOrDefault(each.reference, List.of())));
        out.writeEndArray();
        out.writeArrayPropertyStart("relationships");
        relationships(packages, files);
        out.writeEndArray();
        out.writeEndObject();
        out.writeRaw('\n');
        out.close();
    }

    private String comment(Summary summary) {
        boolean isWhole = !summary.incomplete() && bill.unlisted() == 0;
        return (isWhole
                        ? "All that was found could be read."
                        : "Incomplete: " + summary.gaps() + " places could not be read, " + bill.unlisted()
                                + " mentions are not listed.")
                + " Who depends on whom is told along the shortest ways.";
    }

    private String uuid(List<BillPackage> packages, Summary summary) {
        List<String> others = new ArrayList<>(summary.targets());
        others.add(summary.asOf().toString());
        others.add(toolVersion);
        others.add(Long.toString(summary.gaps()));
        String hex = HexFormat.of().formatHex(PackageBill.digest(packages, others), 0, 16);
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-8" + hex.substring(13, 16) + "-b"
                + hex.substring(17, 20) + "-" + hex.substring(20); // version 8 of RFC 9562: bits of one's own
    }

    /** By file, the packages that it names. */
    private static Map<String, Set<String>> files(List<BillPackage> packages) {
        Map<String, Set<String>> files = new TreeMap<>();
        for (BillPackage each : packages) {
            for (BillPackage.Occurrence occurrence : each.occurrences()) {
                files.computeIfAbsent(occurrence.place(), _ -> new TreeSet<>()).add(each.reference);
            }
        }
        return files;
    }

    private Map<String, List<BillAdvisories.Advisory>> advisories() {
        Map<String, List<BillAdvisories.Advisory>> of = new HashMap<>();
        for (BillAdvisories.Advisory each : bill.advisories().sorted()) {
            for (String purl : each.purls) {
                of.computeIfAbsent(purl, _ -> new ArrayList<>(1)).add(each);
            }
        }
        return of;
    }

    /** What every package must say; to be ended. */
    private void begin(String id, String name, String licence) {
        out.writeStartObject();
        Json.string(out, "name", name);
        out.writeStringProperty("SPDXID", id);
        out.writeBooleanProperty("filesAnalyzed", false);
        out.writeStringProperty("licenseConcluded", UNKNOWN);
        String declared = SpdxLicence.expression(licence).orElse(UNKNOWN);
        out.writeStringProperty("licenseDeclared", declared);
        if (!licence.isEmpty() && declared.equals(UNKNOWN)) {
            Json.string(out, "licenseComments", "declared as: " + licence);
        }
        out.writeStringProperty("copyrightText", UNKNOWN);
        if (!id.startsWith("SPDXRef-Package")) {
            out.writeStringProperty("downloadLocation", UNKNOWN);
        }
    }

    private void file(String place) {
        begin(id("File", place), place, "");
        out.writeStringProperty("primaryPackagePurpose", "FILE");
        out.writeEndObject();
    }

    private void write(BillPackage each, List<BillAdvisories.Advisory> advisories) {
        begin(id("Package", each.reference), each.name(), each.licence);
        CryptoComponent.optional(out, "versionInfo", each.example.version());
        Json.string(out, "downloadLocation", download(each.example.origin()));
        out.writeStringProperty("supplier", UNKNOWN);
        boolean isImage = each.example.coordinates().ecosystem().equals("docker");
        out.writeStringProperty("primaryPackagePurpose", isImage ? "CONTAINER" : "LIBRARY");
        if (!each.digests.isEmpty()) {
            out.writeArrayPropertyStart("checksums");
            for (PackageDigest digest : each.digests) {
                out.writeStartObject();
                out.writeStringProperty("algorithm", digest.spdxFunction());
                out.writeStringProperty("checksumValue", digest.hex());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        out.writeArrayPropertyStart("externalRefs");
        external("PACKAGE-MANAGER", "purl", each.reference, "");
        for (BillAdvisories.Advisory advisory : advisories) {
            String locator = CycloneDxPackages.isAddress(advisory.reference())
                    ? advisory.reference()
                    : "urn:assay:advisory:" + HexFormat.of().formatHex(advisory.id.getBytes(StandardCharsets.UTF_8));
            external("SECURITY", "advisory", locator, advisoryComment(advisory));
        }
        out.writeEndArray();
        CryptoComponent.optional(out, "sourceInfo", source(each));
        out.writeEndObject();
    }

    private static String advisoryComment(BillAdvisories.Advisory advisory) {
        return advisory.id + ", " + advisory.severity.id()
                + (advisory.isCertain ? "" : ", if an affected version is taken")
                + (advisory.summary().isEmpty() ? "" : ": " + advisory.summary());
    }

    private void external(String category, String type, String locator, String comment) {
        out.writeStartObject();
        out.writeStringProperty("referenceCategory", category);
        out.writeStringProperty("referenceType", type);
        Json.string(out, "referenceLocator", locator);
        CryptoComponent.optional(out, "comment", comment);
        out.writeEndObject();
    }

    private static String download(Origin origin) {
        return switch (origin.kind()) {
            case URL -> CycloneDxPackages.isAddress(origin.address()) ? origin.address() : UNKNOWN;
            case GIT -> {
                String git = origin.gitAddress().replace("://git@", "://"); // it knows no users
                yield CycloneDxPackages.isAddress(git) && git.contains("://") ? git : UNKNOWN;
            }
            case REGISTRY, PATH, WORKSPACE -> UNKNOWN;
        };
    }

    private static String source(BillPackage each) {
        StringBuilder text = new StringBuilder();
        List<BillPackage.Occurrence> occurrences = each.occurrences();
        for (BillPackage.Occurrence occurrence : occurrences.subList(0, Math.min(occurrences.size(), MOST_PLACES))) {
            text.append(text.isEmpty() ? "named in " : "; ")
                    .append(occurrence.place())
                    .append(occurrence.line() > 0 ? ":" + occurrence.line() : "")
                    .append(" (")
                    .append(occurrence.context())
                    .append(')');
        }
        if (occurrences.size() > MOST_PLACES) {
            text.append("; and ").append(occurrences.size() - MOST_PLACES).append(" more");
        }
        return text.toString();
    }

    private void relationships(List<BillPackage> packages, Map<String, Set<String>> files) {
        relationship(DOCUMENT, "DESCRIBES", SUBJECT);
        Map<String, BillPackage> byReference = new HashMap<>();
        packages.forEach(each -> byReference.put(each.reference, each));
        for (BillPackage each : packages) {
            String id = id("Package", each.reference);
            if (bill.direct().contains(each.reference)) {
                asks(SUBJECT, each);
            }
            for (String asked : each.dependsOn) {
                BillPackage one = byReference.get(asked);
                if (one != null) {
                    asks(id, one);
                }
            }
        }
        files.forEach((place, named) -> {
            String id = id("File", place);
            relationship(SUBJECT, "CONTAINS", id);
            named.forEach(each -> relationship(id, "DEPENDENCY_MANIFEST_OF", id("Package", each)));
        });
    }

    private void asks(String by, BillPackage asked) {
        String id = id("Package", asked.reference);
        String type = type(asked.scope);
        if (type.isEmpty()) {
            relationship(by, "DEPENDS_ON", id);
        } else {
            relationship(id, type, by);
        }
    }

    /** What a package is to who asks for it; empty for what the standard says the other way round. */
    private static String type(Scope scope) {
        return switch (scope) {
            case RUNTIME, PEER -> "";
            case DEVELOPMENT -> "DEV_DEPENDENCY_OF";
            case OPTIONAL -> "OPTIONAL_DEPENDENCY_OF";
            case BUILD -> "BUILD_DEPENDENCY_OF";
            case TEST -> "TEST_DEPENDENCY_OF";
            case PROVIDED -> "PROVIDED_DEPENDENCY_OF";
        };
    }

    private void relationship(String one, String type, String other) {
        out.writeStartObject();
        out.writeStringProperty("spdxElementId", one);
        out.writeStringProperty("relationshipType", type);
        out.writeStringProperty("relatedSpdxElement", other);
        out.writeEndObject();
    }

    /** Letters, digits, dots and hyphens are all that an identifier may hold; the digest tells apart what looks alike then. */
    private String id(String kind, String of) {
        return ids.computeIfAbsent(kind + '-' + of, _ -> madeId(kind, of));
    }

    private static String madeId(String kind, String of) {
        StringBuilder id = new StringBuilder("SPDXRef-").append(kind).append('-');
        int end = of.indexOf('?') < 0 ? of.length() : of.indexOf('?');
        for (int i = of.startsWith("pkg:") ? 4 : 0; i < Math.min(end, MOST_NAME); i++) {
            char c = of.charAt(i);
            boolean isAllowed = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.';
            id.append(isAllowed ? c : '-');
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(of.getBytes(StandardCharsets.UTF_8));
            return id.append('-').append(HexFormat.of().formatHex(digest, 0, 8)).toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
