package dev.assay.detectors.indicator.workflow;

import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Findings;
import java.util.Map;

/**
 * What is said of one workflow: nothing worse than low where it is in doubt that anybody runs it.
 *
 * @param isDoubtful whether that is so
 */
record Claims(Findings out, boolean isDoubtful) {
    Severity severity(String ruleId) {
        return out.severity(ruleId);
    }

    Location place() {
        return out.place();
    }

    void add(String ruleId, Severity severity, Location place, String key, Map<String, String> evidence) {
        boolean isCapped = isDoubtful && severity.compareTo(Severity.LOW) > 0;
        out.add(ruleId, isCapped ? Severity.LOW : severity, place, key, evidence);
    }
}
