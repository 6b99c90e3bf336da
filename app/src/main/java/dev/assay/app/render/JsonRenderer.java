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
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The report as one JSON object, see {@code docs/schema/assay-report-1.schema.json}. Findings are written as they come;
 * gaps and what is suppressed are kept, deflated, until the end, so that each kind is one array. The verdict stands
 * behind them, the figures that differ between two runs are last.
 */
final class JsonRenderer implements ReportSink {
    private final JsonGenerator out;
    private final boolean facts;
    private final AssetJudge judge;
    private final List<String> arguments;
    private final HeldBack gaps = new HeldBack();
    private @Nullable HeldBack programs; // only somebody who asked for them finds any
    private @Nullable HeldBack models; // the same
    private @Nullable HeldBack assets; // the same
    private @Nullable HeldBack packages; // the same
    private @Nullable HeldBack dependencies; // the same
    private final HeldBack suppressed = new HeldBack();
    private final CryptoTotals crypto = new CryptoTotals();

    JsonRenderer(OutputStream out, RenderOptions options) {
        this.out = Json.pretty(out);
        this.facts = options.facts();
        this.judge = new AssetJudge(options);
        this.arguments = options.arguments();
        this.out.writeStartObject();
        ReportJson.head(this.out, options.toolVersion());
        this.out.writeArrayPropertyStart("findings");
    }

    @Override
    public void finding(Finding finding) {
        out.writeStartObject();
        ReportJson.finding(out, finding);
        out.writeEndObject();
    }

    @Override
    public void gap(Gap gap) {
        gaps.add(json -> ReportJson.gap(json, gap));
    }

    @Override
    public void program(Explained program) {
        if (programs == null) {
            programs = new HeldBack();
        }
        programs.add(json -> ReportJson.program(json, program));
    }

    @Override
    public void inspected(Inspected model) {
        if (models == null) {
            models = new HeldBack();
        }
        models.add(json -> ReportJson.inspected(json, model));
    }

    @Override
    public void asset(CryptoAsset asset) {
        if (facts) {
            if (assets == null) {
                assets = new HeldBack();
            }
            for (AssetJudge.Judged each : judge.of(asset)) {
                crypto.add(each);
                assets.add(json -> ReportJson.asset(json, each));
            }
        }
    }

    @Override
    public void checked(CheckedPackage checked) {
        if (packages == null) {
            packages = new HeldBack();
        }
        packages.add(json -> ReportJson.checked(json, checked));
    }

    @Override
    public void dependency(FoundDependency dependency) {
        if (facts) {
            if (dependencies == null) {
                dependencies = new HeldBack();
            }
            dependencies.add(json -> ReportJson.dependency(json, dependency));
        }
    }

    @Override
    public boolean wantsDependencies() {
        return facts;
    }

    @Override
    public void suppressed(Suppressed each) {
        suppressed.add(json -> ReportJson.suppressed(json, each));
    }

    @Override
    public void end(Summary summary) {
        out.writeEndArray();
        out.writeArrayPropertyStart("gaps");
        gaps.writeTo(out);
        out.writeEndArray();
        out.writeArrayPropertyStart("suppressed");
        suppressed.writeTo(out);
        out.writeEndArray();
        if (programs != null) {
            out.writeArrayPropertyStart("programs");
            programs.writeTo(out);
            out.writeEndArray();
        }
        if (models != null) {
            out.writeArrayPropertyStart("models");
            models.writeTo(out);
            out.writeEndArray();
        }
        if (assets != null) {
            out.writeArrayPropertyStart("cryptoAssets");
            assets.writeTo(out);
            out.writeEndArray();
        }
        if (dependencies != null) {
            out.writeArrayPropertyStart("dependencies");
            dependencies.writeTo(out);
            out.writeEndArray();
        }
        if (packages != null) {
            out.writeArrayPropertyStart("packages");
            packages.writeTo(out);
            out.writeEndArray();
        }
        new CryptoJson(out).summary(crypto);
        ReportJson.summary(out, summary, arguments);
        out.writeEndObject();
        out.writeRaw('\n');
        out.close();
    }
}
