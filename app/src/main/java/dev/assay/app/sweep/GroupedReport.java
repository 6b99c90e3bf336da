package dev.assay.app.sweep;

import dev.assay.engine.report.Finding;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Grouped;
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
import org.jspecify.annotations.Nullable;

/**
 * A report in which each finding says who owns its place, and its end how many each owner, team or repository has and what the
 * store answered.
 */
public final class GroupedReport implements ReportSink {
    /** A report has no more about each finding than somebody would read. */
    private static final int MOST_SHOWN = 20;

    private static final int MOST_CHARACTERS = 100; // GitHub's names are shorter, addresses of mail seldom longer

    /** Groups that are counted by name. */
    private static final int MOST_COUNTED = 10_000;

    private static final String OTHERS = "others";

    /** What one of them has so far. Locations come repository by repository. */
    private static final class Count {
        final Map<Severity, Long> findings = new EnumMap<>(Severity.class);
        long repositories;
        String last = "";

        void add(String repository, Severity severity) {
            repositories += repository.equals(last) ? 0 : 1;
            last = repository;
            findings.merge(severity, 1L, Long::sum);
        }
    }

    private final ReportSink out;
    private final Owners owners;
    private final SweepStore store;
    private final SweepConnector connector;
    private final @Nullable GroupBy groupBy;
    private final Map<String, Count> counts = new TreeMap<>();

    /** @param groupBy what findings are listed under; null for nothing, and then owners are counted */
    public GroupedReport(
            ReportSink out, Owners owners, SweepStore store, SweepConnector connector, @Nullable GroupBy groupBy) {
        this.out = out;
        this.groupBy = groupBy;
        this.owners = owners;
        this.store = store;
        this.connector = connector;
    }

    @Override
    public void finding(Finding finding) {
        List<String> of = owners.of(finding.location(), store);
        String target = finding.location().target();
        String repository = target.substring(0, repositoryEnd(target));
        List<String> groups = shortened(
                switch (counted()) {
                    case OWNER -> of;
                    case TEAM -> connector.teams().of(fullName(repository), of);
                    case REPOSITORY -> List.of(repository);
                });
        for (String each : groups) {
            String group = counts.size() < MOST_COUNTED || counts.containsKey(each) ? each : OTHERS;
            counts.computeIfAbsent(group, _ -> new Count()).add(repository, finding.severity());
        }
        Map<String, String> evidence = new LinkedHashMap<>(finding.evidence());
        evidence.put("owners", shown(of));
        out.finding(finding.with(evidence, groupBy == null ? List.of() : groups));
    }

    private GroupBy counted() {
        return groupBy == null ? GroupBy.OWNER : groupBy;
    }

    /** {@code github:ORG/REPO@BRANCH}: names of repositories have no such sign. */
    private static int repositoryEnd(String target) {
        int at = target.indexOf('@');
        return at < 0 ? target.length() : at;
    }

    private static String fullName(String repository) {
        return repository.substring(repository.indexOf(':') + 1);
    }

    private static List<String> shortened(List<String> groups) {
        return groups.stream()
                .limit(MOST_SHOWN)
                .map(GroupedReport::shortened)
                .distinct()
                .toList();
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
    public boolean wantsDependencies() {
        return out.wantsDependencies();
    }

    @Override
    public void suppressed(Suppressed suppressed) {
        out.suppressed(suppressed);
    }

    @Override
    public void end(Summary summary) {
        Map<String, Grouped.Total> totals = new TreeMap<>();
        counts.forEach((group, count) -> totals.put(group, new Grouped.Total(count.repositories, count.findings)));
        out.end(summary.with(connector.stored(), new Grouped(counted().id(), totals)));
    }
}
