package dev.assay.app.render;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.Property;
import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Inspected;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/**
 * A bill of materials as CycloneDX (ECMA-424): a component for each model that was inspected, with its card, its licences and
 * digests, for each cryptographic asset ({@link CryptoBom}) and for each package ({@link PackageBill}), with what findings say of
 * these as vulnerabilities; properties for what the standard has no field for. Without a serial number, and of the day by which dates
 * are judged, so that two runs over the same files are the same.
 */
final class CycloneDxRenderer implements ReportSink {
    private static final String PREFIX = "assay:";

    /** Findings are listed so that a bill tells when something is wrong; a report is for reading them. */
    private static final int MOST_FINDINGS = 1_000;

    private static final int LONGEST_VERSION = 1024;

    /** What stands in a field of the standard, and not among the properties. */
    private static final Set<String> FIELDS = Set.of(
            Property.NAME,
            Property.VERSION,
            Property.DESCRIPTION,
            Property.LICENCE,
            Property.AUTHOR,
            Property.ARCHITECTURE);

    private final JsonGenerator out;
    private final HeldBack judgements = new HeldBack();
    private final CryptoBom crypto;
    private final Set<String> references = new HashSet<>();
    private final PackageBill packages = new PackageBill();
    private final CycloneDxVersion version;
    private final String toolVersion;
    private int findingCount;
    private int suppressedCount;

    CycloneDxRenderer(OutputStream out, RenderOptions options, CycloneDxVersion version) {
        this.crypto = new CryptoBom(version, new AssetJudge(options));
        this.version = version;
        this.toolVersion = options.toolVersion();
        this.out = Json.pretty(out);
        this.out.writeStartObject();
        this.out.writeStringProperty("$schema", "http://cyclonedx.org/schema/bom-" + version.number() + ".schema.json");
        this.out.writeStringProperty("bomFormat", "CycloneDX");
        this.out.writeStringProperty("specVersion", version.number());
        this.out.writeNumberProperty("version", 1);
        this.out.writeArrayPropertyStart("components");
    }

    @Override
    public void inspected(Inspected model) {
        boolean isModel = !model.properties().isEmpty() || !model.tensors().isEmpty();
        String place = model.location().toString();
        out.writeStartObject();
        out.writeStringProperty("type", isModel ? "machine-learning-model" : "file");
        if (references.add(place)) {
            Json.string(out, "bom-ref", place);
        }
        authors(model);
        Json.string(out, "name", named(model));
        optional("version", cut(model.property(Property.VERSION)));
        optional("description", model.property(Property.DESCRIPTION));
        hashes(model);
        licences(model);
        if (isModel) {
            card(model);
        }
        properties(model, place);
        out.writeEndObject();
    }

    private static String named(Inspected model) {
        String own = model.property(Property.NAME);
        return own.isEmpty() ? model.location().lastName() : own;
    }

    private void optional(String name, String value) {
        if (!value.isEmpty()) {
            Json.string(out, name, value);
        }
    }

    private static String cut(String version) {
        return version.length() <= LONGEST_VERSION ? version : version.substring(0, LONGEST_VERSION);
    }

