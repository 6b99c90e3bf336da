package dev.assay.app.render;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Program;
import dev.assay.engine.fact.Property;
import dev.assay.engine.fact.TensorInfo;
import dev.assay.engine.fact.TensorStatistics;
import dev.assay.engine.report.CheckedPackage;
import dev.assay.engine.report.Coverage;
import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Explained;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Grouped;
import dev.assay.engine.report.Inspected;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Performance;
import dev.assay.engine.report.ReferenceData;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Slowdown;
import dev.assay.engine.report.Stored;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * The parts of a report as {@code docs/schema/assay-report-1.schema.json} describes them. Each method writes the fields
 * of an object that the caller has begun, always in the same order; what is not known is left out.
 */
final class ReportJson {
    /** A field that is added raises the second number, one that changes its meaning the first. */
    static final String SCHEMA_VERSION = "1.5";

    private ReportJson() {}

    static void head(JsonGenerator out, String toolVersion) {
        out.writeStringProperty("schemaVersion", SCHEMA_VERSION);
        out.writeObjectPropertyStart("tool");
        out.writeStringProperty("name", "assay");
        Json.string(out, "version", toolVersion);
        out.writeEndObject();
    }

    static void finding(JsonGenerator out, Finding finding) {
        Json.string(out, "ruleId", finding.ruleId());
        Json.string(out, "family", finding.family());
        out.writeStringProperty("severity", finding.severity().id());
        Json.string(out, "title", finding.title());
        Json.string(out, "message", finding.message());
        Json.string(out, "remedy", finding.remedy());
        strings(out, "references", finding.references());
        Json.string(out, "fingerprint", finding.fingerprint());
        location(out, finding.location());
        out.writeObjectPropertyStart("evidence");
        finding.evidence().forEach((key, value) -> Json.string(out, Json.wellFormed(key), value));
        out.writeEndObject();
        if (!finding.groups().isEmpty()) {
            strings(out, "groups", finding.groups());
        }
    }

    static void gap(JsonGenerator out, Gap gap) {
        out.writeStringProperty("kind", gap.kind().id());
        location(out, gap.location());
        Json.string(out, "reason", gap.reason());
        known(out, "bytesUnread", gap.bytesUnread());
    }

