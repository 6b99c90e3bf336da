package dev.assay.detectors.model.torchscript;

import dev.assay.detectors.model.torchscript.Operators.Operator;
import dev.assay.engine.fact.EmbeddedCode;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What code in a model may reach once it runs, and which of it loading the model runs. */
public final class TorchScriptRule implements Rule {
    private static final String CLASSES = "__torch__.torch.classes.";
    private static final int MOST_NAMED = 5;

    private final Operators operators = Operators.load();

    @Override
    public void judge(Facts facts, Findings out) {
        List<EmbeddedCode> sources = new ArrayList<>(0);
        List<EmbeddedCode> names = new ArrayList<>(0);
        for (EmbeddedCode code : facts.of(EmbeddedCode.class)) {
            if (code.language().equals(TorchScriptDecoder.LANGUAGE)) {
                names.add(code);
            } else if (facts.formats().contains("torch-package")) {
                sources.add(code);
            }
        }
        if (!sources.isEmpty()) {
            packaged(sources, out);
        }
        String when = names.stream().anyMatch(code -> code.name().equals(References.SET_STATE))
                ? "calls the model; torch.jit.load itself runs the __setstate__ method of this file"
                : "calls the model";
        for (EmbeddedCode code : names) {
            if (!code.name().equals(References.SET_STATE)) {
                named(code, when, out);
            }
        }
    }

    private void named(EmbeddedCode code, String when, Findings out) {
        String name = code.name();
        int colons = name.indexOf("::");
        if (colons > 0) {
            Operator operator = operators.operator(name.substring(0, colons), name.substring(colons + 2));
            add(ruleOf(operator, "model/torchscript-custom-operator"), operator.what(), code, when, out);
        } else if (name.startsWith(CLASSES)) {
            String path = name.substring(CLASSES.length());
            int dot = path.indexOf('.');
            Operator operator = operators.custom(dot < 0 ? "" : path.substring(0, dot), path.substring(dot + 1));
            add(ruleOf(operator, "model/torchscript-custom-class"), operator.what(), code, when, out);
        } else {
            add("model/torchscript-hidden-operator", "", code, when, out);
        }
    }

    private static String ruleOf(Operator operator, String unknown) {
        return switch (operator.reach()) {
            case FILES -> "model/torchscript-file-access";
            case REMOTE -> "model/torchscript-remote";
            case PLAIN, UNKNOWN -> unknown;
        };
    }

    private static void add(String rule, String what, EmbeddedCode code, String when, Findings out) {
        out.add(
                rule,
                code.offsetBytes(),
                code.name(),
                Map.of("name", code.name(), "what", what, "code", code.preview(), "when", when));
    }

    private static void packaged(List<EmbeddedCode> sources, Findings out) {
        List<String> first =
                sources.stream().limit(MOST_NAMED).map(EmbeddedCode::name).toList();
        String more = sources.size() > MOST_NAMED ? " and " + (sources.size() - MOST_NAMED) + " more" : "";
        out.add(
                "model/torch-package-code",
                sources.getFirst().offsetBytes(),
                "",
                Map.of("files", String.join(", ", first) + more));
    }
}
