package dev.assay.detectors.model.tensorflow;

import dev.assay.engine.fact.GraphOperator;
import dev.assay.engine.rule.OperatorTable;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.text.GivenTexts;
import dev.assay.engine.text.OutsidePath;
import dev.assay.engine.text.Parts;

/** What the operators of a graph mean for whoever runs it: {@code operators.tsv} and {@code rules.yaml}. */
public final class TensorFlowRules {
    private TensorFlowRules() {}

    /** Judges by name, and where every model has the operator, by what it is given. */
    public static Rule operators() {
        return new OperatorTable(
                TensorFlowDecoder.FRAMEWORK,
                TensorFlowRules.class.getResource("operators.tsv"),
                "model/tensorflow-custom-operator",
                TensorFlowRules::holds);
    }

    private static boolean holds(String rule, GraphOperator operator) {
        String given = operator.argument();
        return switch (rule) {
            case "model/tensorflow-printed-file" -> given.contains("file:") || given.endsWith(GivenTexts.DOTS);
            case "model/tensorflow-debug-url" -> given.contains("://") || given.endsWith(GivenTexts.DOTS);
            case "model/tensorflow-fixed-path-write", "model/tensorflow-fixed-path-read" -> leadsOut(given);
            default -> true;
        };
    }

    /**
     * Savers take their paths from whoever calls them; only a path that is written into the graph leads anywhere. It is the
     * first text, and one that is too long to be shown is none that a saver writes.
     */
    private static boolean leadsOut(String given) {
        String path = Parts.of(given, ',').getFirst();
        return path.endsWith(GivenTexts.DOTS) || OutsidePath.reason(path).isPresent();
    }
}
