package dev.assay.app.cli;

import dev.assay.connectors.registry.RegistryOrigins;
import dev.assay.detectors.indicator.IndicatorRule;
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
import dev.assay.engine.scan.Progress;
import dev.assay.engine.text.Masked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Judges packages, of which several are asked about at once, and reports them in the order in which they are given, each where it is
 * named first; adds up. Belongs to one thread.
 */
final class NameCheck {
    /** What was reported: a name once, once more of elsewhere, and each version that was asked about or is known to be malicious. */
    private record Told(PackageName name, String version, boolean isElsewhere) {}

    /** Packages of which it is remembered that they were reported, at some 150 bytes; beyond, one may be reported again. */
    private static final int MOST_REMEMBERED = 200_000;

    /** No registry has longer names; of longer ones the beginning is enough to find them again. */
    private static final int MOST_SHOWN = 512;

    private static final int MOST_SHOWN_OF_LONGER = 120;

    private static final String HIDDEN = "***";

    /** An @ of a login or a ? of a query, in a qualifier of a purl. */
    private static final Pattern ESCAPED = Pattern.compile("%(40|3[Ff])");

    private final NameJudge judge;
    private final RegistryOrigins origins;
    private final Optional<OnlineCheck> online;
    private final InOrder inOrder;
    private final Progress progress;
    private final Set<Ecosystem> anywhere;
    private final RuleBook book;
    private final IndicatorRule indicators;
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
    private final Set<String> choices = new HashSet<>();
    private final Map<String, Long> byFormat = new TreeMap<>();
    private long gaps;
    private long suppressed;
    private long files;
    private long bytesJudged;
    private long bytesTotal;
    private boolean unsafe;

    /**
     * @param origins where a package may be taken from for its name to say what it is
     * @param online asks registries, unless they are not to be asked
     * @param inOrder has the answers on the way
     * @param anywhere where a name without an ecosystem is looked for
     * @param indicators says whether a malicious version may be taken where a file leaves the choice
     * @param failFast whether to be silent behind the first finding that counts
     */
    NameCheck(
            NameJudge judge,
            RegistryOrigins origins,
            Optional<OnlineCheck> online,
            InOrder inOrder,
            Progress progress,
            Set<Ecosystem> anywhere,
            RuleBook book,
            IndicatorRule indicators,
            Policy policy,
            Severity failOn,
            boolean failFast,
            Supplier<List<ReferenceData>> referenceData,
            ReportSink out) {
        this.judge = judge;
        this.origins = origins;
        this.online = online;
        this.inOrder = inOrder;
        this.progress = progress;
        this.anywhere = anywhere;
        this.book = book;
        this.indicators = indicators;
        this.policy = policy;
        this.failOn = failOn;
        this.failFast = failFast;
        this.referenceData = referenceData;
        this.out = out;
    }

    /** @param input a name or a purl, as it was given, in any case with what tools print beside a name */
    void check(String input) {
        if (PackageUrl.isOne(input)) {
            purl(input);
            return;
        }
        if (input.startsWith("-")) {
            gap(
                    GapKind.UNSUPPORTED,
                    at(input),
                    "is an option of a list of requirements and no name; give such a list as a file that is called as it is,"
                            + " requirements.txt");
            return;
        }
        if (input.contains(" @ ")
                || input.contains("://")) { // PEP 508, or an address alone; no registry has a name with ://
            gap(GapKind.UNSUPPORTED, at(input), "is taken from an address of its own, which is not looked into");
            return;
        }
        try {
            List<Typed> all = anywhere(input);
            settle(input, all.stream().map(Typed::judgement).toList(), NameCheck::named);
            all.stream().filter(each -> !each.name().range().isEmpty()).forEach(each -> choice(input, each));
        } catch (UncheckedIOException e) {
            gap(GapKind.INTERNAL, at(input), notJudged(e));
        }
    }

    /** What was typed, as it is meant in one ecosystem. */
    private record Typed(TypedName name, Judgement judgement) {}

