package dev.assay.detectors.indicator.workflow;

import dev.assay.engine.fact.Pipeline;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Workflows that a stranger can make run something, that give secrets away, or that run what is not pinned. Each job is judged by itself,
 * each step with what came before it. GitHub runs what lies in the folder of workflows of a repository, so a workflow elsewhere, such as an
 * example in documentation, is not judged; an action is, wherever it lies.
 */
public final class WorkflowRule implements Rule {
    /** What a file in UTF-16 holds is called so: it is the same file. */
    private static final String TEXT = "utf-8";

    private static final String FAMILY = "indicator";

    private static final List<String> FOLDERS =
            List.of("/.github/workflows/", "/.gitea/workflows/", "/.forgejo/workflows/");

    /** Whether anybody runs a workflow, as far as it can be told by where it lies. */
    enum Standing {
        /** In no folder of workflows, or in one of a sample. */
        IDLE,
        /** In a folder below others that is called like samples, but may be a repository of that name. */
        PERHAPS,
        HEEDED
    }

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
        for (Workflow workflow : facts.of(Workflow.class)) {
            if (out.wants(FAMILY)) {
                boolean isAction = workflow.triggers().isEmpty();
                Standing standing = isAction ? Standing.HEEDED : standing(facts.at());
                if (standing != Standing.IDLE) {
                    if (Untrusted.isTooMuch(workflow)) {
                        out.gap(GapKind.LIMIT, workflow.offsetBytes(), "too many variables in the steps of a workflow");
                    } else {
                        judge(workflow, new Claims(out, standing == Standing.PERHAPS));
                    }
                }
            }
        }
        for (Pipeline pipeline : facts.of(Pipeline.class)) {
            Standing standing = standingOfPipeline(facts.at());
            if (out.wants(FAMILY) && standing != Standing.IDLE) {
                judge(pipeline, new Claims(out, standing == Standing.PERHAPS));
            }
        }
    }

    /** What it does is all there is to judge: who starts it and with which rights is in the settings of the service. */
    private static void judge(Pipeline pipeline, Claims out) {
        pipeline.jobs().forEach(job -> StepCommands.judge(job, out));
    }

    private static void judge(Workflow workflow, Claims out) {
        Conditions conditions = new Conditions(workflow);
        for (Job job : workflow.jobs()) {
            InjectionJudge injections = new InjectionJudge(workflow, job, conditions, out);
            injections.judge();
            new EnvironmentFileJudge(job, injections, out).judge();
            new CheckoutJudge(workflow, job, conditions, out).judge();
            new ArtifactJudge(workflow, job, conditions, out).judge();
            SecretsJudge.judge(job, out);
            StepCommands.judge(job, out);
        }
        PinJudge.judge(workflow, out);
    }

    /** A service looks into the root of a repository, or into a folder of its own there. */
    private static Standing standingOfPipeline(Location at) {
        String path = file(at);
        List<String> folders = new ArrayList<>(Parts.of(path, '/'));
        folders.removeLast();
        if (!folders.isEmpty() && folders.getLast().startsWith(".")) {
            folders.removeLast();
        }
        return folders.isEmpty() ? Standing.HEEDED : standing(folders);
    }

    @Override
    public String placed(Location at) {
        boolean isOfSample = Parts.of(at.wholeName(), '/').stream().anyMatch(WorkflowRule::isSample);
        String folder = "/" + at.wholeName() + "/"; // itself, where a folder is meant
        boolean isOfWorkflows = FOLDERS.stream().anyMatch(folder::contains);
        return standing(at) + " " + standingOfPipeline(at) + (isOfSample ? " sample" : "")
                + (isOfWorkflows ? " workflows" : "");
    }

    /** Whether GitHub, or who takes its workflows, would run it; what is scanned by itself is meant. */
    static Standing standing(Location at) {
        String path = file(at);
        if (path.isEmpty()) {
            return Standing.HEEDED;
        }
        String target = at.target().replace('\\', '/');
        String whole = "/" + (entries(at).isEmpty() ? target + "/" : "") + path;
        int folder = -1;
        for (String each : FOLDERS) {
            folder = Math.max(folder, whole.lastIndexOf(each));
        }
        if (folder < 0) {
            return Standing.IDLE;
        }
        int inside = folder - (whole.length() - path.length());
        return inside <= 0 ? Standing.HEEDED : standing(Parts.of(path.substring(0, inside), '/'));
    }

    /** The members that lead to the file, in whatever encoding its text is. */
    private static List<String> entries(Location at) {
        boolean isText = !at.entries().isEmpty() && at.entries().getLast().equals(TEXT);
        return isText ? at.entries().subList(0, at.entries().size() - 1) : at.entries();
    }

    /** Its path within the target or the archive; empty for a target by itself. */
    private static String file(Location at) {
        List<String> entries = entries(at);
        return entries.isEmpty() ? at.path() : entries.getLast();
    }

    /**
     * By the folders within the target: the last may be the repository itself, as where all those of an owner are scanned or a folder with
     * clones, so that its name says little, and nothing if it is the only one.
     */
    private static Standing standing(List<String> folders) {
        int last = folders.size() - 1;
        if (folders.subList(0, last).stream().anyMatch(WorkflowRule::isSample)) {
            return Standing.IDLE;
        }
        return last > 0 && isSample(folders.get(last)) ? Standing.PERHAPS : Standing.HEEDED;
    }

    private static boolean isSample(String folder) {
        return SAMPLES.contains(folder.toLowerCase(Locale.ROOT));
    }
}
