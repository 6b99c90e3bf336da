package dev.assay.detectors.indicator.workflow;

import dev.assay.detectors.indicator.workflow.Expression.Call;
import dev.assay.detectors.indicator.workflow.Expression.Chain;
import dev.assay.detectors.indicator.workflow.Expression.Literal;
import java.util.ArrayList;
import java.util.List;

/** Which labels of machines an expression may come to, {@code runs-on: ${{ inputs.on || 'own' }}}. Pure functions. */
public final class RunnerLabels {
    private RunnerLabels() {}

    /** A label as it is written, and the texts that its expressions may give. */
    public static List<String> of(String label) {
        List<String> all = new ArrayList<>(1);
        all.add(label);
        Expression.within(label).forEach(each -> texts(each, all));
        return all;
    }

    private static void texts(Expression expression, List<String> all) {
        switch (expression) {
            case Literal literal -> {
                all.add(literal.text());
                quoted(literal.text(), all);
            }
            case Call call -> call.arguments().forEach(each -> texts(each, all));
            case Chain chain when chain.isAnd() -> texts(chain.terms().getLast(), all);
            case Chain chain -> chain.terms().forEach(each -> texts(each, all));
            case Expression.Reference _, Expression.Not _, Expression.Comparison _, Expression.Unknown _ -> {}
        }
    }

    /** The texts in a list of JSON, {@code fromJSON('["self-hosted", "own"]')}. */
    private static void quoted(String text, List<String> all) {
        int from = text.indexOf('"');
        while (from >= 0) {
            int to = text.indexOf('"', from + 1);
            if (to < 0) {
                return;
            }
            all.add(text.substring(from + 1, to));
            from = text.indexOf('"', to + 1);
        }
    }
}
