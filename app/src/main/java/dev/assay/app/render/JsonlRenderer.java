package dev.assay.app.render;

import dev.assay.engine.report.CheckedPackage;
import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Explained;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Inspected;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * The report as one JSON object a line, each with its {@code type}, see
 * {@code docs/schema/assay-report-line-1.schema.json}. Every line is flushed when it is written, and nothing is kept but
 * counts of cryptography, which are bounded: the memory does not grow with the report. The summary with the verdict is the last line; a report without one was cut off.
 */
final class JsonlRenderer implements ReportSink {
    private final JsonGenerator out;
    private final boolean facts;
    private final AssetJudge judge;
    private final List<String> arguments;
    private final String toolVersion;
    private final CryptoTotals crypto = new CryptoTotals();

    JsonlRenderer(OutputStream out, RenderOptions options) {
        this.out = Json.compact(out);
        this.facts = options.facts();
        this.judge = new AssetJudge(options);
        this.arguments = options.arguments();
        this.toolVersion = options.toolVersion();
    }

    @Override
    public void finding(Finding finding) {
        begin("finding");
        ReportJson.finding(out, finding);
        endLine();
    }

    @Override
    public void gap(Gap gap) {
        begin("gap");
        ReportJson.gap(out, gap);
        endLine();
    }

    @Override
    public void program(Explained program) {
        begin("program");
        ReportJson.program(out, program);
        endLine();
    }

    @Override
    public void inspected(Inspected model) {
        begin("model");
        ReportJson.inspected(out, model);
        endLine();
    }

    @Override
    public void asset(CryptoAsset asset) {
        if (facts) {
            for (AssetJudge.Judged each : judge.of(asset)) {
                crypto.add(each);
                begin("cryptoAsset");
                ReportJson.asset(out, each);
                endLine();
            }
        }
    }

    @Override
    public void checked(CheckedPackage checked) {
        begin("package");
        ReportJson.checked(out, checked);
        endLine();
    }

    @Override
    public void dependency(FoundDependency dependency) {
        if (facts) {
            begin("dependency");
            ReportJson.dependency(out, dependency);
            endLine();
        }
    }

    @Override
    public boolean wantsDependencies() {
        return facts;
    }

    @Override
    public void suppressed(Suppressed suppressed) {
        begin("suppressed");
        ReportJson.suppressed(out, suppressed);
        endLine();
    }

    @Override
    public void end(Summary summary) {
        begin("summary");
        ReportJson.head(out, toolVersion);
        new CryptoJson(out).summary(crypto);
        ReportJson.summary(out, summary, arguments);
        endLine();
        out.close();
    }

    private void begin(String type) {
        out.writeStartObject();
        out.writeStringProperty("type", type);
    }

    private void endLine() {
        out.writeEndObject();
        out.writeRaw('\n');
        out.flush();
    }
}
