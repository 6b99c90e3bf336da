package dev.assay.detectors.autorun;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.fact.Workflow.Trigger;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Masked;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import dev.assay.engine.text.YamlTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Workflows of GitHub (docs.github.com/actions/reference/workflows-and-actions/workflow-syntax), and actions that are made of steps. What
 * workflow and job say for all steps is handed down to each.
 */
final class WorkflowReader {
    private static final int MOST_NAME = 512;

    /** What the variables of all steps may hold together, as each is said to see them all: characters. */
    private static final int MOST_HANDED_DOWN = 4 << 20;

    private static final int ENTRY = 64;

    /** In an expression, what a job has one value of at a time. */
    private static final String MATRIX = "matrix";

    private final Content content;
    private long handedDown;

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
        SortedMap<String, String> environment = environment(root.mapping("env"));
        String permissions = permissions(root, "");
        List<Job> jobs = new ArrayList<>();
        for (Entry job : root.mapping("jobs").entries()) {
            if (root.get("on") != null && job.value() instanceof Mapping mapping) {
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
        SortedMap<String, String> environment = joined(around, environment(job.mapping("env")));
        long size = size(environment);
        Mapping defaults = defaults(job, workflow);
        List<Step> steps = new ArrayList<>();
        for (Tree step : job.items("steps")) {
            if (step instanceof Mapping mapping) {
                steps.add(step(mapping, handedDown(environment, size, mapping), defaults));
            }
        }
        SortedMap<String, String> inputs = values(job.mapping("with"));
        switch (job.get("secrets")) {
            case Scalar inherit -> inputs.put("secrets.*", inherit.text());
            case Mapping secrets ->
                values(secrets).forEach((key, value) -> inputs.put("secrets." + key, Masked.value("secret", value)));
            case null, default -> {}
        }
        return new Job(
                Parts.first(id, MOST_NAME),
                labels(job.get("needs")),
                text(job, "if"),
                runners(job),
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

    /** The variables of the job, as long as there is room to say them of each step. */
    private SortedMap<String, String> handedDown(SortedMap<String, String> environment, long size, Mapping step) {
        boolean fitted = handedDown <= MOST_HANDED_DOWN;
        handedDown += size;
        if (handedDown <= MOST_HANDED_DOWN) {
            return environment;
        }
        if (fitted) {
            content.out()
                    .gap(
                            GapKind.LIMIT,
                            step.offsetBytes(),
                            "variables of more than " + MOST_HANDED_DOWN + " characters that steps see",
                            -1);
        }
        return Collections.emptySortedMap();
    }

    private static long size(SortedMap<String, String> environment) {
        long size = 0;
        for (Map.Entry<String, String> each : environment.entrySet()) {
            size += ENTRY + each.getKey().length() + each.getValue().length();
        }
        return size;
    }

    /** The same map where nothing is added. */
    private static SortedMap<String, String> joined(SortedMap<String, String> around, SortedMap<String, String> own) {
        if (own.isEmpty() || around.isEmpty()) {
            return own.isEmpty() ? around : own;
        }
        SortedMap<String, String> joined = new TreeMap<>(around);
        joined.putAll(own);
        return joined;
    }

    private Step step(Mapping step, SortedMap<String, String> around, Mapping defaults) {
        SortedMap<String, String> environment = joined(around, environment(step.mapping("env")));
        String label = name(step, "name");
        String shell = name(step, "shell");
        String folder = name(step, "working-directory");
        if (step.get("run") instanceof Scalar run) {
            content.packages(run.text(), run.offsetBytes());
        }
        return new Step(
                label.isEmpty() ? name(step, "id") : label,
                text(step, "if"),
                name(step, "uses").strip(),
                text(step, "run"),
                shell.isEmpty() ? name(defaults, "shell") : shell,
                folder.isEmpty() ? name(defaults, "working-directory") : folder,
                inputs(step.mapping("with")),
                environment,
                step.offsetBytes(),
                content.line(step.offsetBytes()));
    }

    /** The labels as they are written, and behind them what the job's matrix has for those that it fills in. */
    private static List<String> runners(Mapping job) {
        List<String> labels = labels(job.get("runs-on"));
        if (labels.stream().noneMatch(label -> label.contains(MATRIX))) {
            return labels;
        }
        Tree matrix = job.mapping("strategy").get("matrix");
        Set<String> all = new LinkedHashSet<>(labels);
        if (matrix instanceof Mapping mapping) {
            fillIn(mapping, labels, all);
            for (Tree more : mapping.items("include")) {
                if (more instanceof Mapping combination) {
                    fillIn(combination, labels, all);
                }
            }
        } else {
            all.addAll(labels(matrix)); // an expression that gives one
        }
        return List.copyOf(all);
    }

    /** Adds the values of those keys that the labels name. */
    private static void fillIn(Mapping matrix, List<String> labels, Set<String> all) {
        for (Entry entry : matrix.entries()) {
            String member = "." + entry.key();
            String index = "'" + entry.key() + "'";
            if (labels.stream().anyMatch(label -> label.contains(member) || label.contains(index))) {
                all.addAll(labels(entry.value()));
            }
        }
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
                for (Entry entry : each.entries()) {
                    if (entry.value() instanceof Scalar scalar) {
                        all.add(Parts.first(entry.key(), MOST_NAME) + ": " + Parts.first(scalar.text(), MOST_NAME));
                    }
                }
                Collections.sort(all);
                yield all.isEmpty() ? "none" : Parts.first(String.join(", ", all), 4 * MOST_NAME);
            }
            case null, default -> otherwise;
        };
    }

    private static String name(Mapping mapping, String key) {
        String text = mapping.text(key);
        return text == null ? "" : Masked.of(Parts.first(text, MOST_NAME));
    }

    private String text(Mapping mapping, String key) {
        return mapping.get(key) instanceof Scalar scalar ? content.bounded(scalar.text(), scalar.offsetBytes()) : "";
    }

    private SortedMap<String, String> values(Mapping mapping) {
        SortedMap<String, String> values = new TreeMap<>();
        for (Entry entry : mapping.entries()) {
            if (entry.value() instanceof Scalar scalar) {
                String text = content.bounded(scalar.text(), scalar.offsetBytes());
                values.put(Parts.first(entry.key(), MOST_NAME), Masked.value(entry.key(), text));
            }
        }
        return values;
    }

    /** What an action is given, under names in lower case: to GitHub {@code REF} and {@code ref} are one input. */
    private SortedMap<String, String> inputs(Mapping mapping) {
        SortedMap<String, String> inputs = new TreeMap<>();
        values(mapping).forEach((name, value) -> inputs.put(name.toLowerCase(Locale.ROOT), value));
        return inputs;
    }

    /** Of variables the expressions only, parted by spaces: what is written out may be a password, and nobody asks for it. */
    private SortedMap<String, String> environment(Mapping mapping) {
        SortedMap<String, String> values = new TreeMap<>();
        for (Entry entry : mapping.entries()) {
            if (entry.value() instanceof Scalar scalar) {
                String text = scalar.text().contains("${{") ? content.bounded(scalar.text(), scalar.offsetBytes()) : "";
                values.put(Parts.first(entry.key(), MOST_NAME), expressions(text));
            }
        }
        return values;
    }

    private static String expressions(String text) {
        StringBuilder all = new StringBuilder();
        int at = 0;
        while ((at = text.indexOf("${{", at)) >= 0) {
            int end = text.indexOf("}}", at);
            if (end < 0) {
                break;
            }
            all.append(all.isEmpty() ? "" : " ").append(text, at, end + 2);
            at = end + 2;
        }
        return all.toString();
    }
}
