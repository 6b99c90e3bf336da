package dev.assay.detectors.indicator;

import dev.assay.detectors.indicator.Affected.Answer;
import dev.assay.detectors.indicator.Ecosystems.Ecosystem;
import dev.assay.detectors.indicator.version.Requirement;
import dev.assay.detectors.indicator.version.Version;
import dev.assay.engine.fact.AutomaticCommand;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.FileDigest;
import dev.assay.engine.fact.Pipeline;
import dev.assay.engine.fact.RepositoryTrait;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.ReferenceData;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Packages that are known to be bad, among those that manifests, lockfiles and bills of materials name. A version that is taken is
 * compared exactly; where a file leaves a choice, it is said whether a bad version may be taken, which is another rule. What cannot be
 * compared is a gap. Packages that lie in folders beside the project, or are part of it, are not those of the registry; archives are.
 */
public final class IndicatorRule implements Rule {
    static final String FAMILY = "indicator";

    private final Indicators indicators;
    private final Predicate<Dependency> isOwn;
    private final Sources sources = new Sources();

    /** @param isOwn whether a package is the user's own, which no registry of everybody's has */
    public IndicatorRule(Indicators indicators, Predicate<Dependency> isOwn) {
        this.indicators = indicators;
        this.isOwn = isOwn;
    }

    /** The indexes that were asked so far. */
    public List<ReferenceData> referenceData() {
        return indicators.referenceData();
    }

    /** By which digests files are known under whatever name. */
    public Set<String> digests() {
        return indicators.digests();
    }

    @Override
    public void judge(Facts facts, Findings out) {
        boolean isWanted = false;
        boolean waits = ChoiceRule.waits(facts);
        boolean isHeeded = !ChoiceRule.isLockOfInstalled(facts);
        TraitJudge traits = new TraitJudge(indicators, out);
        for (Fact fact : facts.facts()) {
            boolean isTrait = isTrait(fact);
            if (isTrait || fact instanceof Dependency) {
                if (!isWanted && !out.wants(FAMILY)) {
                    return;
                }
                isWanted = true;
                try {
                    if (isTrait) {
                        traits.judge(fact);
                    } else {
                        Dependency dependency = (Dependency) fact;
                        judge(isHeeded ? dependency : unasked(dependency), waits, out);
                    }
                } catch (IOException e) {
                    out.gap(
                            GapKind.INTERNAL,
                            fact.offsetBytes(),
                            "nothing is compared with indicators, which cannot be read: " + e.getMessage());
                    return;
                }
            }
        }
    }

    /** The same where nobody asks for it. */
    private static Dependency unasked(Dependency each) {
        return new Dependency(
                each.coordinates(),
                each.alias(),
                each.version(),
                each.range(),
                Relation.CONSTRAINT,
                each.scope(),
                each.path(),
                each.dependents(),
                each.origin(),
                each.integrity(),
                each.licence(),
                each.offsetBytes(),
                each.line());
    }

    /** Not a switch over types, which would cost each start some milliseconds. */
    private static boolean isTrait(Fact fact) {
        return fact instanceof FileDigest
                || fact instanceof RepositoryTrait
                || fact instanceof AutomaticCommand
                || fact instanceof Workflow
                || fact instanceof Pipeline;
    }

    /** @param waits whether choices are judged when all of the target was seen */
    private void judge(Dependency dependency, boolean waits, Findings out) throws IOException {
        Optional<Ecosystem> ecosystem = ecosystem(dependency);
        if (ecosystem.isPresent()) {
            judge(dependency, ecosystem.get(), waits, out);
        }
        Optional<Dependency> source = sources.of(dependency);
        Optional<Ecosystem> git = source.isPresent() ? indicators.ecosystem("git") : Optional.empty();
        if (source.isPresent() && git.isPresent()) { // no lockfile takes another revision
            List<Indicator> known = known(source.get(), git.get());
            if (!known.isEmpty() && !isOwn.test(dependency)) {
                Judging judging = new Judging(source.get(), dependency.purl(), git.get(), out);
                judging.judge(known, false, !Sources.isMadeOf(dependency.origin()));
            }
        }
    }

    /**
     * Says of one package whether a malicious version of it may be taken, and nothing else.
     *
     * @throws IOException if the indicators cannot be read
     */
    public void judgeChoice(Dependency dependency, Findings out) throws IOException {
        Optional<Ecosystem> ecosystem = ecosystem(dependency);
        if (ecosystem.isPresent() && !isOwn.test(dependency)) {
            List<Indicator> known = known(dependency, ecosystem.get());
            Judging judging = new Judging(dependency, ecosystem.get(), out);
            judging.sort(known);
            judging.maliciousChoices();
        }
    }

