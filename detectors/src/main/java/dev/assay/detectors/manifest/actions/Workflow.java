package dev.assay.detectors.manifest.actions;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.ImageReference;
import dev.assay.detectors.manifest.Mention;
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

/**
 * A workflow of GitHub Actions, or an action: other actions, reusable workflows and images that its steps and jobs use. The purl is
 * {@code pkg:github/owner/name@ref}, whatever folder of the repository the action lies in; the range has it all.
 */
final class Workflow {
    private static final String ECOSYSTEM = "github";

    private Workflow() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        YamlTree.Result yaml = document.yaml();
        for (Tree tree : yaml.documents()) {
            if (tree instanceof Mapping root) {
                for (Entry job : root.mapping("jobs").entries()) {
                    if (job.value() instanceof Mapping mapping) {
                        job(mapping, out);
                    }
                }
                Mapping runs = root.mapping("runs");
                steps(runs, out);
                entry(runs, "image", out);
            }
        }
        if (yaml.fault() != null) {
            throw yaml.fault();
        }
    }

    private static void job(Mapping job, Dependencies out) {
        entry(job, "uses", out);
        steps(job, out);
        container(job, out);
        for (Entry service : job.mapping("services").entries()) {
            if (service.value() instanceof Mapping mapping) {
                entry(mapping, "image", out);
            }
        }
    }

    private static void container(Mapping job, Dependencies out) {
        switch (job.get("container")) {
            case null -> {}
            case Scalar _ -> entry(job, "container", out);
            case Mapping mapping -> entry(mapping, "image", out);
            case Tree.Sequence _ -> {}
        }
    }

    private static void steps(Mapping around, Dependencies out) {
        for (Tree step : around.items("steps")) {
            if (step instanceof Mapping mapping) {
                entry(mapping, "uses", out);
            }
        }
    }

    private static void entry(Mapping mapping, String key, Dependencies out) {
        for (Entry entry : mapping.entries()) {
            if (entry.key().equals(key) && entry.value() instanceof Scalar scalar) {
                used(scalar.text().strip(), key, entry.offsetBytes(), out);
            }
        }
    }

    private static void used(String used, String key, long at, Dependencies out) {
        boolean isImage = used.startsWith("docker://") || !key.equals("uses");
        boolean isOwn = used.startsWith("./") || used.startsWith("../") || key.equals("image") && isFile(used);
        if (isOwn || used.isEmpty()) {
            return; // of the repository itself
        }
        if (isImage && used.contains("${{")) {
            out.gap(GapKind.UNSUPPORTED, at, "an image that an expression names: " + Quoted.of(Parts.first(used, 80)));
            return;
        }
        if (isImage) {
            String image = used.startsWith("docker://") ? used.substring("docker://".length()) : used;
            out.add(ImageReference.of(image).scope(Scope.BUILD).at(at));
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
        out.add(Mention.of(ECOSYSTEM, path.substring(0, owner), name)
                .version(ref < 0 ? "" : used.substring(ref + 1))
                .range(used)
                .scope(Scope.BUILD)
                .at(at));
    }

    /** An action may be built from a file beside it. */
    private static boolean isFile(String image) {
        return image.endsWith("Dockerfile") || image.startsWith("Dockerfile");
    }
}
