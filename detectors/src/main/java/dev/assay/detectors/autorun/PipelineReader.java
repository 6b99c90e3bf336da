package dev.assay.detectors.autorun;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Pipeline;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.text.Masked;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import dev.assay.engine.text.TreePaths;
import dev.assay.engine.text.YamlTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Files by which services other than GitHub build a repository: which keys hold commands is {@code pipelines.tsv}. What a job takes from
 * another one ({@code extends}, {@code !reference}) is told of that one. Belongs to one thread.
 */
final class PipelineReader implements TreePaths.Visitor<PipelineReader.Role> {
    private static final int MOST_NAME = 512;

    private enum What {
        JOB,
        RUNNER,
        COMMANDS
    }

    /**
     * What stands at a place.
     *
     * @param order of commands among those of their job
     */
    record Role(What what, int order) {}

    private record Commands(int order, Step step) {}

    /** A job that is being read. */
    private record Open(String id, long offsetBytes, List<String> runners, List<Commands> commands) {
        Open(String id, Tree tree) {
            this(id, Math.max(tree.offsetBytes(), 0), new ArrayList<>(0), new ArrayList<>());
        }
    }

    private static final TreePaths<Role> PATHS = paths();

    private final Content content;
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Job> jobs = new ArrayList<>();

    private PipelineReader(Content content) {
        this.content = content;
    }

    private static TreePaths<Role> paths() {
        TreePaths<Role> paths = new TreePaths<>();
        int order = 0;
        for (List<String> row :
                Rows.read(Objects.requireNonNull(PipelineReader.class.getResource("pipelines.tsv")), 3)) {
            Role role = new Role(What.valueOf(row.get(1).toUpperCase(Locale.ROOT)), order++);
            Parts.of(row.get(2), ' ').forEach(path -> paths.add(path, role));
        }
        return paths;
    }

    static void read(Content content) throws MalformedException {
        YamlTree.Result yaml = content.yaml();
        for (Tree tree : yaml.documents()) {
            if (!(tree instanceof Scalar)) {
                new PipelineReader(content).document(tree);
            }
        }
        if (yaml.fault() != null) {
            throw yaml.fault();
        }
    }

    private void document(Tree tree) {
        open.push(new Open("", tree));
        PATHS.walk(tree, this);
        close();
        if (!jobs.isEmpty()) {
            content.out().fact(new Pipeline(jobs, Math.max(tree.offsetBytes(), 0)));
        }
    }

    @Override
    public void enter(Role role, String key, Tree tree) {
        switch (role.what()) {
            case JOB -> {
                if (tree instanceof Mapping) {
                    open.push(new Open(Masked.of(Parts.first(key, MOST_NAME)), tree));
                }
            }
            case RUNNER -> {
                if (!(tree instanceof Mapping)) {
                    Tree.scalars(tree)
                            .forEach(each -> open.element().runners().add(Parts.first(each.text(), MOST_NAME)));
                }
            }
            case COMMANDS -> commands(role, key, tree);
        }
    }

    @Override
    public void leave(Role role, Tree tree) {
        if (role.what() == What.JOB && tree instanceof Mapping) {
            close();
        }
    }

    /** A text, or a list of lines that one shell reads; what is another object in it is none. */
    private void commands(Role role, String key, Tree tree) {
        StringBuilder text = new StringBuilder();
        lines(tree, text);
        if (!text.isEmpty()) {
            content.packages(text.toString(), tree.offsetBytes());
            open.element().commands().add(new Commands(role.order(), step(key, text.toString(), tree)));
        }
    }

    private static void lines(Tree tree, StringBuilder text) {
        switch (tree) {
            case Scalar scalar -> text.append(text.isEmpty() ? "" : "\n").append(scalar.text());
            case Sequence list -> {
                if (!list.tag().contains("reference")) { // of GitLab: the words are the names of another job's commands
                    list.items().forEach(each -> lines(each, text));
                }
            }
            case Mapping _ -> {}
        }
    }

    private Step step(String label, String text, Tree tree) {
        return new Step(
                label,
                "",
                "",
                content.bounded(text, tree.offsetBytes()),
                "",
                "",
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                tree.offsetBytes(),
                content.line(tree.offsetBytes()));
    }

    private void close() {
        Open job = open.pop();
        if (job.runners().isEmpty() && job.commands().isEmpty()) {
            return;
        }
        job.commands().sort(Comparator.comparingInt(Commands::order));
        jobs.add(new Job(
                job.id(),
                List.of(),
                "",
                job.runners(),
                "",
                "",
                "",
                Collections.emptySortedMap(),
                job.commands().stream().map(Commands::step).toList(),
                job.offsetBytes(),
                content.line(job.offsetBytes())));
    }
}
