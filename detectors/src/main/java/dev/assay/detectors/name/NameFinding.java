package dev.assay.detectors.name;

import java.util.Map;
import java.util.Optional;

/**
 * What of a judgement is a finding, by the row of {@code rules.yaml} that says why it matters.
 *
 * @param evidence fills the row's text
 */
public record NameFinding(String ruleId, Map<String, String> evidence) {
    private static final String KNOWN_MALICIOUS = "package/known-malicious";

    /** Whether it is about this very package, and not about what its name may be taken for. */
    public boolean isExact() {
        return ruleId.equals(KNOWN_MALICIOUS);
    }

    /** Nothing for a name that nobody needs to look at. */
    public static Optional<NameFinding> of(Judgement judgement) {
        return switch (judgement.verdict()) {
            case OK, UNKNOWN -> Optional.empty();
            case MALICIOUS ->
                Optional.of(new NameFinding(
                        KNOWN_MALICIOUS,
                        Map.of(
                                "name", judgement.name().canonical(),
                                "advisory", judgement.signals().getFirst().part())));
            case REVIEW, SUSPICIOUS -> Optional.of(review(judgement));
        };
    }

    private static NameFinding review(Judgement judgement) {
        Signal first = judgement.signals().getFirst();
        String imitates = first.target().isEmpty() && !judgement.imitates().isEmpty()
                ? judgement.imitates().getFirst()
                : first.target();
        return new NameFinding(
                ruleId(first.kind(), imitates),
                Map.of(
                        "name", judgement.name().canonical(),
                        "imitates", imitates,
                        "reason", first.words(),
                        "score", Integer.toString(judgement.score())));
    }

    private static String ruleId(SignalKind kind, String imitates) {
        return switch (kind) {
            case COMBINATION, TWO_NAMES -> "package/combination";
            case PATTERN -> "package/invented-name";
            default -> imitates.isEmpty() ? "package/impossible-name" : "package/lookalike";
        };
    }
}