    /** A name of no ecosystem: as one that has it in its list, else as one of each where it is written so. */
    private List<Typed> anywhere(String input) {
        Set<Ecosystem> meant =
                TypedName.isOfPypi(input) && anywhere.contains(Ecosystem.PYPI) ? Set.of(Ecosystem.PYPI) : anywhere;
        List<Typed> all = new ArrayList<>();
        for (Ecosystem ecosystem : meant) {
            TypedName name = TypedName.of(ecosystem, input);
            Judgement judgement = judged(PackageName.of(ecosystem, name.name()), name);
            if (judgement.verdict() == Judgement.Verdict.OK) {
                return List.of(new Typed(name, judgement));
            }
            all.add(new Typed(name, judgement));
        }
        return possible(input, all);
    }

    /** As what was typed asks for it: a version of it, some of them, or the package as such. */
    private Judgement judged(PackageName name, TypedName typed) {
        if (typed.version().isEmpty()) {
            return typed.range().isEmpty() ? judge.judgeOpen(name) : judge.judge(name);
        }
        Judgement judgement = judge.judge(name, typed.version());
        return typed.version().length() > MOST_SHOWN ? judgement : judgement.ofVersion(typed.version());
    }

    /**
     * Where there can be such a name. Of one that none of them has it may be the form that another ecosystem alone has; else it is said once what is
     * wrong with it, and with what it may be confused.
     */
    private List<Typed> possible(String input, List<Typed> all) {
        List<Typed> possible =
                all.stream().filter(each -> !each.judgement().isImpossible()).toList();
        if (!possible.isEmpty()) {
            return possible;
        }
        Optional<Ecosystem> other = anywhere.size() > 1 ? TypedName.ecosystemOf(input) : Optional.empty();
        if (other.isPresent()) {
            TypedName name = TypedName.of(other.get(), input);
            return List.of(new Typed(name, judged(PackageName.of(other.get(), name.name()), name)));
        }
        List<Typed> like = all.stream()
                .filter(each -> !each.judgement().imitates().isEmpty())
                .toList();
        return like.isEmpty() ? all.subList(0, 1) : like;
    }

    /** Who asks for versions and not for one leaves a choice, as a manifest does. */
    private void choice(String input, Typed typed) {
        PackageName name = typed.judgement().name();
        if (typed.judgement().verdict() != Judgement.Verdict.MALICIOUS) {
            Dependency asked = new Dependency(
                    name.coordinates(),
                    "",
                    "",
                    typed.name().range(),
                    Dependency.Relation.UNKNOWN,
                    Dependency.Scope.RUNTIME,
                    List.of(),
                    1,
                    Dependency.Origin.DEFAULT,
                    "",
                    -1,
                    0);
            FoundDependency found = new FoundDependency(named(input, typed.judgement()), asked);
            inOrder.then(() -> choice(found, name));
        }
    }

