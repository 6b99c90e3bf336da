package dev.assay.detectors.model.tensorflow;

import dev.assay.engine.fact.GraphOperator;
import dev.assay.engine.rule.OperatorTable;
import dev.assay.engine.rule.Rule;
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
        return switch (rule) {
            case "model/tensorflow-printed-file" -> operator.argument().contains("file:");
            case "model/tensorflow-debug-url" -> operator.argument().contains("://");
            case "model/tensorflow-fixed-path-write", "model/tensorflow-fixed-path-read" ->
                leadsOut(operator.argument());
            default -> true;
        };
    }

    /** Savers take their paths from whoever calls them; only a path that is written into the graph leads anywhere. */
    private static boolean leadsOut(String argument) {
        return Parts.of(argument, ',').stream()
                .anyMatch(text -> OutsidePath.reason(text.strip()).isPresent());
    }
}
