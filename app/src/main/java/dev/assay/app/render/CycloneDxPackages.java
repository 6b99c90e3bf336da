package dev.assay.app.render;

import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Scope;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Writes the packages of a bill as components of CycloneDX, what they depend on, and what advisories say of them. */
final class CycloneDxPackages {
    /** The component of what was scanned. */
    static final String SUBJECT = "target";

    private static final int LONGEST_VERSION = 1024;
    private static final int LONGEST_VERSION_RANGE = 4096;

    /** Embedded malicious code. */
    private static final int CWE_MALICIOUS = 506;

    private final PackageBill bill;
    private final List<BillPackage> packages;
    private final CycloneDxVersion version;
    private final JsonGenerator out;

    /** @param packages of the bill, at its end */
    CycloneDxPackages(PackageBill bill, List<BillPackage> packages, CycloneDxVersion version, JsonGenerator out) {
        this.bill = bill;
        this.packages = packages;
        this.version = version;
        this.out = out;
    }

    /** Writes all components as elements of the array that has been begun. */
    void components() {
        packages.forEach(this::component);
    }

    private void component(BillPackage each) {
        Dependency example = each.example;
        out.writeStartObject();
        out.writeStringProperty("type", example.coordinates().ecosystem().equals("docker") ? "container" : "library");
        Json.string(out, "bom-ref", each.reference);
        CryptoComponent.optional(out, "group", example.coordinates().namespace());
        Json.string(out, "name", example.coordinates().name());
        version(each);
        out.writeStringProperty("scope", scope(each.scope));
        hashes(each);
        licences(each);
        Json.string(out, "purl", each.reference);
        origin(example.origin());
        evidence(each);
        properties(each);
        out.writeEndObject();
    }

    /**
     * The version; or the range of what somebody else is to bring, which 1.7 has for nothing else: a range in this notation comes from a bill that
     * says so.
     */
    private void version(BillPackage each) {
        String taken = each.example.version();
        CryptoComponent.optional(
                out, "version", taken.length() <= LONGEST_VERSION ? taken : taken.substring(0, LONGEST_VERSION));
        boolean isRange =
                taken.isEmpty() && each.range.startsWith("vers:") && each.range.length() <= LONGEST_VERSION_RANGE;
        if (isRange && version == CycloneDxVersion.V1_7) {
            Json.string(out, "versionRange", each.range);
            out.writeBooleanProperty("isExternal", true);
        }
    }

    /** What runs is required; what it can do without is optional; what is no part of it is excluded. */
    private static String scope(Scope scope) {
        return switch (scope) {
            case RUNTIME -> "required";
            case OPTIONAL, PEER -> "optional";
            case DEVELOPMENT, BUILD, TEST, PROVIDED -> "excluded";
        };
    }

    /** One by its identifier, several as an expression, and any other by its name. */
    private void licences(BillPackage each) {
        if (each.licence.isEmpty()) {
            return;
        }
        Optional<String> expression = SpdxLicence.expression(each.licence);
        Optional<String> id = SpdxLicence.id(each.licence);
        out.writeArrayPropertyStart("licenses");
        out.writeStartObject();
        if (id.isEmpty() && expression.isPresent()) {
            out.writeStringProperty("expression", expression.get());
        } else {
            out.writeObjectPropertyStart("license");
            Json.string(out, id.isPresent() ? "id" : "name", id.orElse(each.licence));
            out.writeEndObject();
        }
        out.writeEndObject();
        out.writeEndArray();
    }

