package dev.assay.app.cli;

import dev.assay.detectors.name.Ecosystem;
import dev.assay.detectors.name.Judgement;
import dev.assay.detectors.name.NameFinding;
import dev.assay.detectors.name.NameJudge;
import dev.assay.detectors.name.NameRule;
import dev.assay.detectors.name.PackageName;
import dev.assay.detectors.name.PackageUrl;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.report.CheckedPackage;
import dev.assay.engine.report.Coverage;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Judges packages one after another and reports each at once, where it is named first; adds up. Belongs to one thread.
 */
final class NameCheck {
    private static final String NOT_ASKED = "whether it exists is not known: no registry was asked";

    /** Packages of which it is remembered that they were reported, at some 150 bytes; beyond, one may be reported again. */
    private static final int MOST_REMEMBERED = 200_000;

    private final NameJudge judge;
    private final Set<Ecosystem> anywhere;
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
    private final Set<PackageName> reported = new HashSet<>();
    private final Set<PackageName> reportedMalicious = new HashSet<>(); // some version of it, where another is not
    private final Map<String, Long> byFormat = new TreeMap<>();
    private long gaps;
    private long suppressed;
    private long files;
    private long bytesJudged;
    private long bytesTotal;
    private boolean unsafe;

    /**
     * @param anywhere where a name without an ecosystem is looked for
     * @param failFast whether to be silent behind the first finding that counts
     */
    NameCheck(
            NameJudge judge,
            Set<Ecosystem> anywhere,
            RuleBook book,
            Policy policy,
            Severity failOn,
            boolean failFast,
            Supplier<List<ReferenceData>> referenceData,
            ReportSink out) {
        this.judge = judge;
        this.anywhere = anywhere;
        this.book = book;
        this.policy = policy;
        this.failOn = failOn;
        this.failFast = failFast;
        this.referenceData = referenceData;
        this.out = out;
    }

    /** @param input a name or a purl, as it was given */
    void check(String input) {
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
                report(input, judge.judge(purl.name().get(), purl.version()));
            } else {
                gap(GapKind.UNSUPPORTED, Location.of(input, ""), notJudged(purl.type()));
            }
        } catch (IllegalArgumentException e) {
            gap(GapKind.MALFORMED, Location.of(input, ""), String.valueOf(e.getMessage()));
        }
    }

    private static String notJudged(String type) {
        return "names of the type " + type + " are not judged";
    }

    private void report(String input, Judgement judgement) {
        String purl = PackageUrl.of(judgement.name());
        String ecosystem = judgement.name().ecosystem().type();
        report(input, judgement, Location.of(purl.isEmpty() ? ecosystem + ":" + input : purl, ""));
    }

    /** A package that a file names. What lies beside the file is nobody's to ask for, and is passed over. */
    void check(FoundDependency found) {
        Dependency dependency = found.dependency();
        String ecosystem = dependency.coordinates().ecosystem();
        Optional<PackageName> asked = NameRule.asked(dependency);
        if (asked.isPresent()) {
            Judgement judgement = judge.judge(asked.get(), dependency.version());
            boolean isOwnName = dependency.relation() == Dependency.Relation.SELF;
            if (!isOwnName || judgement.verdict() == Judgement.Verdict.MALICIOUS) {
                report(dependency.coordinates().full(), judgement, found.location());
            }
        } else if (dependency.origin().kind() == Dependency.Origin.Kind.GIT) {
            gap(GapKind.UNSUPPORTED, found.location(), "is taken from a repository, which is not looked into");
        } else if (Ecosystem.ofType(ecosystem).isEmpty()) {
            gap(GapKind.UNSUPPORTED, found.location(), notJudged(ecosystem));
        }
    }

    private void report(String input, Judgement judgement, Location at) {
        PackageName name = judgement.name();
        Set<PackageName> told = judgement.verdict() == Judgement.Verdict.MALICIOUS ? reportedMalicious : reported;
        if (isOver() || told.contains(name)) {
            return;
        }
        if (told.size() < MOST_REMEMBERED) {
            told.add(name);
        }
        byEcosystem.merge(name.ecosystem().type(), 1L, Long::sum);
        out.checked(new CheckedPackage(
                at,
                input,
                PackageUrl.of(name),
                judgement.verdict().id(),
                judgement.score(),
                judgement.signals().stream()
                        .map(signal -> new CheckedPackage.CheckSignal(
                                signal.kind().id(), signal.weight(), signal.target(), signal.words()))
                        .toList(),
                judgement.imitates()));
        NameFinding.of(judgement).ifPresent(finding -> finding(finding, name, at));
        if (judgement.verdict() != Judgement.Verdict.OK && judgement.verdict() != Judgement.Verdict.MALICIOUS) {
            gap(GapKind.UNREACHABLE, at, NOT_ASKED);
        }
    }

    private void finding(NameFinding finding, PackageName name, Location at) {
        Findings rules = new Findings(book, family -> true, 1, policy);
        rules.at(at);
        rules.add(finding.ruleId(), rules.severity(finding.ruleId()), at, name.canonical(), finding.evidence());
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

    void gap(GapKind kind, Location at, String reason) {
        gap(new Gap(kind, at, reason, -1));
    }

    /** What could not be judged. */
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
                        -1,
                        -1,
                        -1,
                        null));
        out.end(summary);
        return summary;
    }
}
