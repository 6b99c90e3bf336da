package dev.assay.detectors.crypto;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.report.Severity;
import dev.assay.engine.text.Parts;
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

    private static final String BROKEN = "broken";

    public Assessment {
        cases = List.copyOf(cases);
        deadlines = List.copyOf(deadlines);
    }

    /**
     * As {@link Algorithm#status} has it; empty if the registry does not know the algorithm. What takes versions of a protocol is as
     * these are: broken where all of them are, and legacy where some are.
     */
    public String status() {
        String named =
                use.parameters().getOrDefault("versions", use.parameters().getOrDefault("version", ""));
        List<String> versions = Parts.of(named, '|').stream()
                .flatMap(version -> Algorithms.all().find(version).map(Algorithm::status).stream())
                .toList();
        if (versions.contains(BROKEN)) {
            return versions.stream().allMatch(BROKEN::equals) ? BROKEN : "legacy";
        }
        return algorithm.map(Algorithm::status).orElse("");
    }
}
