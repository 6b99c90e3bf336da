package dev.assay.detectors.name;

import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.ReferenceData;
import dev.assay.engine.rule.Allowance;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.scan.Enricher;
import dev.assay.engine.scan.Registries;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Judges the names of the packages that manifests, lockfiles and bills of materials take from a registry, and what registries say of
 * them if they were asked ({@link #enricher}); else a name that only one could settle is not spoken of. A name that a file has many times is reported at the first of them; one that
 * many files have is judged once. Shared between threads: what is remembered depends on nothing but the name.
 */
public final class NameRule implements Rule {
    private static final String FAMILY = "package";

    /** Whose rule says of a version that is taken that it is known to be bad, and more of it. */
    private static final String INDICATORS = "indicator";

    /**
     * Names that are remembered, at some 200 bytes; a large lockfile has some thousand. Those of 10,000 repositories would take
     * megabytes, for a judgement of 2 microseconds each.
     */
    private static final int MOST_REMEMBERED = 5_000;

    /** What is to be said of a name. */
    private record Known(PackageName name, NameFinding finding) {}

    private static final Set<String> OF_GO = Set.of("stdlib", "toolchain", "cmd");

    /** In a path with a slash in front. */
    private static final String INSTALLED = "/node_modules/";

    private final PopularSource lists;
    private final NameJudge judge;
    private final KnownBad bad;
    private final NamePolicy own;
    private final NamePolicy policy;
    private final LocalDate day;
    private final Map<String, Map<String, Optional<Known>>> remembered = new ConcurrentHashMap<>(); // by ecosystem
    private final AtomicInteger rememberedNames = new AtomicInteger();

    /** For who asks no registry, so that there is no age to tell. */
    public NameRule(NamePolicy policy, KnownBad bad) {
        this(PopularSource.BUILT_IN, policy, bad, UserNameRows.NONE, LocalDate.EPOCH);
    }

    /**
     * @param bad asked where the rule that says what is known of packages is not: both would say the same
     * @param policy what it allows is reported as suppressed; nothing is said of what is private
     * @param day by which ages are told
     */
    public NameRule(PopularSource lists, NamePolicy policy, KnownBad bad, UserNameRows rows, LocalDate day) {
        this.lists = lists;
        this.day = day;
        this.bad = bad;
        this.own = new NamePolicy(Map.of(), policy.privateNamespaces());
        this.judge = new NameJudge(lists, own, KnownBad.NONE, rows, NameJudge.REVIEW);
        this.policy = policy;
    }

    /** Asks registries about what this rule judges. */
    public Enricher enricher(Registries registries) {
        return new NameEnricher(judge, policy, registries, new EvidenceJudge(day));
    }

    /** The lists that names were compared with so far. */
    public List<ReferenceData> referenceData() {
        return lists.referenceData();
    }

    /** The package, if a registry is asked for it whose names are judged; that which describes itself as well. */
    public static Optional<PackageName> asked(Dependency dependency) {
        return isOfRegistry(dependency) && !isOfGoItself(dependency)
                ? Ecosystem.ofType(dependency.coordinates().ecosystem())
                        .map(ecosystem -> PackageName.of(
                                ecosystem, dependency.coordinates().full()))
                : Optional.empty();
    }

    /** What build infos and advisories call the parts of Go's own distribution, which no proxy of modules has. */
    private static boolean isOfGoItself(Dependency dependency) {
        return dependency.coordinates().ecosystem().equals(Ecosystem.GO.type())
                && OF_GO.contains(dependency.coordinates().full());
    }

    /** Whoever works on a package installs what that takes somewhere else than where the package is installed. */
    private static boolean isTakenByNobody(Dependency dependency, Location at) {
        return dependency.scope() == Scope.DEVELOPMENT && ("/" + at.path()).contains(INSTALLED);
    }

    /** Of an archive at an address nobody knows whether it is the registry's, so it counts as such. */
    private static boolean isOfRegistry(Dependency dependency) {
        return dependency.origin().kind() == Origin.Kind.REGISTRY
                || dependency.origin().kind() == Origin.Kind.URL;
    }

    @Override
    public void judge(Facts facts, Findings out) {
        Set<String> told = null;
        Map<String, Unresolved> unresolved = new LinkedHashMap<>();
        Evidence evidence = Evidence.of(facts.facts(), day);
        for (Fact fact : facts.facts()) {
            if (fact instanceof Dependency dependency) {
                if (told == null) {
                    if (!out.wants(FAMILY)) {
                        return;
                    }
                    told = new HashSet<>();
                }
                try {
                    if (!isTakenByNobody(dependency, facts.at()) && !isUnresolved(dependency, unresolved)) {
                        judge(dependency, told, evidence, out);
                    }
                } catch (UncheckedIOException e) {
                    out.gap(
                            GapKind.INTERNAL,
                            dependency.offsetBytes(),
                            "names of packages are not judged: " + e.getMessage());
                    return;
                }
            }
        }
        unresolved.forEach((variable, names) ->
                out.gap(GapKind.UNSUPPORTED, names.first.offsetBytes(), names.first.line(), names.reason(variable)));
    }

    /** What a file names with one variable that nothing decides. */
    private static final class Unresolved {
        private final Dependency first;
        private int count;

        Unresolved(Dependency first) {
            this.first = first;
        }

        String reason(String variable) {
            String name = first.coordinates().full();
            return "the name " + (name.length() > NameRules.LONGEST ? name.substring(0, NameRules.LONGEST) : name)
                    + (count == 1 ? " has " : " and " + (count - 1) + " more have ")
                    + "a variable that nothing decides and " + (count == 1 ? "is" : "are") + " not judged: "
                    + variable;
        }
    }

    /** Which package it is, nobody can say. What nobody takes by it is passed over. */
    private boolean isUnresolved(Dependency dependency, Map<String, Unresolved> unresolved) {
        String name = dependency.coordinates().full();
        String variable = NameRules.variable(name);
        if (variable.isEmpty()
                || asked(dependency).isEmpty()
                || own.privateNamespace(asked(dependency).get()).isPresent()) {
            return false;
        }
        if (dependency.relation() != Relation.SELF && dependency.relation() != Relation.CONSTRAINT) {
            unresolved.computeIfAbsent(variable, _ -> new Unresolved(dependency)).count++;
        }
        return true;
    }

    private void judge(Dependency dependency, Set<String> told, Evidence evidence, Findings out) {
        if (!isOfRegistry(dependency) || isKnownBad(dependency, told, out)) {
            return;
        }
        Optional<Known> known =
                evidence.isEmpty() ? known(dependency) : asked(dependency).flatMap(name -> known(name, evidence));
        if (known.isEmpty()) {
            return;
        }
        NameFinding finding = known.get().finding();
        boolean isOwnName = dependency.relation() == Relation.SELF && !finding.isExact(); // nobody mistook it
        String key = dependency.coordinates().ecosystem()
                + '/'
                + dependency.coordinates().full();
        if (isOwnName || !told.add(key)) {
            return;
        }
        Optional<String> reason =
                finding.isExact() ? Optional.empty() : policy.reason(known.get().name());
        out.add(
                finding.ruleId(),
                out.severity(finding.ruleId()),
                out.place().at(dependency.offsetBytes(), dependency.line(), 0),
                known.get().name().canonical(),
                finding.evidence(),
                reason.map(each -> List.of(new Allowance(each, Set.of()))).orElse(List.of()));
    }

    /** By its very version; of what is only constrained nobody knows whether it is taken. */
    private boolean isKnownBad(Dependency dependency, Set<String> told, Findings out) {
        if (out.wants(INDICATORS) || dependency.relation() == Relation.CONSTRAINT) {
            return false;
        }
        Optional<PackageName> name =
                asked(dependency).filter(each -> own.privateNamespace(each).isEmpty());
        Optional<String> advisory = name.flatMap(each -> bad.advisory(each, dependency.version()));
        advisory.ifPresent(id -> {
            NameFinding finding = NameFinding.knownMalicious(
                    (name.orElseThrow().canonical() + " " + dependency.version()).strip(), id);
            if (told.add(dependency.coordinates().purl(dependency.version()))) {
                out.add(
                        finding.ruleId(),
                        out.severity(finding.ruleId()),
                        out.place().at(dependency.offsetBytes(), dependency.line(), 0),
                        dependency.coordinates().purl(dependency.version()),
                        finding.evidence());
            }
        });
        return advisory.isPresent();
    }

    private Optional<Known> known(Dependency dependency) {
        Map<String, Optional<Known>> names =
                remembered.computeIfAbsent(dependency.coordinates().ecosystem(), _ -> new ConcurrentHashMap<>());
        String full = dependency.coordinates().full();
        Optional<Known> known = names.get(full);
        if (known == null) {
            known = asked(dependency).flatMap(name -> known(name, Evidence.NONE));
            if (rememberedNames.incrementAndGet() <= MOST_REMEMBERED) {
                names.put(full, known);
            }
        }
        return known;
    }

    private Optional<Known> known(PackageName name, Evidence evidence) {
        return NameFinding.of(evidence.judge(judge.judge(name))).map(finding -> new Known(name, finding));
    }
}
