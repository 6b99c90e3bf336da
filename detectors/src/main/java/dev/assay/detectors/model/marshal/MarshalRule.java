package dev.assay.detectors.model.marshal;

import dev.assay.engine.fact.EmbeddedCode;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What compiled code reaches. A {@code .pyc} is a program like others, of which loading a model runs nothing; a bare code
 * object is a function that something else keeps as data, and computes with tensors if it is honest.
 */
public final class MarshalRule implements Rule {
    private static final String BARE = "model/bytecode-reach";
    private static final String COMPILED = "model/pyc-reach";
    private static final int MOST_NAMED = 5;

    /** Read with the first such code. */
    private static final class Table {
        static final Reaches ROWS = Reaches.load();
    }

    @Override
    public void judge(Facts facts, Findings out) {
        boolean compiled = facts.formats().contains(MarshalDecoder.PYC);
        List<EmbeddedCode> grave = new ArrayList<>(0);
        for (EmbeddedCode code : facts.of(EmbeddedCode.class)) {
            if (code.language().equals(MarshalDecoder.LANGUAGE)) {
                Reaches.Row row = Table.ROWS.row(code.name());
                if (row != null && !compiled) {
                    bare(code, row, out);
                } else if (row != null && Severity.of(row.severity()) == Severity.CRITICAL) {
                    grave.add(code);
                }
            }
        }
        if (!grave.isEmpty()) {
            compiled(grave, out);
        }
    }

    private static void bare(EmbeddedCode code, Reaches.Row row, Findings out) {
        Map<String, String> evidence = Map.of("name", code.name(), "what", row.what(), "code", code.preview());
        out.add(BARE, Severity.of(row.severity()), code.offsetBytes(), code.name(), evidence);
    }

    /** One finding for all of a program: most programs have some. */
    private static void compiled(List<EmbeddedCode> grave, Findings out) {
        List<String> some =
                grave.stream().limit(MOST_NAMED).map(EmbeddedCode::name).toList();
        String more = grave.size() > MOST_NAMED ? " and " + (grave.size() - MOST_NAMED) + " more" : "";
        EmbeddedCode first = grave.getFirst();
        out.add(
                COMPILED,
                first.offsetBytes(),
                "",
                Map.of("names", String.join(", ", some) + more, "code", first.preview()));
    }
}
