package dev.assay.app.sweep;

import dev.assay.engine.report.Finding;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A report in which each finding says who owns its place, and its end how many each has and what the store answered. */
public final class OwnedReport implements ReportSink {
    private final ReportSink out;
    private final Owners owners;
    private final SweepStore store;
    private final SweepConnector connector;
    private final Map<String, Map<Severity, Long>> counts = new TreeMap<>();

    public OwnedReport(ReportSink out, Owners owners, SweepStore store, SweepConnector connector) {
        this.out = out;
        this.owners = owners;
        this.store = store;
        this.connector = connector;
    }

    @Override
    public void finding(Finding finding) {
        List<String> of = owners.of(finding.location(), store);
        for (String owner : of) {
            counts.computeIfAbsent(owner, _ -> new EnumMap<>(Severity.class)).merge(finding.severity(), 1L, Long::sum);
        }
        Map<String, String> evidence = new LinkedHashMap<>(finding.evidence());
        evidence.put("owners", String.join(" ", of));
        out.finding(new Finding(
                finding.ruleId(),
                finding.family(),
                finding.severity(),
                finding.title(),
                finding.message(),
                finding.remedy(),
                finding.references(),
                finding.fingerprint(),
                finding.location(),
                evidence));
    }

    @Override
    public void gap(Gap gap) {
        out.gap(gap);
    }

    @Override
    public void dependency(FoundDependency dependency) {
        out.dependency(dependency);
    }

    @Override
    public void suppressed(Suppressed suppressed) {
        out.suppressed(suppressed);
    }

    @Override
    public void end(Summary summary) {
        out.end(summary.with(connector.stored(), counts));
    }
}
