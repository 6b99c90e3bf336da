package dev.assay.engine.rule;

import dev.assay.engine.fact.Anomaly;
import java.util.Map;

/** Reports each anomaly under the row that has its id: the row decides how bad it is. */
public final class AnomalyRule implements Rule {
    @Override
    public void judge(Facts facts, Findings out) {
        for (Anomaly anomaly : facts.of(Anomaly.class)) {
            out.add(anomaly.id(), anomaly.offsetBytes(), "", Map.of("detail", anomaly.detail()));
        }
    }
}
