package dev.assay.detectors.model.onnx;

import dev.assay.engine.rule.OperatorTable;
import dev.assay.engine.rule.Rule;

/** What the operators of a graph mean for whoever runs it: {@code operators.tsv} and {@code rules.yaml}. */
public final class OnnxRules {
    private OnnxRules() {}

    /** Judges by name alone. */
    public static Rule operators() {
        return new OperatorTable(
                OnnxDecoder.FRAMEWORK, OnnxRules.class.getResource("operators.tsv"), "model/onnx-custom-operator");
    }
}
