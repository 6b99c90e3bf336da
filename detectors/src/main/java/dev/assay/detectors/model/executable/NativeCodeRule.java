package dev.assay.detectors.model.executable;

import dev.assay.engine.fact.Executable;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.text.Rows;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Native code is nothing special in a package and has no business in a model's file. */
public final class NativeCodeRule implements Rule {
    /** Read with the first executable. */
    private static final class ModelFormats {
        static final Set<String> IDS = read();

        private static Set<String> read() {
            Set<String> ids = new HashSet<>();
            Rows.read(Objects.requireNonNull(NativeCodeRule.class.getResource("model-formats.tsv")), 1)
                    .forEach(row -> ids.add(row.getFirst()));
            return Set.copyOf(ids);
        }
    }

    @Override
    public void judge(Facts facts, Findings out) {
        for (Executable executable : facts.of(Executable.class)) {
            boolean inModel = isModel(facts.around()) || isModel(facts.formats());
            out.add(
                    inModel ? "model/native-code-in-model" : "model/native-code",
                    executable.offsetBytes(),
                    executable.format(),
                    Map.of(
                            "format", executable.format(),
                            "kind", executable.kind(),
                            "machine", executable.machine()));
        }
    }

    private static boolean isModel(List<String> formats) {
        return formats.stream().anyMatch(ModelFormats.IDS::contains);
    }
}
