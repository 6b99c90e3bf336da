package dev.assay.detectors.model.paddle;

import dev.assay.engine.rule.OperatorTable;
import dev.assay.engine.rule.Rule;

/** What the operators of a program mean for whoever runs it: {@code operators.tsv} and {@code rules.yaml}. */
public final class PaddleRules {
    private PaddleRules() {}

    /** Judges by name alone; an unknown name is one that this table does not know, and nothing more. */
    public static Rule operators() {
        return new OperatorTable(PaddleDecoder.FRAMEWORK, PaddleRules.class.getResource("operators.tsv"), null);
    }
}
