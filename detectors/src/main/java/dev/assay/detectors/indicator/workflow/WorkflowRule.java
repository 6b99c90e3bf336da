package dev.assay.detectors.indicator.workflow;

import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.text.Parts;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Workflows that a stranger can make run something, that give secrets away, or that run what is not pinned. Each job is judged by itself,
 * each step with what came before it. GitHub runs what lies in the folder of workflows of a repository, so a workflow elsewhere, such as an
 * example in documentation, is not judged; an action is, wherever it lies.
 */
public final class WorkflowRule implements Rule {
    private static final String FAMILY = "indicator";

    private static final List<String> FOLDERS =
            List.of("/.github/workflows/", "/.gitea/workflows/", "/.forgejo/workflows/");

    /** Below these, repositories are samples. */
    private static final Set<String> SAMPLES = Set.of(
            "test",
            "tests",
            "testdata",
            "test-cases",
            "fixtures",
            "__fixtures__",
            "__tests__",
            "spec",
            "example",
            "examples",
            "docs",
            "templates",
            "template",
            "node_modules");

    @Override
    public void judge(Facts facts, Findings out) {
        for (Fact fact : facts.facts()) {
            if (fact instanceof Workflow workflow && out.wants(FAMILY)) {
                boolean isAction = workflow.triggers().isEmpty();
                if (isAction || isActive(facts.at())) {
                    judge(workflow, out);
                }
            }
        }
    }

    private static void judge(Workflow workflow, Findings out) {
        for (Job job : workflow.jobs()) {
            new InjectionJudge(workflow, job, out).judge();
            new CheckoutJudge(workflow, job, out).judge();
            SecretsJudge.judge(job, out);
            for (Step step : job.steps()) {
                StepCommands.judge(step, out);
            }
        }
        PinJudge.judge(workflow, out);
    }

    /** Whether GitHub, or who takes its workflows, would run it; what is scanned by itself is meant. */
    static boolean isActive(Location at) {
        String path = at.entries().isEmpty() ? at.path() : at.entries().getLast();
        if (path.isEmpty()) {
            return true;
        }
        String target = at.target().replace('\\', '/');
        String whole = "/" + (at.entries().isEmpty() ? target + "/" : "") + path;
        int folder = -1;
        for (String each : FOLDERS) {
            folder = Math.max(folder, whole.lastIndexOf(each));
        }
        if (folder < 0) {
            return false;
        }
        int inside = folder - (whole.length() - path.length());
        String before = inside <= 0 ? "" : path.substring(0, inside);
        for (String part : Parts.of(before.toLowerCase(Locale.ROOT), '/')) {
            if (SAMPLES.contains(part)) {
                return false;
            }
        }
        return true;
    }
}