    private void judge(Dependency dependency, Ecosystem ecosystem, boolean waits, Findings out) throws IOException {
        List<Indicator> known = known(dependency, ecosystem);
        if (!known.isEmpty() && !isOwn.test(dependency)) {
            new Judging(dependency, ecosystem, out).judge(known, waits, true);
        }
    }

    /**
     * Says of one package whether a bad version of it may be taken.
     *
     * @param isSettled asked if one may: whether it is known that another one was taken, or where that is told
     * @throws IOException if the indicators cannot be read
     */
    void judgeChoice(Dependency dependency, Findings out, BooleanSupplier isSettled) throws IOException {
        Optional<Ecosystem> ecosystem = ecosystem(dependency);
        if (ecosystem.isEmpty() || isOwn.test(dependency)) {
            return;
        }
        List<Indicator> known = known(dependency, ecosystem.get());
        if (known.isEmpty()) {
            return;
        }
        Judging judging = new Judging(dependency, ecosystem.get(), out);
        judging.sort(known);
        if (judging.hasChoice() && !isSettled.getAsBoolean()) {
            judging.choices();
        }
    }

    /**
     * Whether a mention may matter to who judges choices: something is known of the package, and it is a choice, a direct dependency, or one
     * that is bad.
     */
    boolean mayMatter(Dependency dependency) {
        try {
            Optional<Ecosystem> ecosystem = ecosystem(dependency);
            if (ecosystem.isEmpty()) {
                return false;
            }
            List<Indicator> known = known(dependency, ecosystem.get());
            boolean isLocked = dependency.relation() == Relation.TRANSITIVE
                    && !dependency.version().isEmpty();
            return !known.isEmpty()
                    && (!isLocked
                            || known.stream()
                                    .anyMatch(each -> each.affected().answer(ecosystem.get(), dependency.version())
                                            != Answer.NOT_AFFECTED));
        } catch (IOException e) {
            return false; // who judges the mention itself says it
        }
    }

    /** The same for all mentions of a package, however they are spelt. */
    String key(Dependency dependency) {
        String type = dependency.coordinates().ecosystem();
        String full = dependency.coordinates().full();
        try {
            Optional<Ecosystem> ecosystem = indicators.ecosystem(type);
            return type + " "
                    + (ecosystem.isEmpty() ? full : ecosystem.get().names().canonical(full));
        } catch (IOException e) {
            return type + " " + full;
        }
    }

    /** What is asked for; anything where that cannot be read. */
    Requirement requirement(Dependency asked) {
        try {
            Optional<Ecosystem> ecosystem = ecosystem(asked);
            return ecosystem.isEmpty()
                    ? Requirement.ANY
                    : ecosystem
                            .get()
                            .syntax()
                            .parse(ecosystem.get().scheme(), asked.range())
                            .orElse(Requirement.ANY);
        } catch (IOException e) {
            return Requirement.ANY;
        }
    }

    /** A version of a package that is asked for; null for what is none, and where the indicators cannot be read. */
    @Nullable
    Version version(Dependency asked, String version) {
        try {
            Optional<Ecosystem> ecosystem = ecosystem(asked);
            return ecosystem.isEmpty() ? null : ecosystem.get().scheme().parse(version);
        } catch (IOException e) {
            return null;
        }
    }

    private Optional<Ecosystem> ecosystem(Dependency dependency) throws IOException {
        return switch (dependency.origin().kind()) {
            case REGISTRY, URL -> indicators.ecosystem(dependency.coordinates().ecosystem());
            case GIT -> indicators.ecosystem("git");
            case PATH ->
                Sources.isArchive(dependency.origin().address())
                        ? indicators.ecosystem(
                                dependency.coordinates().ecosystem()) // somebody has put it there from elsewhere
                        : Optional.empty();
            case WORKSPACE -> Optional.empty();
        };
    }

    /** What is known of a package; of an extension what is known of it in either registry, as these have the same names. */
    private List<Indicator> known(Dependency dependency, Ecosystem ecosystem) throws IOException {
        List<Indicator> known = indicators.find(ecosystem, name(dependency, ecosystem));
        Optional<Ecosystem> other =
                ecosystem.type().equals("vscode-extension") ? indicators.ecosystem("openvsx") : Optional.empty();
        if (other.isEmpty()) {
            return known;
        }
        List<Indicator> both = new ArrayList<>(known);
        both.addAll(indicators.find(other.get(), name(dependency, other.get())));
        return both;
    }

    /** Of an image also where it is from: registries of images share names. */
    private static String name(Dependency dependency, Ecosystem ecosystem) {
        Origin origin = dependency.origin();
        if (origin.kind() == Origin.Kind.GIT) {
            return Repository.key(origin.address());
        }
        String full = dependency.coordinates().full();
        boolean isElsewhere =
                ecosystem.names() == Ecosystems.Names.IMAGE && !origin.address().isEmpty();
        return isElsewhere ? origin.address() + "/" + full : full;
    }
}
