package dev.assay.detectors.indicator.workflow;

import dev.assay.detectors.indicator.command.CommandJudge;
import dev.assay.detectors.indicator.command.Trait;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.report.Severity;
import dev.assay.engine.text.Printable;
import java.util.Map;

/** What the programs of steps do, whoever started them. */
final class StepCommands {
    private static final int MOST_SHOWN = 120;

    private StepCommands() {}

    static void judge(Step step, Claims out) {
        if (step.run().isEmpty()) {
            return;
        }
        for (Trait trait : CommandJudge.traits(step.run())) {
            switch (trait.kind()) {
                case RUNS_DOWNLOAD -> report("indicator/workflow-runs-download", Severity.LOW, trait, step, out);
                case RUNS_DOWNLOAD_FROM_ANYWHERE ->
                    report("indicator/workflow-runs-download", Severity.MEDIUM, trait, step, out);
                case RUNS_DECODED -> report("indicator/workflow-runs-decoded", trait, step, out);
                case SENDS -> {
                    boolean isSecret = step.run().contains("secrets.")
                            || step.environment().values().stream().anyMatch(each -> each.contains("secrets"))
                            || step.run().contains("env |")
                            || step.run().contains("printenv");
                    report(
                            "indicator/workflow-sends-secrets",
                            isSecret ? Severity.CRITICAL : Severity.MEDIUM,
                            trait,
                            step,
                            out);
                }
                case SENDS_SECRETS -> report("indicator/workflow-gives-secrets", trait, step, out);
                case SENDS_SEVERAL -> report("indicator/workflow-gives-secrets", Severity.MEDIUM, trait, step, out);
                case READS_MEMORY -> report("indicator/workflow-reads-memory", trait, step, out);
                case HIDES_SECRETS -> report("indicator/workflow-hides-secrets", trait, step, out);
                case RUNS_HIDDEN -> {}
            }
        }
    }

    private static void report(String rule, Trait trait, Step step, Claims out) {
        report(rule, out.severity(rule), trait, step, out);
    }

    private static void report(String rule, Severity severity, Trait trait, Step step, Claims out) {
        String what = Printable.of(trait.what(), MOST_SHOWN);
        out.add(
                rule,
                severity,
                out.place().at(step.offsetBytes(), step.line(), 0),
                step.label() + " " + what,
                Map.of("what", what));
    }
}
