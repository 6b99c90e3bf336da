package dev.assay.detectors.model.coreml;

import dev.assay.engine.rule.OperatorTable;
import dev.assay.engine.rule.Rule;

/** What the classes that a model names mean for whoever runs it: {@code operators.tsv} and {@code rules.yaml}. */
public final class CoreMlRules {
    private CoreMlRules() {}

    /** Every class is the program's own. */
    public static Rule operators() {
        return new OperatorTable(
                CoreMlDecoder.FRAMEWORK, CoreMlRules.class.getResource("operators.tsv"), "model/coreml-custom-class");
    }
}
