package dev.assay.app.cli;

import dev.assay.detectors.name.Ecosystem;
import dev.assay.detectors.name.Judgement;
import dev.assay.detectors.name.NameFinding;
import dev.assay.detectors.name.NameJudge;
import dev.assay.detectors.name.PackageName;
import dev.assay.detectors.name.PackageUrl;
import dev.assay.engine.report.CheckedPackage;
import dev.assay.engine.report.Coverage;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Performance;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Verdict;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.RuleBook;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Judges names one after another and reports each at once; adds up. Belongs to one thread. */
final class NameCheck {
    private static final String NOT_ASKED = "whether it exists is not known: no registry was asked";

    private final NameJudge judge;
    private final Set<Ecosystem> anywhere;
    private final RuleBook book;
    private final Severity failOn;
    private final ReportSink out;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final Map<Severity, Long> findings = new EnumMap<>(Severity.class);
    private final Map<String, Long> byEcosystem = new TreeMap<>();
    private long gaps;
    private long names;
    private boolean unsafe;

    /** @param anywhere where a name without an ecosystem is looked for */
    NameCheck(NameJudge judge, Set<Ecosystem> anywhere, RuleBook book, Severity failOn, ReportSink out) {
        this.judge = judge;
        this.anywhere = anywhere;
        this.book = book;
        this.failOn = failOn;
        this.out = out;
    }

    /** @param input a name or a purl, as it was given */
    void check(String input) {
        names++;
        if (input.startsWith("pkg:")) {
            purl(input);
            return;
        }
        List<Judgement> all = new ArrayList<>();
        for (Ecosystem ecosystem : anywhere) {
            Judgement judgement = judge.judge(PackageName.of(ecosystem, input));
            if (judgement.verdict() == Judgement.Verdict.OK) {
                report(input, judgement);
                return;
            }
            all.add(judgement);
        }
        all.forEach(judgement -> report(input, judgement));
    }

    private void purl(String input) {
        try {
            PackageUrl purl = PackageUrl.parse(input);
            if (purl.name().isPresent()) {
                report(input, judge.judge(purl.name().get()));
            } else {
                gap(GapKind.UNSUPPORTED, input, "names of the type " + purl.type() + " are not judged");
            }
        } catch (IllegalArgumentException e) {
            gap(GapKind.MALFORMED, input, String.valueOf(e.getMessage()));
        }
    }

    private void report(String input, Judgement judgement) {
        PackageName name = judgement.name();
        String purl = PackageUrl.of(name);
        Location at = Location.of(purl.isEmpty() ? name.ecosystem().type() + ":" + input : purl, "");
        byEcosystem.merge(name.ecosystem().type(), 1L, Long::sum);
        out.checked(new CheckedPackage(
                at,
                input,
                purl,
                judgement.verdict().id(),
                judgement.score(),
                judgement.signals().stream()
                        .map(signal -> new CheckedPackage.CheckSignal(
                                signal.kind().id(), signal.weight(), signal.target(), signal.words()))
                        .toList(),
                judgement.imitates()));
        NameFinding.of(judgement).ifPresent(finding -> {
            Findings all = new Findings(book, family -> true, 1);
            all.at(at);
            all.add(finding.ruleId(), -1, name.canonical(), finding.evidence());
            all.all().forEach(this::finding);
        });
        if (judgement.verdict() != Judgement.Verdict.OK && judgement.verdict() != Judgement.Verdict.MALICIOUS) {
            gap(GapKind.UNREACHABLE, at, NOT_ASKED);
        }
    }

    private void finding(Finding finding) {
        findings.merge(finding.severity(), 1L, Long::sum);
        unsafe |= finding.severity().compareTo(failOn) >= 0;
        out.finding(finding);
    }

    private void gap(GapKind kind, String input, String reason) {
        gap(kind, Location.of(input, ""), reason);
    }

    private void gap(GapKind kind, Location at, String reason) {
        gaps++;
        out.gap(new Gap(kind, at, reason, -1));
    }

    /** Whether a finding was at or above what fails. */
    boolean isUnsafe() {
        return unsafe;
    }

    Summary end(List<String> targets, LocalDate day) {
        boolean incomplete = gaps > 0;
        Summary summary = new Summary(
                unsafe ? Verdict.UNSAFE : incomplete ? Verdict.INCOMPLETE : Verdict.CLEAN,
                incomplete,
                false,
                day,
                List.copyOf(targets),
                findings,
                0,
                gaps,
                0,
                new Coverage(names, names, 0, 0, 0, byEcosystem, Map.of()),
                List.of(),
                new Performance(
                        startedAt,
                        (System.nanoTime() - startedNanos) / 1_000_000,
                        -1,
                        -1,
                        -1,
                        -1,
                        -1,
                        -1,
                        -1,
                        -1,
                        -1,
                        null));
        out.end(summary);
        return summary;
    }
}
