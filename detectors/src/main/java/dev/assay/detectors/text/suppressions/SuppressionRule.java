package dev.assay.detectors.text.suppressions;

import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.Suppression;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.rule.TargetRule;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Obeys comments that ask not to count findings, if the user trusts the target; one that has no reason, is over or names no rule is
 * a finding and obeyed no further. Findings of whole targets are suppressed by them as well.
 */
public final class SuppressionRule implements Rule, TargetRule {
    /** The family of what is said of them. */
    public static final String FAMILY = "suppression";

    /** Obeys none. */
    public static final SuppressionRule NONE = new SuppressionRule(false, LocalDate.EPOCH);

    private static final String NOT_OBEYED = "suppression/not-obeyed";

    private final boolean obeyed;
    private final LocalDate day;

    /**
     * @param obeyed whether the user trusts what is scanned
     * @param day by which dates are judged
     */
    public SuppressionRule(boolean obeyed, LocalDate day) {
        this.obeyed = obeyed;
        this.day = day;
    }

    @Override
    public void judge(Facts facts, Findings out) {
        for (Suppression suppression : facts.of(Suppression.class)) {
            if (obeyed) {
                refused(suppression, out).forEach(why -> notObeyed(suppression, why, out));
                obey(suppression, out);
            } else {
                out.note("suppressions in comments that were not obeyed (--trust-target)");
            }
        }
    }

    @Override
    public boolean reads(Fact fact) {
        return obeyed && fact instanceof Suppression;
    }

    @Override
    public boolean concerns(String name) {
        return false;
    }

    /** What is wrong with it was said with its own file. */
    @Override
    public void judge(Projection target, Findings out) {
        for (Facts facts : target.seen()) {
            out.at(facts.at());
            for (Suppression suppression : facts.of(Suppression.class)) {
                if (reads(suppression)) {
                    obey(suppression, out);
                }
            }
        }
    }

    private void obey(Suppression suppression, Findings out) {
        if (wrong(suppression) == null) {
            String until = suppression.expires().isEmpty() ? "" : " until " + suppression.expires();
            String by = "assay:ignore" + until + ": " + suppression.reason(); // on the line of the finding, or above it
            out.suppress(Set.copyOf(suppression.ruleIds()), suppression.fromBytes(), suppression.toBytes(), by);
        }
    }

    private List<String> refused(Suppression suppression, Findings out) {
        String wrong = wrong(suppression);
        if (wrong != null) {
            return List.of(wrong);
        }
        List<String> unknown = new ArrayList<>();
        for (String id : suppression.ruleIds()) {
            if (!out.isRule(id)) {
                unknown.add("no rule is called " + id);
            }
        }
        return unknown;
    }

    private @Nullable String wrong(Suppression suppression) {
        if (suppression.ruleIds().isEmpty()) {
            return "it names no rule";
        }
        if (suppression.reason().isEmpty()) {
            return "it gives no reason=";
        }
        if (suppression.expires().isEmpty()) {
            return null;
        }
        try {
            LocalDate expires = LocalDate.parse(suppression.expires());
            return day.isBefore(expires) ? null : "it expired on " + expires;
        } catch (DateTimeParseException e) {
            return "its expires= is no date such as 2027-06-01: " + suppression.expires();
        }
    }

    private static void notObeyed(Suppression suppression, String why, Findings out) {
        out.add(
                NOT_OBEYED,
                suppression.offsetBytes(),
                why,
                Map.of("why", why, "rules", String.join(", ", suppression.ruleIds())));
    }
}
