package dev.assay.detectors.name;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
                Optional.of(knownMalicious(
                        judgement.version().isEmpty()
                                ? judgement.name().canonical()
                                : judgement.name().canonical() + " " + judgement.version(),
                        judgement.signals().getFirst().part()));
            case REVIEW, SUSPICIOUS -> Optional.of(reasoned(judgement));
        };
    }

    /** That a version of it, or all of it, is known to be malicious. */
    static NameFinding knownMalicious(String named, String advisory) {
        return new NameFinding(KNOWN_MALICIOUS, Map.of("name", named, "advisory", advisory));
    }

    /** The same of several registries that were asked. */
    public NameFinding in(String registries) {
        Map<String, String> all = new HashMap<>(evidence);
        all.put("registry", registries);
        return new NameFinding(ruleId, all);
    }

    private static NameFinding reasoned(Judgement judgement) {
        Signal first = reason(judgement);
        String imitates = first.target().isEmpty() ? judgement.target() : first.target();
        return new NameFinding(
                ruleId(judgement, first.kind(), imitates),
                Map.of(
                        "name", judgement.name().canonical(),
                        "imitates", imitates,
                        "reason", first.words(),
                        "evidence", evidence(judgement),
                        "registry", judgement.name().ecosystem().title(),
                        "score", Integer.toString(judgement.score())));
    }

    /** What the name says, if it says anything; else the heaviest that the registry says. */
    private static Signal reason(Judgement judgement) {
        for (Signal signal : judgement.signals()) {
            if (!signal.kind().isOfRegistry() && signal.weight() > 0) {
                return signal;
            }
        }
        return judgement.signals().getFirst();
    }

    /** What the registry says against it, in one sentence. */
    private static String evidence(Judgement judgement) {
        return judgement.signals().stream()
                .filter(signal -> signal.kind().isOfRegistry() && signal.weight() > 0)
                .map(Signal::words)
                .collect(Collectors.joining("; "));
    }

    private static String ruleId(Judgement judgement, SignalKind reason, String imitates) {
        if (has(judgement, SignalKind.ABSENT)) {
            return "package/absent";
        }
        if (has(judgement, SignalKind.REMOVED)) {
            return "package/removed";
        }
        if (judgement.verdict() == Judgement.Verdict.SUSPICIOUS) {
            return "package/suspicious";
        }
        return switch (reason) {
            case COMBINATION, TWO_NAMES -> "package/combination";
            case PATTERN -> "package/invented-name";
            case RELATED_NAMESPACE, BORROWED_SCOPE, OTHER_OWNER, UNSCOPED, IMPORTED, BUILT_IN, ADDITION, HINT ->
                "package/unproven-name";
            default ->
                reason.isOfRegistry()
                        ? "package/unproven"
                        : imitates.isEmpty() ? "package/impossible-name" : "package/lookalike";
        };
    }

    private static boolean has(Judgement judgement, SignalKind kind) {
        return judgement.signals().stream().anyMatch(signal -> signal.kind() == kind);
    }
}
