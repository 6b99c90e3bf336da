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
import dev.assay.engine.fact.RepositoryTrait;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.ReferenceData;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Packages that are known to be bad, among those that manifests, lockfiles and bills of materials name. A version that is taken is
 * compared exactly; where a file leaves a choice, it is said whether a bad version may be taken, which is another rule. What cannot be
 * compared is a gap. Packages that lie beside the project, or are part of it, are not those of the registry.
 */
public final class IndicatorRule implements Rule {
    static final String FAMILY = "indicator";

    private static final int MOST_SHOWN = 8;

    /** Of one package; the Linux kernel has more in a distribution, other packages some hundred. */
    private static final int MOST_RATED = 500;

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
                || fact instanceof Workflow;
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
                Judging judging = new Judging(source.get(), git.get(), out);
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
            judging.report("indicator/malicious-if-taken", judging.maliciousIfTaken);
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
        boolean isChoice = !judging.maliciousIfTaken.isEmpty() || !judging.vulnerableIfTaken.isEmpty();
        if (isChoice && !isSettled.getAsBoolean()) {
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

    /** Whether who asks for a package may be given this version. */
    boolean admits(Dependency asked, String version) {
        try {
            Optional<Ecosystem> ecosystem = ecosystem(asked);
            Version taken =
                    ecosystem.isEmpty() ? null : ecosystem.get().scheme().parse(version);
            return taken != null
                    && ecosystem
                            .get()
                            .syntax()
                            .parse(ecosystem.get().scheme(), asked.range())
                            .orElse(Requirement.ANY)
                            .admits(taken);
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<Ecosystem> ecosystem(Dependency dependency) throws IOException {
        return switch (dependency.origin().kind()) {
            case REGISTRY, URL -> indicators.ecosystem(dependency.coordinates().ecosystem());
            case GIT -> indicators.ecosystem("git");
            case PATH, WORKSPACE -> Optional.empty();
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

    /** One mention of a package of which something is known. Belongs to one thread. */
    private static final class Judging {
        private final Dependency dependency;
        private final Ecosystem ecosystem;
        private final Findings out;
        private final String version;
        private final String said;
        private final Requirement requirement;
        private final List<Indicator> malicious = new ArrayList<>(1);
        private final List<Indicator> vulnerable = new ArrayList<>(0);
        private final List<Indicator> maliciousIfTaken = new ArrayList<>(0);
        private final List<Indicator> vulnerableIfTaken = new ArrayList<>(0);
        private final List<Indicator> unknown = new ArrayList<>(0);
        private final Set<String> ids = new HashSet<>();

        Judging(Dependency dependency, Ecosystem ecosystem, Findings out) {
            this.dependency = dependency;
            this.ecosystem = ecosystem;
            this.out = out;
            this.version = ecosystem.canonicalVersion(version(dependency));
            this.said = ecosystem.isCommit(version) ? said(dependency.range()) : "";
            this.requirement = ecosystem
                    .syntax()
                    .parse(ecosystem.scheme(), isMoving() ? version : dependency.range())
                    .orElse(Requirement.ANY);
        }

        /** The version that a comment says of a commit, if it is one that stands still. */
        private String said(String range) {
            int comment = range.lastIndexOf(" # ");
            String text = comment < 0 ? "" : range.substring(comment + " # ".length());
            boolean isVersion = text.chars().filter(c -> c == '.').count() > 1
                    && ecosystem.scheme().parse(text) != null;
            return isVersion ? text : "";
        }

        /** What is taken; of a repository the revision. */
        private static String version(Dependency dependency) {
            String address = dependency.origin().address();
            return dependency.origin().kind() == Origin.Kind.GIT
                    ? address.substring(address.indexOf('#') < 0 ? address.length() : address.indexOf('#') + 1)
                    : dependency.version();
        }

        /** @param tellsUnknown whether what cannot be compared is a gap: not of a package that is compared by another name as well */
        void judge(List<Indicator> known, boolean waits, boolean tellsUnknown) {
            sort(known);
            report("indicator/malicious-package", malicious);
            report("indicator/vulnerable-package", vulnerable);
            if (!waits) {
                choices();
            }
            if (tellsUnknown && !unknown.isEmpty()) {
                out.gap(
                        GapKind.UNSUPPORTED,
                        dependency.offsetBytes(),
                        "whether " + named() + " is affected by " + listed(unknown)
                                + " is not known: "
                                + (said.isEmpty()
                                        ? "the version cannot be compared"
                                        : "that this commit is " + said + " says only a comment"));
            }
        }

        void choices() {
            report("indicator/malicious-if-taken", maliciousIfTaken);
            report("indicator/vulnerable-if-taken", vulnerableIfTaken);
        }

        void sort(List<Indicator> known) {
            List<Indicator> notCertain = new ArrayList<>(0);
            for (Indicator each : known) { // what is certain comes before what is not, of advisories that are the same
                Answer answer = answer(each);
                if (answer == Answer.AFFECTED) {
                    sort(each, answer);
                } else if (answer == Answer.UNKNOWN) {
                    notCertain.add(each);
                }
            }
            notCertain.forEach(each -> sort(each, Answer.UNKNOWN));
        }

        private Answer answer(Indicator indicator) {
            Affected affected = indicator.affected();
            if (affected.isAll()) {
                return Answer.AFFECTED;
            }
            if (affected.isOther(ecosystem, version)) {
                return Answer.NOT_AFFECTED;
            }
            if (isChoice(affected)) {
                boolean mayBe = ecosystem.isMovingTag(version)
                        ? affected.mayBeTagged(version)
                        : affected.mayBeTaken(requirement, ecosystem.scheme());
                return mayBe ? Answer.UNKNOWN : Answer.NOT_AFFECTED;
            }
            Answer answer = affected.answer(ecosystem, version);
            if (answer == Answer.NOT_AFFECTED && hasBuild(affected)) {
                return Answer.UNKNOWN;
            }
            return answer == Answer.UNKNOWN && !said.isEmpty() ? answerOfComment(indicator) : answer;
        }

        /** Who wants a malicious commit taken writes another version behind it: so a comment does not clear it. */
        private Answer answerOfComment(Indicator indicator) {
            Answer answer = indicator.affected().answer(ecosystem, said);
            boolean isCleared = answer == Answer.NOT_AFFECTED && indicator.kind() == Indicator.Kind.MALICIOUS;
            return isCleared ? Answer.UNKNOWN : answer;
        }

        /** Whether only a comment says it, which somebody may have left as it was. */
        private boolean isSaidOnly(Affected affected) {
            return !said.isEmpty() && !affected.isAll() && !affected.names(version);
        }

        /** Whether the version is one that was asked for, of which a build is meant. */
        private boolean hasBuild(Affected affected) {
            return !dependency.range().isEmpty() && affected.hasBuild(version, requirement, ecosystem.scheme());
        }

        private boolean isChoice(Affected affected) {
            return version.isEmpty() || isMoving() && !affected.names(version);
        }

        private void sort(Indicator indicator, Answer answer) {
            if (!ids.add(indicator.id()) || indicator.aliases().stream().anyMatch(ids::contains)) {
                return;
            }
            boolean isChoice = isChoice(indicator.affected()) || hasBuild(indicator.affected());
            boolean isCertain = answer == Answer.AFFECTED
                    && dependency.relation() != Relation.CONSTRAINT
                    && !isSaidOnly(indicator.affected())
                    && indicator.release().isEmpty();
            boolean isMalicious = indicator.kind() == Indicator.Kind.MALICIOUS;
            if (answer == Answer.UNKNOWN && !isChoice) {
                unknown.add(indicator);
            } else if (isCertain) {
                (isMalicious ? malicious : vulnerable).add(indicator);
            } else {
                (isMalicious ? maliciousIfTaken : vulnerableIfTaken).add(indicator);
            }
        }

        /** {@code v4} is whatever is the latest of 4, and is set anew with each release: its numbers do not tell where it stands. */
        private boolean isMoving() {
            return ecosystem.tags()
                    && !ecosystem.isCommit(version)
                    && (ecosystem.isMovingTag(version) || ecosystem.scheme().parse(version) != null)
                    && version.chars().filter(c -> c == '.').count() < 2;
        }

        private void report(String ruleId, List<Indicator> found) {
            if (found.isEmpty()) {
                return;
            }
            Severity severity = out.severity(ruleId);
            if (ruleId.equals("indicator/vulnerable-package") || ruleId.equals("indicator/malicious-package")) {
                severity = worst(found);
            }
            Indicator first = found.getFirst();
            out.add(
                    ruleId,
                    severity,
                    out.place().at(dependency.offsetBytes(), dependency.line(), 0),
                    dependency.coordinates().purl(version) + dependency.range(),
                    Map.of(
                            "package", named(),
                            "ratings", ratings(found),
                            "purl", dependency.coordinates().purl(version),
                            "advisories", listed(found),
                            "summary", sentence(first.summary()),
                            "reference", first.reference().isEmpty() ? "the list that names it" : first.reference(),
                            "path", String.join(" > ", dependency.path()),
                            "way", way(),
                            "release", first.release()));
        }

        private static Severity worst(List<Indicator> found) {
            Severity worst = Severity.INFO;
            for (Indicator each : found) {
                worst = each.severity().compareTo(worst) > 0 ? each.severity() : worst;
            }
            return worst;
        }

        private String named() {
            String full = dependency.coordinates().full();
            String asked = version.isEmpty() ? asked(full) : version;
            return full + " " + (asked.isEmpty() ? "of any version" : asked);
        }

        /**
         * Which versions are asked for, as it is written, without the name that images ({@code owner/name:tag}) and aliases ({@code npm:name@^1})
         * have in front; empty for none, also where only a catalog knows them ({@code catalog:}).
         */
        private String asked(String full) {
            String range = dependency.range();
            int name = range.indexOf(full);
            String rest = name < 0 ? range : range.substring(name + full.length());
            boolean isParted = name >= 0 && (rest.startsWith(":") || rest.startsWith("@"));
            return rest.endsWith(":") ? "" : isParted ? rest.substring(1) : rest;
        }

        private String way() {
            if (!dependency.path().isEmpty()) {
                return "It comes in by way of " + String.join(" > ", dependency.path()) + ".";
            }
            return dependency.relation() == Relation.DIRECT ? "The project asks for it itself." : "";
        }

        private static String sentence(String text) {
            boolean isOne = text.isEmpty() || text.endsWith(".") || text.endsWith("!") || text.endsWith("?");
            return isOne ? text : text + ".";
        }

        /** Each advisory with its own severity, for programs. */
        private static String ratings(List<Indicator> found) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < Math.min(found.size(), MOST_RATED); i++) {
                text.append(i == 0 ? "" : "; ")
                        .append(found.get(i).id())
                        .append(' ')
                        .append(found.get(i).severity().id());
            }
            return text.toString();
        }

        private static String listed(List<Indicator> found) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < Math.min(found.size(), MOST_SHOWN); i++) {
                text.append(i == 0 ? "" : ", ").append(found.get(i).id());
            }
            return found.size() > MOST_SHOWN ? text + " and " + (found.size() - MOST_SHOWN) + " more" : text.toString();
        }
    }
}
