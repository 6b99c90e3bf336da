package dev.assay.app.cli;

import dev.assay.detectors.name.Judgement;
import dev.assay.detectors.name.NameFinding;
import dev.assay.detectors.name.PackageName;
import dev.assay.detectors.name.PackageUrl;
import dev.assay.engine.report.CheckedPackage;
import dev.assay.engine.report.Coverage;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Grouped;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Performance;
import dev.assay.engine.report.ReferenceData;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.report.Verdict;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Policy;
import dev.assay.engine.rule.RuleBook;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Reports what a check knows of packages, each where it is named first, and adds up. Belongs to one thread. */
final class CheckReport {
    /** Packages of which it is remembered that they were reported, at some 150 bytes; beyond, one may be reported again. */
    static final int MOST_REMEMBERED = 200_000;

    /** What was reported: a name once, once more of elsewhere, and each version that was asked about or is known to be malicious. */
    private record Told(PackageName name, String version, boolean isElsewhere) {}

    /** Where a package lies that was asked for so. */
    interface Place {
        Location of(String input, Judgement judgement);
    }

    private final RuleBook book;
    private final Policy policy;
    private final Severity failOn;
    private final boolean failFast;
    private final Supplier<List<ReferenceData>> referenceData;
    private final ReportSink out;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final Map<Severity, Long> findings = new EnumMap<>(Severity.class);
    private final Map<String, Long> byEcosystem = new TreeMap<>();
    private final Set<Told> reported = new HashSet<>();
    private final Map<String, Long> byFormat = new TreeMap<>();
    private long gaps;
    private long suppressed;
    private long files;
    private long bytesJudged;
    private long bytesTotal;
    private boolean unsafe;

    /** @param failFast whether to be silent behind the first finding that counts */
    CheckReport(
            RuleBook book,
            Policy policy,
            Severity failOn,
            boolean failFast,
            Supplier<List<ReferenceData>> referenceData,
            ReportSink out) {
        this.book = book;
        this.policy = policy;
        this.failOn = failOn;
        this.failFast = failFast;
        this.referenceData = referenceData;
        this.out = out;
    }

    /** What is known of one name, in each ecosystem in which it may be meant. */
    void outcomes(String input, List<OnlineCheck.Outcome> outcomes, Place place) {
        if (outcomes.size() > 1 && outcomes.stream().allMatch(OnlineCheck.Outcome::isAbsent)) {
            nowhere(input, outcomes, place);
            return;
        }
        String unanswered = "";
        for (OnlineCheck.Outcome outcome : outcomes) {
            boolean isSaid = outcome.unanswered().equals(unanswered); // once for all registries that were not asked
            outcome(input, outcome, place.of(input, outcome.judgement()), isSaid);
            unanswered = outcome.unanswered();
        }
    }

    /** A name that no registry has is one thing to say, not one for each. */
    private void nowhere(String input, List<OnlineCheck.Outcome> outcomes, Place place) {
        boolean isNew = false;
        Judgement heaviest = outcomes.getFirst().judgement();
        StringBuilder registries = new StringBuilder();
        for (int i = 0; i < outcomes.size(); i++) {
            Judgement judgement = outcomes.get(i).judgement();
            isNew |= packaged(input, outcomes.get(i), place.of(input, judgement));
            heaviest = judgement.score() > heaviest.score() ? judgement : heaviest;
            registries
                    .append(i == 0 ? "" : i == outcomes.size() - 1 ? " or " : ", ")
                    .append(judgement.name().ecosystem().title());
        }
        if (isNew) {
            PackageName name = heaviest.name();
            NameFinding.of(heaviest)
                    .ifPresent(finding -> finding(finding.in(registries.toString()), name, ShownInput.at(input)));
        }
    }

