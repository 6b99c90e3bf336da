package dev.assay.detectors.manifest.actions;

import dev.assay.detectors.manifest.CommitComment;
import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.ImageReference;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.PipCommand;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.YamlTree;
import java.util.List;
import java.util.Set;

/**
 * A workflow of GitHub Actions, or an action: other actions, reusable workflows and images that its steps and jobs use. The purl is
 * {@code pkg:github/owner/name@ref}, whatever folder of the repository the action lies in; the range has it all, and behind a commit the
 * version that a comment says, as bots that renew commits write it: {@code owner/name@<commit> # v1.2.3}.
 */
final class Workflow {
    private static final String ECOSYSTEM = "github";

    private static final String ROOT = "../../";

    /** Of the workspace, or of the repository at the commit that runs. */
    private static final List<String> OWN = List.of("./", "../", "$/");

    private static final String TAGS = "refs/tags/";
    private static final String DOCKER = "docker://";

    private final Document document;
    private final Dependencies out;
    private JobMatrix matrix = JobMatrix.NONE; // of the job that is read

    private Workflow(Document document, Dependencies out) {
        this.document = document;
        this.out = out;
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        new Workflow(document, out).read();
    }

    private void read() throws MalformedException {
        YamlTree.Result yaml = document.yaml();
        for (Tree tree : yaml.documents()) {
            if (tree instanceof Mapping root) {
                if (root.get("on") != null && root.mapping("jobs").entries().isEmpty()) {
                    out.cutOff(root.offsetBytes(), "a workflow without jobs, which GitHub refuses");
                }
                for (Entry job : root.mapping("jobs").entries()) {
                    if (job.value() instanceof Mapping mapping) {
                        job(mapping);
                    }
                }
                matrix = JobMatrix.NONE;
                Mapping runs = root.mapping("runs");
                steps(runs, false);
                entry(runs, "image");
            }
        }
        if (yaml.fault() != null) {
            throw yaml.fault();
        }
    }

    private void job(Mapping job) {
        matrix = JobMatrix.of(job);
        entry(job, "uses");
        steps(job, true);
        container(job);
        for (Entry service : job.mapping("services").entries()) {
            if (service.value() instanceof Mapping mapping) {
                entry(mapping, "image");
            }
        }
    }

    private void container(Mapping job) {
        switch (job.get("container")) {
            case null -> {}
            case Scalar _ -> entry(job, "container");
            case Mapping mapping -> entry(mapping, "image");
            case Tree.Sequence _ -> {}
        }
    }

    /** @param isOfJob whether they run in the repository, and not wherever somebody uses an action */
    private void steps(Mapping around, boolean isOfJob) {
        for (Tree step : around.items("steps")) {
            if (step instanceof Mapping mapping) {
                entry(mapping, "uses");
                if (isOfJob) {
                    run(mapping);
                }
            }
        }
    }

    /** The folder of workflows is the second below that of the repository. */
    private void run(Mapping step) {
        String written = step.text("working-directory");
        String folder = written == null ? "" : written;
        for (Entry entry : step.entries()) {
            if (entry.key().equals("run") && entry.value() instanceof Scalar script && folder.indexOf('$') < 0) {
                for (PipCommand.Taken list : PipCommand.lists(script.text())) {
                    if (!list.file().startsWith("/")) {
                        String path = ROOT + (folder.isEmpty() ? "" : folder + "/") + list.file();
                        out.installs(path, list.isOfConstraints(), entry.offsetBytes());
                    }
                }
            }
        }
    }

    private void entry(Mapping mapping, String key) {
        for (Entry entry : mapping.entries()) {
            if (entry.key().equals(key) && entry.value() instanceof Scalar scalar) {
                used(scalar.text().strip(), key, entry.offsetBytes());
            }
        }
    }

    private void used(String used, String key, long at) {
        boolean isImage = used.startsWith(DOCKER) || !key.equals("uses");
        boolean isOwn = OWN.stream().anyMatch(used::startsWith) || key.equals("image") && isFile(used);
        if (isOwn || used.isEmpty()) {
            return; // of the repository itself
        }
        if (used.equals(DOCKER)) {
            out.cutOff(at, "an image without a name");
            return;
        }
        if (isImage) {
            image(used.startsWith(DOCKER) ? used.substring(DOCKER.length()) : used, at);
            return;
        }
        int ref = used.indexOf('@');
        String path = ref < 0 ? used : used.substring(0, ref);
        int owner = path.indexOf('/');
        if (owner <= 0) {
            out.malformed(at, "an action that is no owner and repository: " + Quoted.of(Parts.first(used, 80)));
            return;
        }
        int folder = path.indexOf('/', owner + 1);
        String name = path.substring(owner + 1, folder < 0 ? path.length() : folder);
        if (ref < 0 || ref == used.length() - 1) { // which GitHub refuses
            out.cutOff(at, "an action without a ref: " + Quoted.of(Parts.first(used, 80)));
        }
        out.add(Mention.of(ECOSYSTEM, path.substring(0, owner), name)
                .version(ref < 0 ? "" : tag(used.substring(ref + 1)))
                .range(ref < 0 ? used : used + CommitComment.of(document, used.substring(ref + 1), at))
                .scope(Scope.BUILD)
                .at(at));
    }

    /** Of a full reference the tag, as it is written mostly. */
    private static String tag(String ref) {
        return ref.startsWith(TAGS) ? ref.substring(TAGS.length()) : ref;
    }

    /** One for each combination of the job's matrix, where that names it. */
    private void image(String image, long at) {
        Set<String> images = image.contains("${{") ? matrix.texts(image) : Set.of(image);
        if (images.isEmpty()) {
            out.gap(GapKind.UNSUPPORTED, at, "an image that an expression names: " + Quoted.of(Parts.first(image, 80)));
        }
        for (String each : images) {
            if (!each.isBlank()) { // with nothing there, the job has no container
                out.add(ImageReference.of(each).scope(Scope.BUILD).at(at));
            }
        }
    }

    /** An action may be built from a file beside it. */
    private static boolean isFile(String image) {
        return image.endsWith("Dockerfile") || image.startsWith("Dockerfile");
    }
}
