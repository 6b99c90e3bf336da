package dev.assay.detectors.indicator.workflow;

import dev.assay.detectors.indicator.workflow.Scenario.Reach;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.fact.Workflow.Trigger;
import dev.assay.engine.report.Severity;
import java.util.ArrayList;
import java.util.List;
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
            programs(step).forEach(program -> judge(step, program));
        }
    }

    private void judge(Step step, String program) {
        for (String path : Untrusted.flowing(program, step.environment())) {
            Worst worst = worst(step.condition(), path);
            if (worst.severity() != Severity.INFO) {
                boolean isWhole = path.endsWith(Expression.WHOLE);
                String shown = isWhole ? path.substring(0, path.length() - Expression.WHOLE.length()) : path;
                report(out, job, step, shown, worst);
                return; // one finding a step: who mends one sees the others
            }
        }
    }

    /** How bad it is, and with which event; {@code INFO} for not at all. */
    record Worst(Severity severity, String event) {}

    /**
     * How bad it is that what a context holds becomes part of a program.
     *
     * @param condition of the step that it is handed to, beside that of the job
     */
    Worst worst(String condition, String path) {
        if (!Untrusted.isKnown(path)) {
            return new Worst(Severity.INFO, "");
        }
        Worst worst = new Worst(Severity.INFO, "");
        for (Trigger trigger : workflow.triggers()) {
            Severity severity = severity(condition, path, trigger);
            if (severity.compareTo(worst.severity()) > 0) {
                worst = new Worst(severity, trigger.event());
            }
        }
        boolean isNobodys = workflow.triggers().isEmpty() || worst.event().isEmpty() && isCalled();
        return isNobodys ? new Worst(Severity.LOW, "whatever event it is used for") : worst;
    }

    private boolean isCalled() {
        return workflow.triggers().stream().anyMatch(trigger -> trigger.event().equals("workflow_call"));
    }

    private Severity severity(String condition, String path, Trigger trigger) {
        if (!Untrusted.isFilled(path, trigger)) {
            return Severity.INFO;
        }
        Reach reach = conditions.into(job, condition, trigger);
        if (reach == Reach.NONE) {
            return Severity.INFO;
        }
        boolean isFree = reach == Reach.FREE && Untrusted.isPrivileged(trigger.event());
        return isFree ? out.severity(RULE) : Severity.LOW;
    }

    /** Says it of a step, which is one of the place that findings are at. */
    static void report(Claims out, Job job, Step step, String path, Worst worst) {
        boolean isOwnMachine = job.runners().contains("self-hosted");
        out.add(
                RULE,
                worst.severity() == Severity.HIGH && isOwnMachine ? Severity.CRITICAL : worst.severity(),
                out.place().at(step.offsetBytes(), step.line(), 0),
                job.id() + " " + step.label() + " " + path,
                Map.of("context", path, "event", worst.event(), "job", job.id()));
    }

    /** The texts of a step that are programs. */
    static List<String> programs(Step step) {
        List<String> programs = new ArrayList<>(1);
        programs.add(step.run());
        for (Map.Entry<String, String> input : step.inputs().entrySet()) {
            if (PROGRAMS.contains(input.getKey().toLowerCase(Locale.ROOT))) {
                programs.add(input.getValue());
            }
        }
        return programs;
    }
}
