package dev.assay.detectors.crypto;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.report.Severity;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is to be said of one use. Immutable.
 *
 * @param use in the registry's words
 * @param algorithm empty if the registry does not know it
 * @param cases what is wrong with it, one of each rule at most
 * @param deadlines of the regimes in the policy, nearest first
 * @param replacement empty if nothing need replace it
 */
public record Assessment(
        CryptoUse use,
        Optional<Algorithm> algorithm,
        Strength strength,
        List<Case> cases,
        List<Deadline> deadlines,
        Optional<Replacement> replacement,
        HarvestScore harvest,
        Agility agility) {
    /**
     * A rule that a use is a case of.
     *
     * @param severity null for that of the rule
     * @param why in the words of this case
     * @param doubt which parameters may have other values as well; empty for none
     */
    public record Case(String ruleId, @Nullable Severity severity, String why, String doubt) {}

    public Assessment {
        cases = List.copyOf(cases);
        deadlines = List.copyOf(deadlines);
    }
}
