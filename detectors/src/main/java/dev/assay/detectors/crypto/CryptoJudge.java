package dev.assay.detectors.crypto;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.report.Severity;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges uses of cryptography by the tables {@code judgements.tsv}, {@code deadlines.tsv}, {@code replacements.tsv} and {@code
 * exposure.tsv}. Immutable and shared between threads; a use takes time by the number of their rows.
 */
public final class CryptoJudge {
    private static final String NONE = "-";

    private record Judgement(String ruleId, @Nullable Severity severity, Condition condition, String why) {}

    private record Limit(Regime regime, String verdict, LocalDate from, Condition condition, String clause) {}

    private record Change(Condition condition, Replacement replacement) {}

    private record Exposure(Condition condition, int percent, String why) {}

    private final CryptoPolicy policy;
    private final List<Judgement> judgements = new ArrayList<>();
    private final List<Limit> limits = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Exposure> exposures = new ArrayList<>();

    /** Reads the tables; one that is faulty throws {@link IllegalArgumentException}. */
    public CryptoJudge(CryptoPolicy policy) {
        this.policy = policy;
        for (List<String> row : Algorithms.rows("judgements.tsv", 4)) {
            Severity severity = row.get(1).equals(NONE) ? null : Severity.of(row.get(1));
            judgements.add(new Judgement(row.get(0), severity, Condition.parse(row.get(2)), row.get(3)));
        }
        for (List<String> row : Algorithms.rows("deadlines.tsv", 5)) {
            Regime regime = Regime.of(row.get(0))
                    .orElseThrow(() -> new IllegalArgumentException("deadlines.tsv: no regime " + row.get(0)));
            Condition condition = Condition.parse(row.get(3));
            if (policy.regimes().contains(regime.id())) {
                limits.add(new Limit(regime, row.get(1), LocalDate.parse(row.get(2)), condition, row.get(4)));
            }
        }
        for (List<String> row : Algorithms.rows("replacements.tsv", 6)) {
            Replacement replacement = new Replacement(
                    row.get(1),
                    row.get(2).equals(NONE) ? "" : row.get(2),
                    Integer.parseInt(row.get(3)),
                    Replacement.Effort.of(row.get(4)),
                    row.get(5));
            changes.add(new Change(Condition.parse(row.get(0)), replacement));
        }
        for (List<String> row : Algorithms.rows("exposure.tsv", 3)) {
            exposures.add(new Exposure(Condition.parse(row.get(0)), Integer.parseInt(row.get(1)), row.get(2)));
        }
    }

    /** One for each algorithm that the use may be of, mostly one. */
    public List<Assessment> assess(CryptoUse use) {
        return NormalUses.of(use).stream().map(this::assessNormal).toList();
    }

    private Assessment assessNormal(CryptoUse use) {
        Algorithm algorithm = Algorithms.all().find(use.algorithm()).orElse(null);
        Strength strength = Strengths.all().of(algorithm, use.parameters());
        Subject subject = new Subject(use, algorithm, strength, policy.day());
        Optional<Replacement> replacement = changes.stream()
                .filter(change -> change.condition().holds(subject))
                .map(Change::replacement)
                .findFirst();
        return new Assessment(
                use,
                Optional.ofNullable(algorithm),
                strength,
                cases(subject),
                deadlines(subject),
                replacement,
                harvest(subject, replacement),
                Agility.of(use));
    }

    private List<Assessment.Case> cases(Subject subject) {
        List<Assessment.Case> cases = new ArrayList<>(1);
        Set<String> rules = new HashSet<>();
        for (Judgement judgement : judgements) {
            if (!rules.contains(judgement.ruleId()) && judgement.condition().holds(subject)) {
                rules.add(judgement.ruleId());
                cases.add(new Assessment.Case(
                        judgement.ruleId(),
                        judgement.severity(),
                        fill(judgement.why(), subject, judgement.condition()),
                        subject.use().kind() == CryptoUse.Kind.PROTOCOL
                                        || subject.use().purpose().equals("protocol")
                                ? "" // of suites and versions that are allowed all are
                                : doubt(judgement.condition().doubts(subject))));
            }
        }
        return cases;
    }

    private static String doubt(List<Condition.Doubt> doubts) {
        List<String> texts = new ArrayList<>(doubts.size());
        for (Condition.Doubt doubt : doubts) {
            texts.add(doubt.name() + " may be " + String.join(" or ", doubt.all()));
        }
        return String.join("; ", texts);
    }

    /** Puts values into <code>{name}</code>: those that meet the condition, if it asks for the name. */
    private static String fill(String text, Subject subject, Condition condition) {
        int open = text.indexOf('{');
        int close = open < 0 ? -1 : text.indexOf('}', open);
        if (close < 0) {
            return text;
        }
        String values = String.join(" or ", condition.values(text.substring(open + 1, close), subject));
        return text.substring(0, open) + values + fill(text.substring(close + 1), subject, condition);
    }

    private List<Deadline> deadlines(Subject subject) {
        List<Deadline> deadlines = new ArrayList<>(0);
        Set<String> seen = new HashSet<>();
        for (Limit limit : limits) {
            if (limit.condition().holds(subject) && seen.add(limit.regime().id() + limit.verdict())) {
                long daysLeft = ChronoUnit.DAYS.between(policy.day(), limit.from());
                deadlines.add(new Deadline(limit.regime(), limit.verdict(), limit.from(), daysLeft, limit.clause()));
            }
        }
        deadlines.sort(Comparator.comparing(Deadline::from));
        return deadlines;
    }

    private HarvestScore harvest(Subject subject, Optional<Replacement> replacement) {
        if (subject.strength().quantum() != Quantum.BROKEN) {
            return HarvestScore.NONE;
        }
        for (Exposure exposure : exposures) {
            if (exposure.condition().holds(subject)) {
                return new HarvestScore(
                        exposure.percent(),
                        exposure.why(),
                        policy.dataLifetimeYears(),
                        replacement.map(found -> found.effort().years()).orElse(0),
                        policy.quantumYear() - policy.day().getYear());
            }
        }
        return HarvestScore.NONE;
    }
}
