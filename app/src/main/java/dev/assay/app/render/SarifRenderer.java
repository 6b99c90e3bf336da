package dev.assay.app.render;

import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.rule.RuleInfo;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The report as SARIF 2.1.0 (OASIS), for code hosts and editors. One run; a finding is a result, also a suppressed one; a
 * gap is a notification of the tool's execution. Results are written as they come, so {@code tool} with the rules that
 * were used stands behind them, which JSON allows.
 *
 * <p>Only {@code startTimeUtc}, {@code endTimeUtc} and {@code properties.performance} differ between two runs.
 */
final class SarifRenderer implements ReportSink {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private final JsonGenerator out;
    private final RenderOptions options;
    private final RuleBook book;
    private final SarifUris uris;
    private final HeldBack notifications = new HeldBack();
    private final Map<String, RuleInfo> rules = new LinkedHashMap<>();
    private final Map<String, Integer> indexes = new HashMap<>();
    private final EnumMap<GapKind, Integer> kinds = new EnumMap<>(GapKind.class);
    private @Nullable Map<String, RuleInfo> rows;

    SarifRenderer(OutputStream out, RenderOptions options, RuleBook book) {
        this.out = Json.pretty(out);
        this.options = options;
        this.uris = new SarifUris(options.repositories());
        this.book = book;
        this.out.writeStartObject();
        this.out.writeStringProperty("$schema", SCHEMA);
        this.out.writeStringProperty("version", "2.1.0");
        this.out.writeArrayPropertyStart("runs");
        this.out.writeStartObject();
        this.out.writeArrayPropertyStart("results");
    }

