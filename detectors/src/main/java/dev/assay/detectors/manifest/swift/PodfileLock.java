package dev.assay.detectors.manifest.swift;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.LockGraph;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.Missing;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.function.UnaryOperator;

/**
 * {@code Podfile.lock}: pods with their versions and what each asks for. A part of a pod ({@code Pod/Part}) is told as the pod, with
 * the whole as its other name, since a registry knows the pod only.
 */
final class PodfileLock {
    private static final String ECOSYSTEM = "cocoapods";

    private PodfileLock() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        document.yaml(root -> {
            try (LockGraph graph = new LockGraph(document)) {
                for (Tree item : root.items("PODS")) {
                    pod(item, root, graph);
                }
                for (Tree item : root.items("DEPENDENCIES")) {
                    if (item instanceof Scalar asked) {
                        graph.root(name(asked.text()), Scope.RUNTIME, asked.offsetBytes());
                    }
                }
                Missing missing = new Missing();
                graph.missing(UnaryOperator.identity(), missing);
                missing.tell(out);
                graph.tell(out);
                if (root.get("COCOAPODS") == null) {
                    out.cutOff(document.length(), "no version of CocoaPods, which it is ended with");
                }
            }
        });
    }

    private static void pod(Tree item, Mapping root, LockGraph graph) {
        switch (item) {
            case Scalar pod -> add(pod.text(), pod.offsetBytes(), root, graph);
            case Mapping mapping -> {
                for (Entry entry : mapping.entries()) {
                    int node = add(entry.key(), entry.offsetBytes(), root, graph);
                    for (Tree asked : mapping.items(entry.key())) {
                        if (asked instanceof Scalar scalar) {
                            graph.ask(node, name(scalar.text()));
                        }
                    }
                }
            }
            case Tree.Sequence _ -> {}
        }
    }

    private static int add(String written, long at, Mapping root, LockGraph graph) {
        String name = name(written);
        int slash = name.indexOf('/');
        String pod = slash < 0 ? name : name.substring(0, slash);
        int open = written.indexOf(" (");
        int close = written.lastIndexOf(')');
        String digest = root.mapping("SPEC CHECKSUMS").textOrEmpty(pod);
        Mention mention = Mention.of(ECOSYSTEM, "", pod)
                .alias(name)
                .version(open < 0 || close < open ? "" : written.substring(open + 2, close))
                .integrity(digest.isEmpty() ? "" : "sha1-" + digest)
                .at(at);
        Mapping from = root.mapping("EXTERNAL SOURCES").mapping(pod);
        String path = from.textOrEmpty(":path") + from.textOrEmpty(":podspec");
        String git = from.textOrEmpty(":git");
        if (!git.isEmpty()) {
            String commit = root.mapping("CHECKOUT OPTIONS").mapping(pod).textOrEmpty(":commit");
            String revision = commit.isEmpty()
                    ? from.textOrEmpty(":commit") + from.textOrEmpty(":tag") + from.textOrEmpty(":branch")
                    : commit;
            mention.origin(Origin.Kind.GIT, revision.isEmpty() ? git : git + "#" + revision);
        } else if (!path.isEmpty()) {
            mention.origin(path.contains("://") ? Origin.Kind.URL : Origin.Kind.PATH, path);
        }
        return graph.add(name, mention);
    }

    /** {@code Name (~> 1.0)}, {@code Name (from `../name`)}. */
    private static String name(String text) {
        int space = text.indexOf(" (");
        return (space < 0 ? text : text.substring(0, space)).strip();
    }
}