    private void authors(Inspected model) {
        List<String> authors = model.values(Property.AUTHOR);
        if (authors.isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("authors");
        for (String author : authors) {
            out.writeStartObject();
            Json.string(out, "name", author);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void hashes(Inspected model) {
        if (model.sha256().isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("hashes");
        out.writeStartObject();
        out.writeStringProperty("alg", "SHA-256");
        out.writeStringProperty("content", model.sha256());
        out.writeEndObject();
        out.writeEndArray();
    }

    private void licences(Inspected model) {
        List<String> licences = model.values(Property.LICENCE);
        if (licences.isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("licenses");
        for (String licence : licences) {
            String id = SpdxLicence.id(licence).orElse("");
            out.writeStartObject();
            out.writeObjectPropertyStart("license");
            Json.string(out, id.isEmpty() ? "name" : "id", id.isEmpty() ? licence : id);
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void card(Inspected model) {
        out.writeObjectPropertyStart("modelCard");
        out.writeObjectPropertyStart("modelParameters");
        optional("modelArchitecture", model.property(Property.ARCHITECTURE));
        out.writeEndObject();
        out.writeEndObject();
    }

    private void properties(Inspected model, String place) {
        out.writeArrayPropertyStart("properties");
        property("location", place);
        model.formats().forEach(format -> property("format", format));
        if (model.sizeBytes() >= 0) {
            property("sizeBytes", Long.toString(model.sizeBytes()));
        }
        for (Property property : model.properties()) {
            if (!FIELDS.contains(property.name())) {
                property(property.name(), property.value());
            }
        }
        model.code().forEach(code -> property("code", code));
        out.writeEndArray();
    }

    private void property(String name, String value) {
        out.writeStartObject();
        Json.string(out, "name", PREFIX + Json.wellFormed(name));
        Json.string(out, "value", value);
        out.writeEndObject();
    }

    @Override
    public void finding(Finding finding) {
        boolean isTied =
                finding.family().equals(CryptoUse.FAMILY) && crypto.findings().add(finding) || packages.add(finding);
        if (!isTied && finding.severity() != Severity.INFO && findingCount++ < MOST_FINDINGS) {
            judged(
                    "finding",
                    finding.severity().id() + " " + finding.ruleId() + " " + finding.location() + " "
                            + finding.title());
        }
    }

    private void judged(String name, String value) {
        judgements.add(json -> {
            json.writeStringProperty("name", PREFIX + name);
            Json.string(json, "value", value);
        });
    }

    @Override
    public void gap(Gap gap) {
        // only counted: which place was not judged is for the report
    }

    @Override
    public void asset(CryptoAsset asset) {
        crypto.add(asset);
    }

    @Override
    public void dependency(FoundDependency dependency) {
        packages.add(dependency);
    }

    @Override
    public void suppressed(Suppressed suppressed) {
        if (suppressedCount++ < MOST_FINDINGS) {
            judged("suppressed", suppressed.what() + " " + suppressed.location() + " by " + suppressed.by());
        }
    }

    @Override
    public void end(Summary summary) {
        List<BillPackage> listed = packages.end();
        CycloneDxPackages writer = new CycloneDxPackages(packages, listed, version, out);
        crypto.components(out);
        writer.components();
        out.writeEndArray();
        boolean hasPackages = !listed.isEmpty();
        metadata(summary);
        if (hasPackages || !crypto.isEmpty()) {
            out.writeArrayPropertyStart("dependencies");
            crypto.dependencies(out);
            if (hasPackages) {
                writer.dependencies();
            }
            out.writeEndArray();
        }
        if (hasPackages) {
            writer.compositions(summary.incomplete() || packages.unlisted() > 0);
        }
        if (!crypto.findings().isEmpty() || !packages.advisories().isEmpty()) {
            out.writeArrayPropertyStart("vulnerabilities");
            crypto.findings().write(out);
            writer.vulnerabilities();
            out.writeEndArray();
        }
        properties(summary, hasPackages);
        out.writeEndObject();
        out.writeRaw('\n');
        out.close();
    }

    /** Its time is the day by which was judged: a scan of the same files on that day gives the same bytes. */
    private void metadata(Summary summary) {
        out.writeObjectPropertyStart("metadata");
        out.writeStringProperty("timestamp", summary.asOf() + "T00:00:00Z");
        out.writeObjectPropertyStart("tools");
        out.writeArrayPropertyStart("components");
        out.writeStartObject();
        out.writeStringProperty("type", "application");
        out.writeStringProperty("name", "assay");
        Json.string(out, "version", toolVersion);
        out.writeEndObject();
        out.writeEndArray();
        out.writeEndObject();
        out.writeObjectPropertyStart("component");
        out.writeStringProperty("type", "application");
        out.writeStringProperty("bom-ref", CycloneDxPackages.SUBJECT);
        Json.string(out, "name", PackageBill.subject(summary.targets()));
        out.writeEndObject();
        out.writeEndObject();
    }

    private void properties(Summary summary, boolean hasPackages) {
        out.writeArrayPropertyStart("properties");
        property("verdict", summary.verdict().id());
        property("gaps", Long.toString(summary.gaps()));
        property("suppressedCount", Long.toString(summary.suppressed()));
        if (hasPackages) {
            property("packagesNotListed", Long.toString(packages.unlisted()));
        }
        if (!crypto.isEmpty()) {
            property("cryptoAssets", Long.toString(crypto.count()));
            property("cryptoAssetsNotListed", Long.toString(crypto.unlisted()));
        }
        judgements.writeTo(out);
        out.writeEndArray();
    }
}