    private void hashes(BillPackage each) {
        if (each.digests.isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("hashes");
        for (PackageDigest digest : each.digests) {
            out.writeStartObject();
            out.writeStringProperty("alg", digest.function());
            out.writeStringProperty("content", digest.hex());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void origin(Origin origin) {
        boolean isTold = origin.kind() == Origin.Kind.GIT || origin.kind() == Origin.Kind.URL;
        if (!isTold || !isAddress(origin.address())) {
            return;
        }
        out.writeArrayPropertyStart("externalReferences");
        out.writeStartObject();
        out.writeStringProperty("type", origin.kind() == Origin.Kind.GIT ? "vcs" : "distribution");
        Json.string(out, "url", origin.address());
        out.writeEndObject();
        out.writeEndArray();
    }

    /** What any reader takes for an address; a name of somebody's own may be anything. */
    static boolean isAddress(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() && uri.toASCIIString().equals(text);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private void evidence(BillPackage each) {
        List<BillPackage.Occurrence> occurrences = each.occurrences();
        if (occurrences.isEmpty()) {
            return;
        }
        out.writeObjectPropertyStart("evidence");
        out.writeArrayPropertyStart("occurrences");
        for (BillPackage.Occurrence occurrence : occurrences) {
            out.writeStartObject();
            Json.string(out, "location", occurrence.place());
            if (occurrence.line() > 0) {
                out.writeNumberProperty("line", occurrence.line());
            }
            if (occurrence.offsetBytes() >= 0) {
                out.writeNumberProperty("offset", occurrence.offsetBytes());
            }
            Json.string(out, "additionalContext", occurrence.context());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void properties(BillPackage each) {
        out.writeArrayPropertyStart("properties");
        property("relation", each.relation.id());
        property("scope", each.scope.id());
        Dependency example = each.example;
        if (example.origin().kind() != Origin.Kind.REGISTRY
                || !example.origin().address().isEmpty()) {
            property(
                    "origin",
                    example.origin().kind().id() + " " + example.origin().address());
        }
        if (each.digests.isEmpty() && !example.integrity().isEmpty()) {
            property("integrity", example.integrity());
        }
        out.writeEndArray();
    }

    private void property(String name, String value) {
        out.writeStartObject();
        out.writeStringProperty("name", "assay:" + name);
        Json.string(out, "value", value);
        out.writeEndObject();
    }

    /** Writes who depends on whom, as elements of the array that has been begun; first the subject. */
    void dependencies() {
        dependency(SUBJECT, bill.direct());
        packages.forEach(each -> dependency(each.reference, each.dependsOn));
    }

    private void dependency(String reference, Iterable<String> dependsOn) {
        out.writeStartObject();
        Json.string(out, "ref", reference);
        if (dependsOn.iterator().hasNext()) {
            out.writeArrayPropertyStart("dependsOn");
            dependsOn.forEach(out::writeString);
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    /** Writes what advisories say, as elements of the array that has been begun. */
    void vulnerabilities() {
        bill.advisories().sorted().forEach(this::vulnerability);
    }

    private void vulnerability(BillAdvisories.Advisory each) {
        out.writeStartObject();
        Json.string(out, "id", each.id);
        if (isAddress(each.reference())) {
            out.writeObjectPropertyStart("source");
            Json.string(out, "url", each.reference());
            out.writeEndObject();
        }
        out.writeArrayPropertyStart("ratings");
        out.writeStartObject();
        out.writeStringProperty("severity", each.severity.id());
        out.writeEndObject();
        out.writeEndArray();
        if (each.isMalicious) {
            out.writeArrayPropertyStart("cwes");
            out.writeNumber(CWE_MALICIOUS);
            out.writeEndArray();
        }
        CryptoComponent.optional(out, "description", each.summary());
        CryptoComponent.optional(out, "recommendation", each.remedy());
        if (!each.isCertain) {
            out.writeObjectPropertyStart("analysis");
            out.writeStringProperty("state", "in_triage");
            out.writeStringProperty("detail", "An affected version may be taken; which one is, is not told.");
            out.writeEndObject();
        }
        out.writeArrayPropertyStart("affects");
        for (String purl : each.purls) {
            out.writeStartObject();
            Json.string(out, "ref", purl);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /**
     * Writes how much of it all there is. Who depends on whom is known by the shortest ways only.
     *
     * @param isIncomplete whether something was not read
     */
    void compositions(boolean isIncomplete) {
        out.writeArrayPropertyStart("compositions");
        composition(isIncomplete ? "incomplete" : "unknown", "assemblies");
        composition("incomplete", "dependencies");
        out.writeEndArray();
    }

    private void composition(String aggregate, String of) {
        out.writeStartObject();
        out.writeStringProperty("aggregate", aggregate);
        out.writeArrayPropertyStart(of);
        out.writeString(SUBJECT);
        out.writeEndArray();
        out.writeEndObject();
    }
}
