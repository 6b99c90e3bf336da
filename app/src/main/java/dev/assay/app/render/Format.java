package dev.assay.app.render;

import dev.assay.engine.report.ReportSink;
import dev.assay.engine.rule.RuleBook;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** The forms of a report. Another one is a renderer and a line here. */
public enum Format {
    TEXT("text", "text/plain", (out, options, book) -> new TextRenderer(out, options)),
    JSON("json", "application/json", (out, options, book) -> new JsonRenderer(out, options)),
    JSONL("jsonl", "application/x-ndjson", (out, options, book) -> new JsonlRenderer(out, options)),
    SARIF("sarif", "application/sarif+json", SarifRenderer::new),
    CYCLONEDX(
            "cyclonedx",
            "application/vnd.cyclonedx+json; version=1.7",
            (out, options, book) -> new CycloneDxRenderer(out, options, CycloneDxVersion.V1_7)),
    CYCLONEDX_1_6(
            "cyclonedx-1.6",
            "application/vnd.cyclonedx+json; version=1.6",
            (out, options, book) -> new CycloneDxRenderer(out, options, CycloneDxVersion.V1_6)),
    SPDX("spdx", "application/spdx+json", (out, options, book) -> new SpdxRenderer(out, options)),
    CSV("csv", "text/csv; charset=utf-8; header=present", (out, options, book) -> new CsvRenderer(out, options)),
    HTML("html", "text/html; charset=utf-8", (out, options, book) -> new HtmlRenderer(out, options)),
    JUNIT("junit", "application/xml", (out, options, book) -> new JunitRenderer(out, options)),
    GITHUB("github", "text/plain", (out, options, book) -> new GithubRenderer(out, options));

    private interface Factory {
        ReportSink open(OutputStream out, RenderOptions options, RuleBook book);
    }

    private final String id;
    private final String mediaType;

    @SuppressWarnings("ImmutableEnumChecker") // constructors, which capture nothing
    private final Factory factory;

    Format(String id, String mediaType, Factory factory) {
        this.id = id;
        this.mediaType = mediaType;
        this.factory = factory;
    }

    /** As it stands on the command line. */
    public String id() {
        return id;
    }

    public String mediaType() {
        return mediaType;
    }

    /** What scans are reported in. */
    public static List<Format> ofScans() {
        return List.of(values());
    }

    /** What inventories are reported in. */
    public static List<Format> ofInventories() {
        return List.of(TEXT, JSON, JSONL, CYCLONEDX, CYCLONEDX_1_6);
    }

    /** What names that were checked are reported in. */
    public static List<Format> ofChecks() {
        return List.of(TEXT, JSON, JSONL, SARIF, CSV, JUNIT, GITHUB);
    }

    /** What sweeps are reported in. */
    public static List<Format> ofSweeps() {
        return List.of(TEXT, JSON, JSONL, SARIF, CSV, HTML);
    }

    public static Optional<Format> of(String id) {
        for (Format format : values()) {
            if (format.id.equals(id)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /**
     * A renderer that writes to {@code out}, flushes it at the end, and leaves it open. What {@code out} throws comes out
     * of the sink's methods as {@link java.io.UncheckedIOException}.
     */
    public ReportSink open(OutputStream out, RenderOptions options, RuleBook book) {
        return factory.open(out, options, book);
    }
}
