package dev.assay.engine.scan;

import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Explained;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Inspected;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A report that is kept, for tests. */
public final class RecordedReport implements ReportSink {
    private final List<Finding> findings = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Explained> programs = new ArrayList<>();
    private final List<Inspected> models = new ArrayList<>();
    private final List<CryptoAsset> assets = new ArrayList<>();
    private final List<FoundDependency> dependencies = new ArrayList<>();
    private final List<Suppressed> suppressed = new ArrayList<>();
    private final List<Object> inOrder = new ArrayList<>();
    private Summary summary;

    @Override
    public void finding(Finding finding) {
        findings.add(finding);
        inOrder.add(finding);
    }

    @Override
    public void gap(Gap gap) {
        gaps.add(gap);
        inOrder.add(gap);
    }

    @Override
    public void program(Explained program) {
        programs.add(program);
    }

    @Override
    public void inspected(Inspected model) {
        models.add(model);
    }

    @Override
    public void asset(CryptoAsset asset) {
        assets.add(asset);
    }

    @Override
    public void dependency(FoundDependency dependency) {
        dependencies.add(dependency);
    }

    @Override
    public void suppressed(Suppressed each) {
        suppressed.add(each);
        inOrder.add(each);
    }

    @Override
    public void end(Summary end) {
        if (summary != null) {
            throw new IllegalStateException("the report was ended twice");
        }
        summary = end;
    }

    public List<Finding> findings() {
        return findings;
    }

    public List<Gap> gaps() {
        return gaps;
    }

    public List<Explained> programs() {
        return programs;
    }

    public List<Inspected> models() {
        return models;
    }

    public List<CryptoAsset> assets() {
        return assets;
    }

    public List<FoundDependency> dependencies() {
        return dependencies;
    }

    public List<Suppressed> suppressed() {
        return suppressed;
    }

    /** Findings, gaps and suppressed as they came. */
    public List<Object> inOrder() {
        return inOrder;
    }

    public Summary summary() {
        return Objects.requireNonNull(summary, "the report was not ended");
    }

    /** The findings' rules, in order. */
    public List<String> ruleIds() {
        return findings.stream().map(Finding::ruleId).toList();
    }
}
