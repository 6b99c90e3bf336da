package dev.assay.app.render;

import dev.assay.app.config.ReportDiff;
import dev.assay.app.config.ReportFile;
import dev.assay.engine.report.Severity;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** What a comparison found, as text or as JSON ({@code docs/schema/assay-diff-1.schema.json}). */
public final class DiffRenderer {
    private static final String SCHEMA_VERSION = "1.0";

    /** The fields of each type, in their order. */
    private static final List<String> OF_FINDINGS =
            List.of("ruleId", "severity", "title", "message", "fingerprint", "location");

    private static final List<String> OF_ASSETS =
            List.of("kind", "algorithm", "purpose", "parameters", "quantum", "fingerprint", "location");
    private static final List<String> OF_GAPS = List.of("kind", "reason", "location");

    private final ReportDiff diff;

    public DiffRenderer(ReportDiff diff) {
        this.diff = diff;
    }

    /** Of a finding; what nobody knows may be the worst. */
    public static Severity severity(ReportFile.Entry entry) {
        String severity = entry.field("severity").toUpperCase(Locale.ROOT);
        for (Severity each : Severity.values()) {
            if (each.name().equals(severity)) {
                return each;
            }
        }
        return Severity.CRITICAL;
    }

    /** Writes text; a line for each change, findings worst first. */
    public void text(OutputStream out, boolean colour, int width) {
        Page page = new Page(out, colour, true, width);
        side(page, "+", diff.of(ReportDiff.FINDING).added(), this::finding);
        side(page, "-", diff.of(ReportDiff.FINDING).removed(), this::finding);
        side(page, "+", diff.of(ReportDiff.ASSET).added(), DiffRenderer::asset);
        side(page, "-", diff.of(ReportDiff.ASSET).removed(), DiffRenderer::asset);
        side(page, "+", diff.of(ReportDiff.GAP).added(), DiffRenderer::gap);
        side(page, "-", diff.of(ReportDiff.GAP).removed(), DiffRenderer::gap);
        counts(page, ReportDiff.FINDING, "finding", "findings");
        counts(page, ReportDiff.ASSET, "cryptographic asset", "cryptographic assets");
        counts(page, ReportDiff.GAP, "gap", "gaps");
        page.flush();
    }

    private interface Line {
        void write(Page page, ReportFile.Entry entry);
    }

    private static void side(Page page, String sign, ReportDiff.Side side, Line line) {
        List<ReportFile.Entry> entries = new ArrayList<>(side.entries());
        entries.sort(Comparator.comparing(DiffRenderer::severity).reversed());
        for (ReportFile.Entry entry : entries) {
            page.add(sign.equals("+") ? Style.TITLE : Style.DIM, sign + " ");
            line.write(page, entry);
            page.newLine();
            page.spaces(4).name(Style.PLACE, entry.field("location")).newLine();
        }
        if (side.count() > entries.size()) {
            page.add(Style.DIM, sign + " and " + Amounts.count(side.count() - entries.size()) + " more")
                    .newLine();
        }
    }

    private void finding(Page page, ReportFile.Entry entry) {
        Severity severity = severity(entry);
        page.badge(Style.of(severity), severity.id()).add(" ").name(Style.PLAIN, entry.field("title"));
        page.add(Style.DIM, " [" + entry.field("ruleId") + "]");
    }

    private static void asset(Page page, ReportFile.Entry entry) {
        page.add(entry.field("kind")).add(" ").name(Style.PLAIN, entry.field("algorithm"));
        page.add(" ").name(Style.PLAIN, entry.field("parameters"));
        page.add(Style.DIM, " (" + entry.field("purpose") + ", " + entry.field("quantum") + ")");
    }

    private static void gap(Page page, ReportFile.Entry entry) {
        page.add("gap ").name(Style.PLAIN, entry.field("kind") + ": " + entry.field("reason"));
    }

    private void counts(Page page, String type, String one, String many) {
        ReportDiff.Changes changes = diff.of(type);
        long all = changes.added().count() + changes.removed().count() + changes.unchanged();
        if (all > 0) {
            page.add(Amounts.count(changes.added().count(), one, many) + " added, "
                            + Amounts.count(changes.removed().count()) + " removed, "
                            + Amounts.count(changes.unchanged()) + " unchanged")
                    .newLine();
        } else if (type.equals(ReportDiff.FINDING)) {
            page.add("no findings in either").newLine();
        }
    }

    /** Writes one JSON object. */
    public void json(OutputStream out, String toolVersion) {
        JsonGenerator json = Json.pretty(out);
        json.writeStartObject();
        json.writeStringProperty("schemaVersion", SCHEMA_VERSION);
        json.writeObjectPropertyStart("tool");
        json.writeStringProperty("name", "assay");
        Json.string(json, "version", toolVersion);
        json.writeEndObject();
        changes(json, "findings", diff.of(ReportDiff.FINDING), OF_FINDINGS);
        changes(json, "cryptoAssets", diff.of(ReportDiff.ASSET), OF_ASSETS);
        changes(json, "gaps", diff.of(ReportDiff.GAP), OF_GAPS);
        json.writeEndObject();
        json.writeRaw('\n');
        json.close();
    }

    private static void changes(JsonGenerator json, String name, ReportDiff.Changes changes, List<String> fields) {
        json.writeObjectPropertyStart(name);
        side(json, "added", changes.added(), fields);
        side(json, "removed", changes.removed(), fields);
        json.writeNumberProperty("addedCount", changes.added().count());
        json.writeNumberProperty("removedCount", changes.removed().count());
        json.writeNumberProperty("unchangedCount", changes.unchanged());
        json.writeEndObject();
    }

    private static void side(JsonGenerator json, String name, ReportDiff.Side side, List<String> fields) {
        json.writeArrayPropertyStart(name);
        for (ReportFile.Entry entry : side.entries()) {
            json.writeStartObject();
            for (String field : fields) {
                CryptoComponent.optional(json, field, entry.field(field));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
