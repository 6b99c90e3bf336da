package dev.assay.detectors.indicator.workflow;

import dev.assay.detectors.indicator.workflow.Scenario.Reach;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.fact.Workflow.Trigger;
import dev.assay.engine.report.Severity;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a stranger wrote, put into the text of a program by an expression: GitHub replaces expressions before any shell sees the text, so that
 * quotes are no help. How bad it is depends on the event: one of a pull request from a fork has no secrets and no rights.
 */
final class InjectionJudge {
    private static final String RULE = "indicator/workflow-script-injection";

    /** Inputs of actions that are programs. */
    private static final Set<String> PROGRAMS =
            Set.of("script", "run", "command", "commands", "cmd", "execute", "inlinescript", "inline-script");

    private final Workflow workflow;
    private final Job job;
    private final Conditions conditions;
    private final Claims out;

    InjectionJudge(Workflow workflow, Job job, Conditions conditions, Claims out) {
        this.conditions = conditions;
        this.workflow = workflow;
        this.job = job;
        this.out = out;
    }

    void judge() {
        for (Step step : job.steps()) {
            judge(step, step.run());
            for (Map.Entry<String, String> input : step.inputs().entrySet()) {
                if (PROGRAMS.contains(input.getKey().toLowerCase(Locale.ROOT))) {
                    judge(step, input.getValue());
                }
            }
        }
    }

    private void judge(Step step, String program) {
        for (String path : Untrusted.flowing(program, step.environment())) {
            if (Untrusted.isKnown(path)) {
                Severity worst = Severity.INFO;
                String by = "";
                for (Trigger trigger : workflow.triggers()) {
                    Severity severity = severity(step, path, trigger);
                    if (severity.compareTo(worst) > 0) {
                        worst = severity;
                        by = trigger.event();
                    }
                }
                if (workflow.triggers().isEmpty() || by.isEmpty() && isCalled()) {
                    worst = Severity.LOW;
                    by = "whatever event it is used for";
                }
                if (worst != Severity.INFO) {
                    boolean isWhole = path.endsWith(Expression.WHOLE);
                    String shown = isWhole ? path.substring(0, path.length() - Expression.WHOLE.length()) : path;
                    report(step, shown, by, worst);
                    return; // one finding a step: who mends one sees the others
                }
            }
        }
    }

    private boolean isCalled() {
        return workflow.triggers().stream().anyMatch(trigger -> trigger.event().equals("workflow_call"));
    }

    private Severity severity(Step step, String path, Trigger trigger) {
        if (!Untrusted.isFilled(path, trigger)) {
            return Severity.INFO;
        }
        Reach reach = conditions.into(job, step.condition(), trigger);
        if (reach == Reach.NONE) {
            return Severity.INFO;
        }
        boolean isFree = reach == Reach.FREE && Untrusted.isPrivileged(trigger.event());
        return isFree ? out.severity(RULE) : Severity.LOW;
    }

    private void report(Step step, String path, String event, Severity severity) {
        boolean isOwnMachine = job.runners().contains("self-hosted");
        out.add(
                RULE,
                severity == Severity.HIGH && isOwnMachine ? Severity.CRITICAL : severity,
                out.place().at(step.offsetBytes(), step.line(), 0),
                job.id() + " " + step.label() + " " + path,
                Map.of("context", path, "event", event, "job", job.id()));
    }
}