    /** @param isSaid whether it was said already why there is no answer */
    private void outcome(String input, OnlineCheck.Outcome outcome, Location at, boolean isSaid) {
        if (!packaged(input, outcome, at)) {
            return;
        }
        Judgement judgement = outcome.judgement();
        NameFinding.of(judgement).ifPresent(finding -> finding(finding, judgement.name(), at));
        Optional<String> notJudged = judgement.notJudged();
        if (notJudged.isPresent()) {
            gap(new Gap(GapKind.UNSUPPORTED, at, notJudged.get(), -1));
        } else if (!outcome.unanswered().isEmpty() && !isSaid) {
            gap(new Gap(GapKind.UNREACHABLE, at, outcome.unanswered(), -1));
        }
    }

    /** What is known of a package. Returns false if that was reported before, or nothing is to be reported any longer. */
    private boolean packaged(String input, OnlineCheck.Outcome outcome, Location at) {
        Judgement judgement = outcome.judgement();
        PackageName name = judgement.name();
        Told told = new Told(name, judgement.version(), outcome.isElsewhere());
        if (isOver() || reported.contains(told)) {
            return false;
        }
        if (reported.size() < MOST_REMEMBERED) {
            reported.add(told);
        }
        byEcosystem.merge(name.ecosystem().type(), 1L, Long::sum);
        out.checked(new CheckedPackage(
                at,
                ShownInput.of(input),
                PackageUrl.of(name, judgement.version()),
                judgement.verdict().id(),
                judgement.score(),
                judgement.signals().stream()
                        .map(signal -> new CheckedPackage.CheckSignal(
                                signal.kind().id(), signal.weight(), signal.target(), signal.words()))
                        .toList(),
                judgement.imitates(),
                outcome.known()));
        return true;
    }

    private void finding(NameFinding finding, PackageName name, Location at) {
        Findings rules = findings(at);
        Map<String, String> evidence = new HashMap<>(finding.evidence());
        evidence.computeIfPresent("name", (key, text) -> ShownInput.of(text));
        rules.add(finding.ruleId(), rules.severity(finding.ruleId()), at, name.canonical(), evidence);
        add(rules);
    }

    /** For what rules find at a place; to be handed to {@link #add}. */
    Findings findings(Location at) {
        Findings rules = new Findings(book, family -> true, 1, policy);
        rules.at(at);
        return rules;
    }

    void add(Findings rules) {
        for (Suppressed each : rules.suppressed()) {
            suppressed++;
            out.suppressed(each);
        }
        for (Finding each : rules.all()) {
            findings.merge(each.severity(), 1L, Long::sum);
            unsafe |= each.severity().compareTo(failOn) >= 0;
            out.finding(each);
        }
    }

    void gap(Gap gap) {
        if (!isOver()) {
            gaps++;
            out.gap(gap);
        }
    }

    /** What was read of files. */
    void read(Coverage coverage) {
        files += coverage.files();
        bytesJudged += coverage.bytesJudged();
        bytesTotal += coverage.bytesTotal();
        coverage.byFormat().forEach((format, n) -> byFormat.merge(format, n, Long::sum));
    }

    /** Whether nothing else is to be judged. */
    boolean isOver() {
        return failFast && unsafe;
    }

    /**
     * @param requests that were sent; -1 if nobody was to be asked
     * @param bytesReceived in answer to these; -1 if nobody was to be asked
     */
    Summary end(List<String> targets, LocalDate day, boolean interrupted, long requests, long bytesReceived) {
        boolean incomplete = gaps > 0 || interrupted;
        Summary summary = new Summary(
                unsafe ? Verdict.UNSAFE : incomplete ? Verdict.INCOMPLETE : Verdict.CLEAN,
                incomplete,
                interrupted,
                day,
                targets.stream().map(ShownInput::of).toList(),
                findings,
                0,
                gaps,
                suppressed,
                new Coverage(
                        files,
                        files,
                        bytesJudged,
                        bytesTotal - bytesJudged,
                        bytesTotal,
                        byFormat,
                        Map.of(),
                        byEcosystem),
                referenceData.get(),
                new Performance(
                        startedAt,
                        (System.nanoTime() - startedNanos) / 1_000_000,
                        -1,
                        -1,
                        -1,
                        -1,
                        -1,
                        -1,
                        requests,
                        bytesReceived,
                        -1,
                        null,
                        null),
                Grouped.BY_NOTHING);
        out.end(summary);
        return summary;
    }
}
