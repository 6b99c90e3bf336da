package dev.assay.app.cli;

import dev.assay.connectors.registry.RegistryOrigins;
import dev.assay.detectors.indicator.IndicatorRule;
import dev.assay.detectors.name.Ecosystem;
import dev.assay.detectors.name.Judgement;
import dev.assay.detectors.name.NameJudge;
import dev.assay.detectors.name.NameRule;
import dev.assay.detectors.name.PackageName;
import dev.assay.detectors.name.PackageUrl;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.report.Coverage;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.scan.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges packages, of which several are asked about at once, and has them reported in the order in which they are given. Belongs to one
 * thread.
 */
final class NameCheck {
    private final NameJudge judge;
    private final RegistryOrigins origins;
    private final Optional<OnlineCheck> online;
    private final InOrder inOrder;
    private final Progress progress;
    private final Set<Ecosystem> anywhere;
    private final IndicatorRule indicators;
    private final CheckReport report;
    private final Set<String> choices = new HashSet<>();

    /**
     * @param origins where a package may be taken from for its name to say what it is
     * @param online asks registries, unless they are not to be asked
     * @param inOrder has the answers on the way
     * @param anywhere where a name without an ecosystem is looked for
     * @param indicators says whether a malicious version may be taken where a file leaves the choice
     */
    NameCheck(
            NameJudge judge,
            RegistryOrigins origins,
            Optional<OnlineCheck> online,
            InOrder inOrder,
            Progress progress,
            Set<Ecosystem> anywhere,
            IndicatorRule indicators,
            CheckReport report) {
        this.judge = judge;
        this.origins = origins;
        this.online = online;
        this.inOrder = inOrder;
        this.progress = progress;
        this.anywhere = anywhere;
        this.indicators = indicators;
        this.report = report;
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
                    ShownInput.at(input),
                    "is an option of a list of requirements and no name; give such a list as a file that is called as it is,"
                            + " requirements.txt");
            return;
        }
        if (input.contains(" @ ")
                || input.contains("://")) { // PEP 508, or an address alone; no registry has a name with ://
            gap(
                    GapKind.UNSUPPORTED,
                    ShownInput.at(input),
                    "is taken from an address of its own, which is not looked into");
            return;
        }
        try {
            List<Typed> all = anywhere(input);
            settle(input, all.stream().map(Typed::judgement).toList(), NameCheck::named);
            all.stream().filter(each -> !each.name().range().isEmpty()).forEach(each -> choice(input, each));
        } catch (UncheckedIOException e) {
            gap(GapKind.INTERNAL, ShownInput.at(input), notJudged(e));
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
        return typed.version().length() > ShownInput.MOST_SHOWN ? judgement : judgement.ofVersion(typed.version());
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

    private static String notJudged(UncheckedIOException e) {
        return "is not judged: " + e.getMessage();
    }

    /** Where a package lies that no file names. */
    private static Location named(String input, Judgement judgement) {
        String purl = PackageUrl.of(judgement.name(), judgement.version());
        return ShownInput.at(
                !purl.isEmpty()
                        ? purl
                        : PackageUrl.isOne(input)
                                ? input
                                : judgement.name().ecosystem().type() + ":" + input);
    }

    /** Finds out what a package is, if it has to be asked for, and reports it in its turn. */
    private void settle(String input, List<Judgement> byName, CheckReport.Place place) {
        progress.found(0);
        if (online.isEmpty()) {
            settled(input, byName.stream().map(OnlineCheck.Outcome::notAsked).toList(), place);
            return;
        }
        inOrder.begin(() -> online.get().outcomes(byName), outcomes -> {
            progress.done();
            report.outcomes(input, outcomes, place);
        });
    }

    /** Reports what is known already, in its turn. */
    private void settled(String input, List<OnlineCheck.Outcome> outcomes, CheckReport.Place place) {
        inOrder.then(() -> {
            progress.done();
            report.outcomes(input, outcomes, place);
        });
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
                gap(GapKind.UNSUPPORTED, ShownInput.at(input), notJudged(purl.type()));
            }
        } catch (UncheckedIOException e) {
            gap(GapKind.INTERNAL, ShownInput.at(input), notJudged(e));
        } catch (IllegalArgumentException e) {
            gap(GapKind.MALFORMED, ShownInput.at(input), ShownInput.of(String.valueOf(e.getMessage())));
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
        boolean isNew = choices.size() >= CheckReport.MOST_REMEMBERED || choices.add(name + " " + dependency.range());
        if (report.isOver() || !isNew) {
            return;
        }
        Findings rules = report.findings(found.location());
        try {
            indicators.judgeChoice(dependency, rules);
            report.add(rules);
        } catch (IOException e) {
            report.gap(new Gap(
                    GapKind.INTERNAL, found.location(), "reference data cannot be read: " + e.getMessage(), -1));
        }
    }

    /** @param as the package as whoever takes it writes it, as its addresses do */
    private void taken(
            String input,
            Dependency.Coordinates as,
            Dependency.Origin origin,
            Judgement judgement,
            CheckReport.Place place) {
        boolean isElsewhere = !origins.publishes(as, origin);
        if (!isElsewhere && (online.isEmpty() || origins.serves(as, origin))) {
            settle(input, List.of(judgement), place);
            return;
        }
        OnlineCheck.Outcome outcome = isElsewhere
                ? OnlineCheck.Outcome.ofElsewhere(judgement, origin)
                : OnlineCheck.Outcome.notThisRegistry(judgement);
        progress.found(0);
        settled(input, List.of(outcome), place);
    }

    void gap(GapKind kind, Location at, String reason) {
        gap(new Gap(kind, at, reason, -1));
    }

    /** What could not be judged. */
    void gap(Gap gap) {
        inOrder.then(() -> report.gap(gap));
    }

    /** What was read of files. */
    void read(Coverage coverage) {
        report.read(coverage);
    }

    /** Waits for what was asked and reports it. */
    void finish() {
        progress.walked();
        inOrder.end();
    }
}
