package dev.assay.detectors.indicator.workflow;

import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Findings;
import java.util.Map;

/** All secrets at once: {@code toJSON(secrets)}. A workflow that also puts them where somebody can fetch them was made for that. */
final class SecretsJudge {
    private static final String ALL = "indicator/workflow-all-secrets";
    private static final String DUMP = "indicator/workflow-secrets-dump";

    private SecretsJudge() {}

    static void judge(Job job, Findings out) {
        boolean isKept = job.steps().stream().anyMatch(step -> step.uses().contains("upload-artifact"));
        for (Step step : job.steps()) {
            boolean inProgram =
                    isAll(step.run()) || step.environment().values().stream().anyMatch(SecretsJudge::isAll);
            boolean isGiven = step.inputs().values().stream().anyMatch(SecretsJudge::isAll);
            if (inProgram && !step.run().isEmpty()) {
                boolean isSent = sends(step.run());
                boolean isDump = isSent || isKept && step.run().contains(">");
                report(isDump ? DUMP : ALL, job, step, out);
                return;
            }
            if (isGiven) {
                report(ALL, job, step, out);
                return;
            }
        }
    }

    private static boolean isAll(String text) {
        return Untrusted.flowing(text, Map.of()).contains("secrets");
    }

    private static boolean sends(String run) {
        return run.contains("curl ")
                || run.contains("wget ")
                || run.contains("Invoke-")
                || run.contains("nc ")
                || run.contains("base64");
    }

    private static void report(String rule, Job job, Step step, Findings out) {
        Severity severity = out.severity(rule);
        out.add(rule, severity, out.place().at(step.offsetBytes(), step.line(), 0), job.id(), Map.of("job", job.id()));
    }
}