    /**
     * What was given, as it stands in reports: without the logins of addresses in it, and of a name that nobody has the beginning, since
     * whatever follows would fill the report.
     */
    static String shown(String given) {
        String text = withoutLogins(given);
        if (text.length() <= MOST_SHOWN) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_SHOWN_OF_LONGER - 1))
                ? MOST_SHOWN_OF_LONGER - 1
                : MOST_SHOWN_OF_LONGER;
        return text.substring(0, end) + "... (" + text.length() + " characters)";
    }

    /**
     * Logins and queries, in which tokens stand, are behind a scheme, and in purls also with their signs escaped. What is given under a
     * name of a secret is hidden wherever it stands.
     */
    private static String withoutLogins(String text) {
        int qualifiers = text.indexOf('?');
        if (PackageUrl.isOne(text)
                && qualifiers > 0
                && ESCAPED.matcher(text).region(qualifiers, text.length()).find()) {
            return text.substring(0, qualifiers) + "?...";
        }
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        for (int scheme; (scheme = text.indexOf("://", from)) >= 0; ) {
            int host = scheme + "://".length();
            int end = host;
            int login = -1;
            while (end < text.length() && "/?#&, ".indexOf(text.charAt(end)) < 0) {
                login = text.charAt(end) == '@' ? end : login;
                end++;
            }
            out.append(text, from, host).append(login < 0 ? "" : HIDDEN).append(text, Math.max(login, host), end);
            int query = endOf(text, end, "?# ,");
            out.append(text, end, query);
            from = query;
            if (query < text.length() && text.charAt(query) == '?') {
                out.append('?').append(HIDDEN);
                from = endOf(text, query, "# ");
            }
        }
        String shown = out.append(text, from, text.length()).toString();
        return shown.indexOf('=') < 0 ? shown : Masked.of(shown);
    }

    private static int endOf(String text, int from, String ends) {
        int end = from;
        while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** The place of what is no file. */
    private static Location at(String input) {
        return Location.of(shown(input), "");
    }

    private static String notJudged(UncheckedIOException e) {
        return "is not judged: " + e.getMessage();
    }

    /** Where a package lies that no file names. */
    private static Location named(String input, Judgement judgement) {
        String purl = PackageUrl.of(judgement.name(), judgement.version());
        return at(
                !purl.isEmpty()
                        ? purl
                        : PackageUrl.isOne(input)
                                ? input
                                : judgement.name().ecosystem().type() + ":" + input);
    }

    interface Place {
        Location of(String input, Judgement judgement);
    }

    /** Finds out what a package is, if it has to be asked for, and reports it in its turn. */
    private void settle(String input, List<Judgement> byName, Place place) {
        progress.found(0);
        if (online.isEmpty()) {
            inOrder.then(() -> report(
                    input, byName.stream().map(OnlineCheck.Outcome::notAsked).toList(), place));
            return;
        }
        inOrder.begin(() -> online.get().outcomes(byName), outcomes -> report(input, outcomes, place));
    }

    private void report(String input, List<OnlineCheck.Outcome> outcomes, Place place) {
        progress.done();
        if (outcomes.size() > 1 && outcomes.stream().allMatch(OnlineCheck.Outcome::isAbsent)) {
            reportNowhere(input, outcomes, place);
            return;
        }
        String unanswered = "";
        for (OnlineCheck.Outcome outcome : outcomes) {
            boolean isSaid = outcome.unanswered().equals(unanswered); // once for all registries that were not asked
            report(input, outcome, place.of(input, outcome.judgement()), isSaid);
            unanswered = outcome.unanswered();
        }
    }

    /** A name that no registry has is one thing to say, not one for each. */
    private void reportNowhere(String input, List<OnlineCheck.Outcome> outcomes, Place place) {
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
            NameFinding.of(heaviest).ifPresent(finding -> finding(finding.in(registries.toString()), name, at(input)));
        }
    }

    private void purl(String input) {
        try {
            PackageUrl purl = PackageUrl.parse(input);
            if (purl.name().isPresent()) {
                PackageName name = purl.name().get();
                TypedName typed = TypedName.versioned(name.ecosystem(), name.canonical(), purl.version());
                Judgement judgement = judged(name, typed);
                taken(input, name.coordinates(), purl.origin(), judgement, NameCheck::named);
                if (!typed.range().isEmpty()) {
                    choice(input, new Typed(typed, judgement));
                }
            } else {
                gap(GapKind.UNSUPPORTED, at(input), notJudged(purl.type()));
            }
        } catch (UncheckedIOException e) {
            gap(GapKind.INTERNAL, at(input), notJudged(e));
        } catch (IllegalArgumentException e) {
            gap(GapKind.MALFORMED, at(input), shown(String.valueOf(e.getMessage())));
        }
    }

    private static String notJudged(String type) {
        return "names of the type " + type + " are not judged";
    }

    /** A package that a file names. What lies beside the file is nobody's to ask for, and is passed over. */
    void check(FoundDependency found) {
        Dependency dependency = found.dependency();
        String ecosystem = dependency.coordinates().ecosystem();
        Optional<PackageName> asked = NameRule.asked(dependency);
        if (asked.isPresent()) {
            try {
                Judgement judgement = judge.judge(asked.get(), dependency.version());
                boolean isOwnName = dependency.relation() == Dependency.Relation.SELF;
                if (!isOwnName || judgement.verdict() == Judgement.Verdict.MALICIOUS) {
                    named(found, judgement);
                }
            } catch (UncheckedIOException e) {
                gap(GapKind.INTERNAL, found.location(), notJudged(e));
            }
        } else if (dependency.origin().kind() == Dependency.Origin.Kind.GIT) {
            gap(GapKind.UNSUPPORTED, found.location(), "is taken from a repository, which is not looked into");
        } else if (Ecosystem.ofType(ecosystem).isEmpty()) {
            gap(GapKind.UNSUPPORTED, found.location(), notJudged(ecosystem));
        }
    }

    private void named(FoundDependency found, Judgement judgement) {
        taken(
                found.dependency().coordinates().full(),
                found.dependency().coordinates(),
                found.dependency().origin(),
                judgement,
                (_, _) -> found.location());
        if (judgement.verdict() != Judgement.Verdict.MALICIOUS) {
            inOrder.then(() -> choice(found, judgement.name()));
        }
    }

    /** Where a file leaves a choice of versions, one of them may be known to be malicious. */
    private void choice(FoundDependency found, PackageName name) {
        Dependency dependency = found.dependency();
        boolean isNew = choices.size() >= MOST_REMEMBERED || choices.add(name + " " + dependency.range());
        if (isOver() || !isNew) {
            return;
        }
        Findings rules = findings(found.location());
        try {
            indicators.judgeChoice(dependency, rules);
            report(rules);
        } catch (IOException e) {
            count(new Gap(GapKind.INTERNAL, found.location(), "reference data cannot be read: " + e.getMessage(), -1));
        }
    }

    /** @param as the package as whoever takes it writes it, as its addresses do */
    private void taken(
            String input, Dependency.Coordinates as, Dependency.Origin origin, Judgement judgement, Place place) {
        boolean isElsewhere = !origins.publishes(as, origin);
        if (!isElsewhere && (online.isEmpty() || origins.serves(as, origin))) {
            settle(input, List.of(judgement), place);
            return;
        }
        OnlineCheck.Outcome outcome = isElsewhere
                ? OnlineCheck.Outcome.ofElsewhere(judgement, origin)
                : OnlineCheck.Outcome.notThisRegistry(judgement);
        progress.found(0);
        inOrder.then(() -> {
            progress.done();
            report(input, outcome, place.of(input, judgement), false);
        });
    }

    /** @param isSaid whether it was said already why there is no answer */
    private void report(String input, OnlineCheck.Outcome outcome, Location at, boolean isSaid) {
        if (!packaged(input, outcome, at)) {
            return;
        }
        Judgement judgement = outcome.judgement();
        NameFinding.of(judgement).ifPresent(finding -> finding(finding, judgement.name(), at));
        Optional<String> notJudged = judgement.notJudged();
        if (notJudged.isPresent()) {
            count(new Gap(GapKind.UNSUPPORTED, at, notJudged.get(), -1));
        } else if (!outcome.unanswered().isEmpty() && !isSaid) {
            count(new Gap(GapKind.UNREACHABLE, at, outcome.unanswered(), -1));
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
                shown(input),
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
        evidence.computeIfPresent("name", (key, text) -> shown(text));
        rules.add(finding.ruleId(), rules.severity(finding.ruleId()), at, name.canonical(), evidence);
        report(rules);
    }

    private Findings findings(Location at) {
        Findings rules = new Findings(book, family -> true, 1, policy);
        rules.at(at);
        return rules;
    }

    private void report(Findings rules) {
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
        inOrder.then(() -> count(gap));
    }

    private void count(Gap gap) {
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

    /** Waits for what was asked and reports it. */
    void finish() {
        progress.walked();
        inOrder.end();
    }

    Summary end(List<String> targets, LocalDate day, boolean interrupted) {
        boolean incomplete = gaps > 0 || interrupted;
        Summary summary = new Summary(
                unsafe ? Verdict.UNSAFE : incomplete ? Verdict.INCOMPLETE : Verdict.CLEAN,
                incomplete,
                interrupted,
                day,
                targets.stream().map(NameCheck::shown).toList(),
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
                        online.isEmpty() ? -1 : progress.requests(),
                        online.isEmpty() ? -1 : progress.bytesReceived(),
                        -1,
                        null,
                        null),
                Grouped.BY_NOTHING);
        out.end(summary);
        return summary;
    }
}