    @Override
    public void finding(Finding finding) {
        RuleInfo fallback = new RuleInfo(
                finding.ruleId(),
                finding.severity(),
                finding.title(),
                finding.message(),
                finding.remedy(),
                finding.references(),
                List.of(),
                List.of());
        out.writeStartObject();
        Json.string(out, "ruleId", finding.ruleId());
        out.writeNumberProperty("ruleIndex", index(finding.ruleId(), fallback));
        out.writeStringProperty("level", level(finding.severity()));
        out.writeObjectPropertyStart("message");
        out.writeStringProperty("text", SarifText.message(finding));
        out.writeStringProperty("markdown", SarifText.markdown(finding));
        out.writeEndObject();
        locations(out, finding.location());
        fingerprint(finding.fingerprint());
        out.writeObjectPropertyStart("properties");
        out.writeStringProperty("security-severity", score(finding.severity()));
        out.writeStringProperty("severity", finding.severity().id());
        Json.string(out, "family", finding.family());
        Json.string(out, "remedy", finding.remedy());
        out.writeObjectPropertyStart("evidence");
        finding.evidence().forEach((key, value) -> Json.string(out, Json.wellFormed(key), value));
        out.writeEndObject();
        if (!finding.groups().isEmpty()) {
            ReportJson.strings(out, "groups", finding.groups());
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    @Override
    public void gap(Gap gap) {
        int index = kinds.computeIfAbsent(gap.kind(), kind -> kinds.size());
        notifications.add(json -> {
            locations(json, gap.location());
            json.writeObjectPropertyStart("message");
            json.writeStringProperty(
                    "text", SarifText.plain("Not judged: " + gap.reason() + " (" + gap.location() + ")"));
            json.writeEndObject();
            json.writeStringProperty("level", gap.kind() == GapKind.INTERNAL ? "error" : "warning");
            json.writeObjectPropertyStart("descriptor");
            json.writeStringProperty("id", "gap/" + gap.kind().id());
            json.writeNumberProperty("index", index);
            json.writeEndObject();
            if (gap.bytesUnread() >= 0) {
                json.writeObjectPropertyStart("properties");
                json.writeNumberProperty("bytesUnread", gap.bytesUnread());
                json.writeEndObject();
            }
        });
    }

    /** A finding that does not count is a result with a suppression; a file that was left out is a notification. */
    @Override
    public boolean wantsDependencies() {
        return false;
    }

    @Override
    public void suppressed(Suppressed suppressed) {
        RuleInfo row = rows().get(suppressed.what());
        if (row == null && suppressed.fingerprint().isEmpty()) {
            notifications.add(json -> {
                locations(json, suppressed.location());
                json.writeObjectPropertyStart("message");
                json.writeStringProperty(
                        "text", SarifText.plain("Left out by " + suppressed.by() + " (" + suppressed.location() + ")"));
                json.writeEndObject();
                json.writeStringProperty("level", "note");
            });
            return;
        }
        out.writeStartObject();
        Json.string(out, "ruleId", suppressed.what());
        if (row != null) {
            out.writeNumberProperty("ruleIndex", index(suppressed.what(), row));
            out.writeStringProperty("level", level(row.severity()));
        }
        out.writeObjectPropertyStart("message");
        out.writeStringProperty("text", SarifText.plain(row == null ? suppressed.what() : row.title()));
        out.writeEndObject();
        locations(out, suppressed.location());
        fingerprint(suppressed.fingerprint());
        out.writeArrayPropertyStart("suppressions");
        out.writeStartObject();
        out.writeStringProperty("kind", suppressed.inSource() ? "inSource" : "external");
        Json.string(out, "justification", suppressed.by());
        out.writeEndObject();
        out.writeEndArray();
        out.writeEndObject();
    }

    @Override
    public void end(Summary summary) {
        out.writeEndArray();
        tool();
        bases();
        repositories();
        out.writeStringProperty("columnKind", "utf16CodeUnits");
        invocation(summary);
        out.writeObjectPropertyStart("properties");
        out.writeStringProperty("verdict", summary.verdict().id());
        out.writeBooleanProperty("incomplete", summary.incomplete());
        out.writeStringProperty("asOf", summary.asOf().toString());
        out.writeNumberProperty("uncounted", summary.uncounted());
        out.writeName("coverage");
        ReportJson.coverage(out, summary.coverage());
        out.writeName("referenceData");
        ReportJson.referenceData(out, summary.referenceData());
        out.writeName("performance");
        ReportJson.performance(out, summary.performance());
        out.writeEndObject();
        out.writeEndObject();
        out.writeEndArray();
        out.writeEndObject();
        out.writeRaw('\n');
        out.close();
    }

    private int index(String ruleId, RuleInfo fallback) {
        return indexes.computeIfAbsent(ruleId, id -> {
            rules.put(id, rows().getOrDefault(id, fallback));
            return indexes.size();
        });
    }

    /** The rule book, read when the first result needs it. */
    private Map<String, RuleInfo> rows() {
        Map<String, RuleInfo> known = rows;
        if (known == null) {
            known = new HashMap<>();
            for (RuleInfo row : book.all()) {
                known.put(row.id(), row);
            }
            rows = known;
        }
        return known;
    }

    private void fingerprint(String fingerprint) {
        if (!fingerprint.isEmpty()) {
            out.writeObjectPropertyStart("partialFingerprints");
            Json.string(out, "assay/v1", fingerprint);
            out.writeEndObject();
        }
    }

    private void locations(JsonGenerator json, Location location) {
        json.writeArrayPropertyStart("locations");
        json.writeStartObject();
        json.writeObjectPropertyStart("physicalLocation");
        json.writeName("artifactLocation");
        reference(json, uris.of(location));
        boolean within = !location.entries().isEmpty();
        if (!within) {
            region(json, location);
        }
        json.writeEndObject();
        if (within) {
            member(json, location);
        }
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void reference(JsonGenerator json, SarifUris.Reference reference) {
        json.writeStartObject();
        json.writeStringProperty("uri", reference.uri());
        if (reference.baseId() != null) {
            json.writeStringProperty("uriBaseId", reference.baseId());
        }
        json.writeEndObject();
    }

    private static void region(JsonGenerator json, Location location) {
        if (location.line() <= 0 && location.offsetBytes() < 0) {
            return;
        }
        json.writeObjectPropertyStart("region");
        if (location.line() > 0) {
            json.writeNumberProperty("startLine", location.line());
            if (location.column() > 0) {
                json.writeNumberProperty("startColumn", location.column());
            }
        } else {
            json.writeNumberProperty("byteOffset", location.offsetBytes());
        }
        json.writeEndObject();
    }

    /** A place in a member of an archive. Its offset or line is not one of the archive, so it makes no region. */
    private static void member(JsonGenerator json, Location location) {
        json.writeArrayPropertyStart("logicalLocations");
        json.writeStartObject();
        Json.string(json, "name", location.lastName());
        Json.string(json, "fullyQualifiedName", location.at(-1).toString());
        json.writeStringProperty("kind", "member");
        if (location.line() > 0 || location.offsetBytes() >= 0) {
            json.writeObjectPropertyStart("properties");
            if (location.line() > 0) {
                json.writeNumberProperty("startLine", location.line());
            } else {
                json.writeNumberProperty("byteOffset", location.offsetBytes());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndArray();
    }

    private void tool() {
        out.writeObjectPropertyStart("tool");
        out.writeObjectPropertyStart("driver");
        out.writeStringProperty("name", "assay");
        Json.string(out, "version", options.toolVersion());
        out.writeArrayPropertyStart("rules");
        rules.values().forEach(this::rule);
        out.writeEndArray();
        out.writeArrayPropertyStart("notifications");
        for (GapKind kind : inOrderOfUse()) {
            out.writeStartObject();
            out.writeStringProperty("id", "gap/" + kind.id());
            text("shortDescription", "Not judged: " + kind.id());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
        out.writeEndObject();
    }

    private List<GapKind> inOrderOfUse() {
        List<GapKind> order = new ArrayList<>(kinds.keySet());
        order.sort((a, b) -> Integer.compare(kinds.getOrDefault(a, 0), kinds.getOrDefault(b, 0)));
        return order;
    }

    private void rule(RuleInfo rule) {
        String why = SarifText.general(rule.why());
        String remedy = SarifText.general(rule.remedy());
        out.writeStartObject();
        Json.string(out, "id", rule.id());
        text("shortDescription", rule.title());
        text("fullDescription", why);
        out.writeObjectPropertyStart("defaultConfiguration");
        out.writeStringProperty("level", level(rule.severity()));
        out.writeEndObject();
        for (String reference : rule.references()) {
            if (reference.startsWith("https://")) {
                out.writeStringProperty("helpUri", SarifUris.encode(reference, SarifUris.IN_URI, true));
                break;
            }
        }
        out.writeObjectPropertyStart("help");
        out.writeStringProperty("text", SarifText.plain(why + " " + remedy));
        StringBuilder markdown = new StringBuilder(SarifText.escapedMarkdown(why))
                .append("\n\n")
                .append(SarifText.escapedMarkdown(remedy))
                .append('\n');
        rule.references().forEach(each -> markdown.append("\n- <").append(each).append('>'));
        Json.string(out, "markdown", markdown.toString());
        out.writeEndObject();
        out.writeObjectPropertyStart("properties");
        out.writeStringProperty("security-severity", score(rule.severity()));
        out.writeArrayPropertyStart("tags");
        out.writeString("security");
        out.writeString(Json.wellFormed(rule.family()));
        out.writeEndArray();
        out.writeEndObject();
        out.writeEndObject();
    }

    private void text(String name, String text) {
        out.writeObjectPropertyStart(name);
        out.writeStringProperty("text", SarifText.plain(text));
        out.writeEndObject();
    }

    private void bases() {
        if (uris.bases().isEmpty() && uris.repositories().isEmpty()) {
            return;
        }
        out.writeObjectPropertyStart("originalUriBaseIds");
        uris.bases().forEach((id, base) -> {
            out.writeName(id);
            if (base.uri().isEmpty()) {
                // Without a URI (section 3.14.14): where that folder lies is nobody's business.
                out.writeStartObject();
                text("description", "the folder in which assay was run");
                out.writeEndObject();
            } else {
                reference(out, base);
            }
        });
        uris.repositories().forEach((target, repository) -> {
            out.writeObjectPropertyStart(repository.baseId()); // without a URI: where somebody has it at hand
            text("description", "the root of " + target);
            out.writeEndObject();
        });
        out.writeEndObject();
    }

    /** Of which repository each base is the root (section 3.14.28). */
    private void repositories() {
        if (uris.repositories().isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("versionControlProvenance");
        for (SarifUris.Repository repository : uris.repositories().values()) {
            out.writeStartObject();
            out.writeStringProperty("repositoryUri", repository.uri());
            if (!repository.branch().isEmpty()) {
                Json.string(out, "branch", repository.branch());
            }
            out.writeObjectPropertyStart("mappedTo");
            out.writeStringProperty("uriBaseId", repository.baseId());
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void invocation(Summary summary) {
        out.writeArrayPropertyStart("invocations");
        out.writeStartObject();
        out.writeBooleanProperty("executionSuccessful", !summary.interrupted());
        out.writeArrayPropertyStart("toolExecutionNotifications");
        notifications.writeTo(out);
        out.writeEndArray();
        Instant started = summary.performance().startedAt();
        out.writeStringProperty("startTimeUtc", started.toString());
        out.writeStringProperty(
                "endTimeUtc",
                started.plusMillis(Math.max(summary.performance().wallMillis(), 0))
                        .toString());
        out.writeEndObject();
        out.writeEndArray();
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "note";
        };
    }

    /** On the scale of CVSS, by which code hosts order results: over 9 critical, from 7 high, from 4 medium. */
    private static String score(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "9.5";
            case HIGH -> "8.0";
            case MEDIUM -> "5.5";
            case LOW -> "2.0";
            case INFO -> "0.0";
        };
    }
}
