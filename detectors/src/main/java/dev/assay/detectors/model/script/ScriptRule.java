package dev.assay.detectors.model.script;

import dev.assay.engine.decode.Head;
import dev.assay.engine.fact.EmbeddedCode;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.text.Rows;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A shell's program is nothing special beside a model and has no business within the model's file. */
public final class ScriptRule implements Rule {
    /** Read with the first script. */
    private static final class Containers {
        static final Set<String> ENDINGS = read();

        private static Set<String> read() {
            Set<String> endings = new HashSet<>();
            Rows.read(Objects.requireNonNull(ScriptRule.class.getResource("containers.tsv")), 2)
                    .forEach(row -> endings.add(row.getFirst()));
            return Set.copyOf(endings);
        }
    }

    @Override
    public void judge(Facts facts, Findings out) {
        for (EmbeddedCode code : facts.of(EmbeddedCode.class)) {
            if (code.language().equals(ScriptDecoder.LANGUAGE) && isWithinModel(facts.at())) {
                out.add("model/script-in-model", code.offsetBytes(), "", Map.of("start", code.preview()));
            }
        }
    }

    /** By the name of any container around it. */
    private static boolean isWithinModel(Location at) {
        List<String> entries = at.entries();
        for (int around = 0; around < entries.size(); around++) {
            if (Containers.ENDINGS.contains(Head.extension(at.within(around).lastName()))) {
                return true;
            }
        }
        return false;
    }
}
