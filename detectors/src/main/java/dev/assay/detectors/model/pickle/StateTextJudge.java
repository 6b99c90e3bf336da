package dev.assay.detectors.model.pickle;

import dev.assay.engine.fact.CallableReference;
import dev.assay.engine.fact.CallableReference.Use;
import dev.assay.engine.fact.EmbeddedCode;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges classes that run a text of their state by that text. Rows of the denylist in the category {@link #CATEGORY} hold
 * for such a class unless every state that it is given in this file is known, and every text in them is as the library
 * itself writes it.
 */
final class StateTextJudge {
    /** The category of rows that are judged by a text. */
    static final String CATEGORY = "state text";

    private static final String CALLS =
            "evaluates a formula of its state over data of its state; the functions that it calls are harmless unless the "
                    + "data holds others of their names";

    /** What an instance goes through that is loaded as pickle wrote it. */
    private static final Set<Use> LOADED = EnumSet.of(Use.IMPORTED, Use.INSTANTIATED, Use.BUILT);

    /**
     * What comes of a class.
     *
     * @param severity null if it does no harm
     * @param text the text that decides, escaped
     */
    record Verdict(@Nullable Severity severity, String text, String why) {}

    private final Map<String, List<EmbeddedCode>> texts = new HashMap<>(0);

    StateTextJudge(Facts facts) {
        for (EmbeddedCode code : facts.of(EmbeddedCode.class)) {
            texts.computeIfAbsent(code.name(), _ -> new java.util.ArrayList<>(1))
                    .add(code);
        }
    }

    /** The verdict on a class that a row of {@link #CATEGORY} denies. */
    Verdict verdict(CallableReference callable, CallableLists.Denied row) {
        Verdict asDenied = new Verdict(row.severity(callable.uses()), callable.arguments(), row.why());
        StateText runs = StateText.of(callable.module(), callable.name());
        if (runs == null || !LOADED.containsAll(callable.uses())) {
            return asDenied;
        }
        Verdict worst = new Verdict(null, "", "");
        for (EmbeddedCode code : texts.getOrDefault(runs.nameIn(callable.module(), callable.name()), List.of())) {
            Severity severity = severity(runs, code.preview(), row.severity(callable.uses()));
            if (severity != null && (worst.severity == null || severity.compareTo(worst.severity) > 0)) {
                worst = new Verdict(severity, code.preview(), severity == Severity.LOW ? CALLS : row.why());
            }
        }
        return worst;
    }

    private static @Nullable Severity severity(StateText runs, String text, Severity ofRow) {
        return switch (runs) {
            case SCIPY -> ScipyArguments.isTemplate(text) ? null : ofRow;
            case STATSMODELS ->
                switch (PatsyFormula.kind(text)) {
                    case NAMES -> null;
                    case KNOWN_CALLS -> Severity.LOW;
                    case ANYTHING -> ofRow;
                };
        };
    }
}