    static void program(JsonGenerator out, Explained program) {
        location(out, program.location());
        out.writeArrayPropertyStart("lines");
        for (Program.Line line : program.lines()) {
            out.writeStartObject();
            known(out, "offset", line.offsetBytes());
            Json.string(out, "text", line.text());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    static void inspected(JsonGenerator out, Inspected model) {
        location(out, model.location());
        strings(out, "formats", model.formats());
        known(out, "sizeBytes", model.sizeBytes());
        if (!model.sha256().isEmpty()) {
            out.writeStringProperty("sha256", model.sha256());
        }
        out.writeArrayPropertyStart("properties");
        for (Property property : model.properties()) {
            out.writeStartObject();
            Json.string(out, "name", property.name());
            Json.string(out, "value", property.value());
            known(out, "offset", property.offsetBytes());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayPropertyStart("tensors");
        for (TensorInfo tensor : model.tensors()) {
            out.writeStartObject();
            Json.string(out, "name", tensor.name());
            Json.string(out, "dtype", tensor.dtype());
            out.writeArrayPropertyStart("shape");
            tensor.shape().forEach(out::writeNumber);
            out.writeEndArray();
            known(out, "offset", tensor.offsetBytes());
            known(out, "sizeBytes", tensor.sizeBytes());
            out.writeEndObject();
        }
        out.writeEndArray();
        statistics(out, model.statistics());
        strings(out, "code", model.code());
        out.writeNumberProperty("codeCount", model.codeCount());
    }

    /** Only where numbers were looked into. */
    private static void statistics(JsonGenerator out, List<TensorStatistics> all) {
        if (all.isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("statistics");
        for (TensorStatistics tensor : all) {
            out.writeStartObject();
            Json.string(out, "name", tensor.name());
            Json.string(out, "dtype", tensor.dtype());
            out.writeNumberProperty("offset", tensor.offsetBytes());
            out.writeNumberProperty("sizeBytes", tensor.sizeBytes());
            TensorStatistics.Values values = tensor.values();
            out.writeNumberProperty("numbers", values.count());
            out.writeNumberProperty("zeros", values.zeros());
            out.writeNumberProperty("notFinite", values.notFinite());
            out.writeNumberProperty("mean", values.mean());
            out.writeNumberProperty("deviation", values.deviation());
            out.writeNumberProperty("largest", values.largest());
            bits(out, tensor.bits());
            outputs(out, tensor.outputs());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void bits(JsonGenerator out, TensorStatistics.Bits bits) {
        if (bits.segments() > 0) {
            out.writeNumberProperty("segments", bits.segments());
            out.writeNumberProperty("noiseSegments", bits.noise());
            out.writeNumberProperty("shapedSegments", bits.shaped());
            out.writeNumberProperty("randomSegments", bits.random());
            out.writeNumberProperty("lowByteEntropy", bits.entropy());
        }
    }

    private static void outputs(JsonGenerator out, TensorStatistics.Outputs outputs) {
        if (outputs.count() > 0) {
            out.writeNumberProperty("outputs", outputs.count());
            out.writeNumberProperty("medianNorm", outputs.median());
            out.writeNumberProperty("normSpread", outputs.spread());
            out.writeNumberProperty("largestNorm", outputs.largest());
            out.writeNumberProperty("largestOutput", outputs.largestAt());
        }
    }

    static void asset(JsonGenerator out, AssetJudge.Judged judged) {
        CryptoAsset asset = judged.asset();
        CryptoUse use = asset.use();
        out.writeStringProperty("kind", kind(use));
        Json.string(out, "algorithm", use.algorithm());
        Json.string(out, "purpose", use.purpose());
        out.writeObjectPropertyStart("parameters");
        use.parameters().forEach((key, value) -> Json.string(out, Json.wellFormed(key), value));
        out.writeEndObject();
        AssetStrength strength = judged.strength();
        out.writeStringProperty("quantum", strength.quantum());
        known(out, "classicalBits", strength.classicalBits());
        known(out, "nistLevel", strength.nistLevel());
        new CryptoJson(out).asset(judged.assessment());
        if (!judged.origin().isEmpty()) {
            out.writeStringProperty("origin", judged.origin());
        }
        Json.string(out, "source", use.source());
        Json.string(out, "via", use.via());
        Json.string(out, "fingerprint", asset.fingerprint());
        location(out, asset.location());
    }

    static void checked(JsonGenerator out, CheckedPackage checked) {
        location(out, checked.location());
        Json.string(out, "input", checked.input());
        if (!checked.purl().isEmpty()) {
            Json.string(out, "purl", checked.purl());
        }
        out.writeStringProperty("verdict", checked.verdict());
        out.writeNumberProperty("score", checked.score());
        out.writeArrayPropertyStart("signals");
        for (CheckedPackage.CheckSignal signal : checked.signals()) {
            out.writeStartObject();
            out.writeStringProperty("kind", signal.kind());
            out.writeNumberProperty("weight", signal.weight());
            if (!signal.target().isEmpty()) {
                Json.string(out, "target", signal.target());
            }
            Json.string(out, "text", signal.text());
            out.writeEndObject();
        }
        out.writeEndArray();
        strings(out, "imitates", checked.imitates());
        if (checked.registry() != null) {
            out.writeObjectPropertyStart("registry");
            RegistryJson.write(out, checked.registry());
            out.writeEndObject();
        }
    }

    /** As it stands in reports. */
    static String kind(CryptoUse use) {
        return use.kind().name().toLowerCase(Locale.ROOT);
    }

    static void dependency(JsonGenerator out, FoundDependency found) {
        Dependency dependency = found.dependency();
        Dependency.Coordinates coordinates = dependency.coordinates();
        Json.string(out, "purl", coordinates.purl(dependency.version()));
        Json.string(out, "ecosystem", coordinates.ecosystem());
        filled(out, "namespace", coordinates.namespace());
        Json.string(out, "name", coordinates.name());
        filled(out, "alias", dependency.alias());
        filled(out, "version", dependency.version());
        filled(out, "range", dependency.range());
        out.writeStringProperty("relation", dependency.relation().id());
        out.writeStringProperty("scope", dependency.scope().id());
        if (!dependency.path().isEmpty()) {
            strings(out, "path", dependency.path());
        }
        if (dependency.dependents() > 0) {
            out.writeNumberProperty("dependents", dependency.dependents());
        }
        out.writeObjectPropertyStart("origin");
        out.writeStringProperty("kind", dependency.origin().kind().id());
        filled(out, "address", dependency.origin().address());
        out.writeEndObject();
        filled(out, "integrity", dependency.integrity());
        filled(out, "licence", dependency.licence());
        location(out, found.location());
    }

    private static void filled(JsonGenerator out, String name, String value) {
        if (!value.isEmpty()) {
            Json.string(out, name, value);
        }
    }

    static void suppressed(JsonGenerator out, Suppressed suppressed) {
        Json.string(out, "what", suppressed.what());
        location(out, suppressed.location());
        if (!suppressed.fingerprint().isEmpty()) {
            Json.string(out, "fingerprint", suppressed.fingerprint());
        }
        Json.string(out, "by", suppressed.by());
    }

    static void summary(JsonGenerator out, Summary summary, List<String> arguments) {
        if (!arguments.isEmpty()) {
            strings(out, "arguments", arguments);
        }
        out.writeStringProperty("asOf", summary.asOf().toString());
        strings(out, "targets", summary.targets());
        out.writeStringProperty("verdict", summary.verdict().id());
        out.writeBooleanProperty("incomplete", summary.incomplete());
        out.writeBooleanProperty("interrupted", summary.interrupted());
        counts(out, summary);
        groups(out, summary.groups());
        out.writeName("coverage");
        coverage(out, summary.coverage());
        out.writeName("referenceData");
        referenceData(out, summary.referenceData());
        out.writeName("performance");
        performance(out, summary.performance());
    }

    private static void groups(JsonGenerator out, Grouped groups) {
        if (groups.totals().isEmpty()) {
            return;
        }
        out.writeObjectPropertyStart("groups");
        out.writeStringProperty("by", groups.by());
        out.writeArrayPropertyStart("totals");
        groups.totals().forEach((group, total) -> {
            out.writeStartObject();
            Json.string(out, "group", group);
            out.writeNumberProperty("repositories", total.repositories());
            Severity[] severities = Severity.values();
            for (int i = severities.length - 1; i >= 0; i--) {
                out.writeNumberProperty(severities[i].id(), total.findings().getOrDefault(severities[i], 0L));
            }
            out.writeEndObject();
        });
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void counts(JsonGenerator out, Summary summary) {
        out.writeObjectPropertyStart("counts");
        Severity[] severities = Severity.values();
        for (int i = severities.length - 1; i >= 0; i--) {
            out.writeNumberProperty(severities[i].id(), summary.findings().getOrDefault(severities[i], 0L));
        }
        out.writeNumberProperty("uncounted", summary.uncounted());
        out.writeNumberProperty("gaps", summary.gaps());
        out.writeNumberProperty("suppressed", summary.suppressed());
        out.writeEndObject();
    }

    static void coverage(JsonGenerator out, Coverage coverage) {
        out.writeStartObject();
        out.writeNumberProperty("artifacts", coverage.artifacts());
        out.writeNumberProperty("files", coverage.files());
        out.writeNumberProperty("bytesJudged", coverage.bytesJudged());
        out.writeNumberProperty("bytesOpaque", coverage.bytesOpaque());
        out.writeNumberProperty("bytesTotal", coverage.bytesTotal());
        numbers(out, "byFormat", coverage.byFormat());
        numbers(out, "notes", coverage.notes());
        if (!coverage.packages().isEmpty()) {
            numbers(out, "packages", coverage.packages());
        }
        out.writeEndObject();
    }

    static void referenceData(JsonGenerator out, List<ReferenceData> tables) {
        out.writeStartArray();
        for (ReferenceData table : tables) {
            out.writeStartObject();
            Json.string(out, "name", table.name());
            Json.string(out, "version", table.version());
            Json.string(out, "date", table.date());
            Json.string(out, "digest", table.digest());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    static void performance(JsonGenerator out, Performance performance) {
        out.writeStartObject();
        out.writeStringProperty("startedAt", performance.startedAt().toString());
        known(out, "wallMillis", performance.wallMillis());
        known(out, "cpuMillis", performance.cpuMillis());
        known(out, "peakMemoryBytes", performance.peakMemoryBytes());
        known(out, "bytesRead", performance.bytesRead());
        known(out, "diskBytes", performance.diskBytes());
        known(out, "cacheHits", performance.cacheHits());
        known(out, "cacheMisses", performance.cacheMisses());
        known(out, "requests", performance.requests());
        known(out, "bytesReceived", performance.bytesReceived());
        known(out, "bytesSaved", performance.bytesSaved());
        Slowdown slowdown = performance.slowdown();
        if (slowdown != null) {
            out.writeObjectPropertyStart("slowdown");
            out.writeNumberProperty("waiting", slowdown.waiting());
            out.writeNumberProperty("jobs", slowdown.jobs());
            out.writeNumberProperty("percent", slowdown.percent());
            out.writeNumberProperty("limitBytes", slowdown.limitBytes());
            out.writeNumberProperty("waitedMillis", slowdown.waitedMillis());
            out.writeEndObject();
        }
        Stored stored = performance.stored();
        if (stored != null) {
            out.writeObjectPropertyStart("stored");
            out.writeStringProperty("listedAt", stored.listedAt().toString());
            out.writeBooleanProperty("asked", stored.asked());
            out.writeNumberProperty("trees", stored.trees());
            out.writeNumberProperty("allTrees", stored.allTrees());
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static void location(JsonGenerator out, Location location) {
        out.writeObjectPropertyStart("location");
        Json.string(out, "target", location.target());
        if (!location.path().isEmpty()) {
            Json.string(out, "path", location.path());
        }
        if (!location.entries().isEmpty()) {
            strings(out, "entry", location.entries());
        }
        known(out, "offset", location.offsetBytes());
        if (location.line() > 0) {
            out.writeNumberProperty("line", location.line());
        }
        if (location.column() > 0) {
            out.writeNumberProperty("column", location.column());
        }
        out.writeEndObject();
    }

    private static void known(JsonGenerator out, String name, long value) {
        if (value >= 0) {
            out.writeNumberProperty(name, value);
        }
    }

    static void strings(JsonGenerator out, String name, List<String> values) {
        out.writeArrayPropertyStart(name);
        values.forEach(value -> out.writeString(Json.wellFormed(value)));
        out.writeEndArray();
    }

    private static void numbers(JsonGenerator out, String name, Map<String, Long> values) {
        out.writeObjectPropertyStart(name);
        values.forEach((key, value) -> out.writeNumberProperty(Json.wellFormed(key), value));
        out.writeEndObject();
    }
}
