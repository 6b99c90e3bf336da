package dev.assay.app.sweep;

import dev.assay.engine.report.Finding;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.text.Parts;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A report in which each finding says who owns its place, and its end how many each has and what the store answered. */
public final class OwnedReport implements ReportSink {
    /** A report has no more about each finding than somebody would read. */
    private static final int MOST_SHOWN = 20;

    private static final int MOST_CHARACTERS = 100; // GitHub's names are shorter, addresses of mail seldom longer

    /** Owners that are counted by name. */
    private static final int MOST_COUNTED = 10_000;

    private static final String OTHERS = "other owners";

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
        for (String each : of.subList(0, Math.min(of.size(), MOST_SHOWN))) {
            String named = shortened(each);
            String owner = counts.size() < MOST_COUNTED || counts.containsKey(named) ? named : OTHERS;
            counts.computeIfAbsent(owner, _ -> new EnumMap<>(Severity.class)).merge(finding.severity(), 1L, Long::sum);
        }
        Map<String, String> evidence = new LinkedHashMap<>(finding.evidence());
        evidence.put("owners", shown(of));
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

    private static String shown(List<String> owners) {
        StringBuilder text = new StringBuilder();
        for (String each : owners.subList(0, Math.min(owners.size(), MOST_SHOWN))) {
            text.append(text.isEmpty() ? "" : " ").append(shortened(each));
        }
        if (owners.size() > MOST_SHOWN) {
            text.append(" and ").append(owners.size() - MOST_SHOWN).append(" more");
        }
        return text.toString();
    }

    private static String shortened(String owner) {
        return owner.length() <= MOST_CHARACTERS ? owner : Parts.first(owner, MOST_CHARACTERS) + "...";
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
