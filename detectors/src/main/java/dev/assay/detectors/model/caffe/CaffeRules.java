package dev.assay.detectors.model.caffe;

import dev.assay.engine.rule.OperatorTable;
import dev.assay.engine.rule.Rule;

/** What the layers of a network mean for whoever runs it: {@code operators.tsv} and {@code rules.yaml}. */
public final class CaffeRules {
    private CaffeRules() {}

    /** Judges by the layer's type. */
    public static Rule operators() {
        return new OperatorTable(
                CaffeDecoder.FRAMEWORK, CaffeRules.class.getResource("operators.tsv"), "model/caffe-custom-layer");
    }
}
