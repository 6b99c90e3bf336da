package dev.assay.detectors.autorun;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.fact.Workflow.Trigger;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import dev.assay.engine.text.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Workflows of GitHub (docs.github.com/actions/reference/workflows-and-actions/workflow-syntax), and actions that are made of steps. What
 * workflow and job say for all steps is handed down to each.
 */
final class WorkflowReader {
    private static final int MOST_NAME = 512;

    private final Content content;

    private WorkflowReader(Content content) {
        this.content = content;
    }

    static void read(Content content) throws MalformedException {
        YamlTree.Result yaml = content.yaml();
        for (Tree tree : yaml.documents()) {
            if (tree instanceof Mapping root) {
                new WorkflowReader(content).workflow(root);
            }
        }
        if (yaml.fault() != null) {
            throw yaml.fault();
        }
    }

    private void workflow(Mapping root) {
        SortedMap<String, String> environment = values(root.mapping("env"));
        String permissions = permissions(root, "");
        List<Job> jobs = new ArrayList<>();
        for (Entry job : root.mapping("jobs").entries()) {
            if (job.value() instanceof Mapping mapping) {
                jobs.add(job(job.key(), mapping, permissions, environment, root));
            }
        }
        Mapping runs = root.mapping("runs");
        if ("composite".equals(runs.text("using"))) {
            jobs.add(job("", runs, permissions, environment, root));
        }
        if (!jobs.isEmpty()) {
            content.out()
                    .fact(new Workflow(
                            name(root, "name"), triggers(root.get("on")), jobs, Math.max(root.offsetBytes(), 0)));
        }
    }

    private static List<Trigger> triggers(@Nullable Tree on) {
        List<Trigger> triggers = new ArrayList<>();
        switch (on) {
            case null -> {}
            case Scalar scalar -> triggers.add(new Trigger(scalar.text(), List.of()));
            case Sequence several ->
                Tree.scalars(several).forEach(each -> triggers.add(new Trigger(each.text(), List.of())));
            case Mapping mapping -> {
                for (Entry event : mapping.entries()) {
                    List<String> types = new ArrayList<>();
                    if (event.value() instanceof Mapping filters) {
                        for (Tree type : filters.items("types")) {
                            Tree.scalars(type).forEach(each -> types.add(each.text()));
                        }
                    }
                    triggers.add(new Trigger(event.key(), types));
                }
            }
        }
        return triggers;
    }

    private Job job(String id, Mapping job, String permissions, SortedMap<String, String> around, Mapping workflow) {
        SortedMap<String, String> environment = new TreeMap<>(around);
        environment.putAll(values(job.mapping("env")));
        Mapping defaults = defaults(job, workflow);
        List<Step> steps = new ArrayList<>();
        for (Tree step : job.items("steps")) {
            if (step instanceof Mapping mapping) {
                steps.add(step(mapping, environment, defaults));
            }
        }
        SortedMap<String, String> inputs = values(job.mapping("with"));
        switch (job.get("secrets")) {
            case Scalar inherit -> inputs.put("secrets.*", inherit.text());
            case Mapping secrets -> values(secrets).forEach((key, value) -> inputs.put("secrets." + key, value));
            case null, default -> {}
        }
        return new Job(
                Parts.first(id, MOST_NAME),
                labels(job.get("needs")),
                text(job, "if"),
                labels(job.get("runs-on")),
                permissions(job, permissions),
                environment(job.get("environment")),
                name(job, "uses"),
                inputs,
                steps,
                job.offsetBytes(),
                content.line(job.offsetBytes()));
    }

    /** The defaults of {@code run} that are nearest. */
    private static Mapping defaults(Mapping job, Mapping workflow) {
        Mapping own = job.mapping("defaults").mapping("run");
        return own.entries().isEmpty() ? workflow.mapping("defaults").mapping("run") : own;
    }

    private Step step(Mapping step, SortedMap<String, String> around, Mapping defaults) {
        SortedMap<String, String> environment = new TreeMap<>(around);
        environment.putAll(values(step.mapping("env")));
        String label = name(step, "name");
        String shell = name(step, "shell");
        String folder = name(step, "working-directory");
        return new Step(
                label.isEmpty() ? name(step, "id") : label,
                text(step, "if"),
                name(step, "uses").strip(),
                text(step, "run"),
                shell.isEmpty() ? name(defaults, "shell") : shell,
                folder.isEmpty() ? name(defaults, "working-directory") : folder,
                values(step.mapping("with")),
                environment,
                step.offsetBytes(),
                content.line(step.offsetBytes()));
    }

    private static List<String> labels(@Nullable Tree on) {
        List<String> labels = new ArrayList<>();
        if (on != null) {
            Tree.scalars(on).forEach(each -> labels.add(Parts.first(each.text(), MOST_NAME)));
        }
        return labels;
    }

    private static String environment(@Nullable Tree value) {
        return switch (value) {
            case Scalar scalar -> Parts.first(scalar.text(), MOST_NAME);
            case Mapping mapping -> name(mapping, "name");
            case null, default -> "";
        };
    }

    private static String permissions(Mapping around, String otherwise) {
        return switch (around.get("permissions")) {
            case Scalar scalar -> Parts.first(scalar.text(), MOST_NAME);
            case Mapping each -> {
                List<String> all = new ArrayList<>();
                values(each).forEach((key, value) -> all.add(key + ": " + value));
                yield all.isEmpty() ? "none" : Parts.first(String.join(", ", all), 4 * MOST_NAME);
            }
            case null, default -> otherwise;
        };
    }

    private static String name(Mapping mapping, String key) {
        String text = mapping.text(key);
        return text == null ? "" : Parts.first(text, MOST_NAME);
    }

    private String text(Mapping mapping, String key) {
        return mapping.get(key) instanceof Scalar scalar ? content.bounded(scalar.text(), scalar.offsetBytes()) : "";
    }

    private static SortedMap<String, String> values(Mapping mapping) {
        SortedMap<String, String> values = new TreeMap<>();
        for (Entry entry : mapping.entries()) {
            if (entry.value() instanceof Scalar scalar) {
                values.put(Parts.first(entry.key(), MOST_NAME), Parts.first(scalar.text(), Content.MOST_TEXT));
            }
        }
        return values;
    }
}
