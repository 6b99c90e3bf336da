package dev.assay.detectors.indicator.workflow;

import dev.assay.detectors.indicator.workflow.Scenario.Reach;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.fact.Workflow.Trigger;
import dev.assay.engine.report.Severity;
import dev.assay.engine.text.Printable;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A stranger's version of the repository, checked out where the rights and secrets of the repository are, and run there. What a job may do
 * decides how bad that is: with a token that only reads and no secrets, only caches are at risk.
 */
final class CheckoutJudge {
    private static final String RUNS = "indicator/workflow-runs-untrusted";
    private static final String CHECKS_OUT = "indicator/workflow-untrusted-checkout";
    private static final int MOST_SHOWN = 80;

    /** Whose runs for strangers have the rights of the repository, and for which a head is there to check out. */
    private static final Set<String> EVENTS = Set.of("pull_request_target", "workflow_run", "issue_comment");

    private final Workflow workflow;
    private final Job job;
    private final Conditions conditions;
    private final Claims out;

    CheckoutJudge(Workflow workflow, Job job, Conditions conditions, Claims out) {
        this.conditions = conditions;
        this.workflow = workflow;
        this.job = job;
        this.out = out;
    }

    void judge() {
        for (Trigger trigger : workflow.triggers()) {
            if (EVENTS.contains(trigger.event()) && judge(trigger)) {
                return;
            }
        }
    }

    private boolean judge(Trigger trigger) {
        HeadCheckout checkout = new HeadCheckout();
        Step first = null;
        for (Step step : job.steps()) {
            Reach reach = conditions.into(job, step.condition(), trigger);
            if (reach == Reach.NONE) {
                continue;
            }
            boolean wasThere = checkout.isThere();
            Optional<String> run = checkout.next(step);
            first = !wasThere && checkout.isThere() ? step : first;
            if (run.isPresent()) {
                report(RUNS, severity(reach, checkout.isGuess()), step, trigger, run.get());
                return true;
            }
        }
        if (first != null && checkout.isThere()) {
            report(CHECKS_OUT, out.severity(CHECKS_OUT), first, trigger, "");
            return true;
        }
        return false;
    }

    private Severity severity(Reach reach, boolean isGuess) {
        if (reach != Reach.FREE || hasNothing()) {
            return Severity.LOW;
        }
        boolean isCertain = !isGuess && (job.permissions().contains("write") || hasSecrets());
        return isCertain ? out.severity(RUNS) : Severity.MEDIUM;
    }

    /** A token that only reads, and no secrets. */
    private boolean hasNothing() {
        String permissions = job.permissions();
        return !permissions.isEmpty() && !permissions.contains("write") && !hasSecrets();
    }

    private boolean hasSecrets() {
        for (Step step : job.steps()) {
            if (isSecret(step.run())
                    || step.inputs().values().stream().anyMatch(CheckoutJudge::isSecret)
                    || step.environment().values().stream().anyMatch(CheckoutJudge::isSecret)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSecret(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("secrets.");
        while (at >= 0 && lower.startsWith("secrets.github_token", at)) {
            at = lower.indexOf("secrets.", at + 1);
        }
        return at >= 0 && lower.contains("${{");
    }

    private void report(String rule, Severity severity, Step step, Trigger trigger, String runs) {
        out.add(
                rule,
                severity,
                out.place().at(step.offsetBytes(), step.line(), 0),
                job.id() + " " + trigger.event(),
                Map.of(
                        "event", trigger.event(),
                        "job", job.id(),
                        "runs", Printable.of(runs, MOST_SHOWN)));
    }
}
