package dev.assay.detectors.indicator;

import dev.assay.detectors.indicator.Affected.Answer;
import dev.assay.detectors.indicator.Ecosystems.Ecosystem;
import dev.assay.detectors.indicator.version.Requirement;
import dev.assay.detectors.indicator.version.Version;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Findings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One mention of a package of which something is known. Belongs to one thread. */
final class Judging {
    private static final int MOST_SHOWN = 8;

    /** Of one package; the Linux kernel has more in a distribution, other packages some hundred. */
    private static final int MOST_RATED = 500;

    /** What stands between versions in a range. */
    private static final String OPERATORS = " ,|&<>=~^[]()\"'";

    private static final String OPEN =
            "What is asked for admits one of those, and nothing here says for certain which version is taken";

    /** Of what says which version others get, as overrides and constraints do. */
    private static final String PINNED =
            "Exactly this version is pinned, and nothing here says for certain whether anybody takes it";

    private final Dependency dependency;
    private final String purl;
    private final Ecosystem ecosystem;
    private final Findings out;
    private final String written; // the version that is said to be taken; empty for none
    private final String version; // also where what is asked for leaves one
    private final String said;
    private final Requirement requirement;
    private final List<Indicator> malicious = new ArrayList<>(1);
    private final List<Indicator> vulnerable = new ArrayList<>(0);
    private final List<Indicator> maliciousIfTaken = new ArrayList<>(0);
    private final List<Indicator> vulnerableIfTaken = new ArrayList<>(0);
    private final List<Indicator> unknown = new ArrayList<>(0);
    private final Set<String> ids = new HashSet<>();

    Judging(Dependency dependency, Ecosystem ecosystem, Findings out) {
        this(dependency, dependency.purl(), ecosystem, out);
    }

    /** @param purl of the package as its file names it, which may be compared as another one */
    Judging(Dependency dependency, String purl, Ecosystem ecosystem, Findings out) {
        this.purl = purl;
        this.dependency = dependency;
        this.ecosystem = ecosystem;
        this.out = out;
        this.written = ecosystem.canonicalVersion(version(dependency));
        this.said = ecosystem.isCommit(written) ? said(dependency.range()) : "";
        this.requirement = ecosystem
                .syntax()
                .parse(ecosystem.scheme(), isMoving(written) ? written : dependency.range())
                .orElse(Requirement.ANY);
        this.version = written.isEmpty() ? only() : written;
    }

    /**
     * The version that is left where bounds meet, or where more is asked for than one exactly; empty if there are several. Whether a version
     * by itself is meant exactly knows who has read it.
     */
    private String only() {
        String range = dependency.range();
        Version only = requirement.only();
        int from = 0;
        for (int at = 0; only != null && at <= range.length(); at++) {
            if (at == range.length() || OPERATORS.indexOf(range.charAt(at)) >= 0 || range.startsWith("!=", at)) {
                String each = range.substring(from, at);
                Version named = each.length() == range.length()
                        ? null
                        : ecosystem.scheme().parse(each);
                if (named != null && named.compareTo(only) == 0) {
                    return each;
                }
                from = at + 1;
            }
        }
        return "";
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

    /** Whether a bad version may be taken. */
    boolean hasChoice() {
        return !maliciousIfTaken.isEmpty() || !vulnerableIfTaken.isEmpty();
    }

    void maliciousChoices() {
        report("indicator/malicious-if-taken", maliciousIfTaken);
    }

    void choices() {
        maliciousChoices();
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
        return version.isEmpty() || isMoving(version) && !affected.names(version);
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
    private boolean isMoving(String version) {
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
        boolean isOpen = ruleId.endsWith("-if-taken");
        Indicator first = found.getFirst();
        Map<String, String> evidence = new HashMap<>(Map.of(
                "package", named(),
                "ratings", ratings(found),
                "purl", purl,
                "advisories", listed(found),
                "summary", sentence(first.summary()),
                "reference", first.reference().isEmpty() ? "the list that names it" : first.reference(),
                "path", String.join(" > ", dependency.path()),
                "way", isOpen ? (way() + (isPin() ? PINNED : OPEN)).strip() : way().strip(),
                "release", first.release()));
        if (isOpen) {
            evidence.put("becomes", isPin() ? "is pinned to" : "may become");
        }
        out.add(
                ruleId,
                severity,
                out.place().at(dependency.offsetBytes(), dependency.line(), 0),
                dependency.coordinates().purl(written) + dependency.range(),
                evidence);
    }

    /** Whether it says which version whoever asks for the package gets, and leaves no choice. */
    private boolean isPin() {
        return dependency.relation() == Relation.CONSTRAINT && !version.isEmpty() && !isMoving(version);
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
            return "It comes in by way of " + String.join(" > ", dependency.path()) + ". ";
        }
        return dependency.relation() == Relation.DIRECT ? "The project asks for it itself. " : "";
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
