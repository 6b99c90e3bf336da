package dev.assay.detectors.manifest.npm;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Graph;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.Missing;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code bun.lock}: JSON with commas at the ends of lists. Keys of packages are names, behind those of the packages in whose folder
 * they lie; a value is a list of {@code name@version}, the registry, what it asks for, and a digest.
 */
final class BunLock {
    /** Of what is asked for otherwise not everything is taken. */
    private static final Set<Scope> CLOSED = Set.of(Scope.RUNTIME, Scope.DEVELOPMENT);

    private final Dependencies out;
    private final Map<String, Integer> nodes = new HashMap<>();
    private final List<Entry> all = new ArrayList<>();
    private final Missing missing = new Missing();

    private BunLock(Dependencies out) {
        this.out = out;
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        if (!(document.json() instanceof Mapping root)) {
            throw new MalformedException(0, "a lockfile of Bun is an object");
        }
        try (Graph graph = new Graph(document.budget())) {
            new BunLock(out).run(root, graph);
        }
        PackageJson.overrides(root.mapping("overrides"), null, out);
        PnpmWorkspace.catalogs(root, out);
    }

    private void run(Mapping root, Graph graph) {
        for (Entry entry : root.mapping("packages").entries()) {
            if (entry.value() instanceof Sequence list && !list.items().isEmpty()) {
                nodes.put(entry.key(), graph.node(text(list, 0)));
                all.add(entry);
            } else {
                out.malformed(entry.value().offsetBytes(), "a package that is no list");
            }
        }
        for (int i = 0; i < all.size(); i++) {
            if (asks((Sequence) all.get(i).value()) instanceof Mapping asks) {
                for (String section : List.of("dependencies", "optionalDependencies", "peerDependencies")) {
                    for (Entry asked : asks.mapping(section).entries()) {
                        int node = resolve(all.get(i).key(), asked.key());
                        graph.edge(i, node);
                        if (node < 0 && section.equals("dependencies")) {
                            missing.name(asked.key(), asked.offsetBytes());
                        }
                    }
                }
            }
        }
        boolean[] isDirect = new boolean[all.size()];
        for (Entry workspace : root.mapping("workspaces").entries()) {
            if (workspace.value() instanceof Mapping part) {
                part(workspace.key(), part, graph, isDirect);
            }
        }
        missing.tell(out);
        Graph.Ways ways = graph.ways();
        for (int i = 0; i < all.size(); i++) {
            Relation relation = isDirect[i] || ways.isDirect(i)
                    ? Relation.DIRECT
                    : ways.isReached(i) ? Relation.TRANSITIVE : Relation.UNKNOWN;
            NpmSpec.tell(
                    mention(all.get(i)).relation(relation).scope(ways.scope(i)).way(ways, i), out);
        }
    }

    /** What follows the registry, or for what is from elsewhere the name: where there is an object. */
    private static Tree asks(Sequence list) {
        for (Tree item : list.items()) {
            if (item instanceof Mapping mapping) {
                return mapping;
            }
        }
        return list;
    }

    private void part(String folder, Mapping part, Graph graph, boolean[] isDirect) {
        String name = part.text("name");
        Integer own = folder.isEmpty() || name == null ? null : nodes.get(name);
        if (own != null) {
            graph.root(own, Scope.RUNTIME);
        }
        for (Map.Entry<String, Scope> section : PackageJson.SECTIONS.entrySet()) {
            for (Entry asked : part.mapping(section.getKey()).entries()) {
                int node = resolve(name == null || folder.isEmpty() ? "" : name, asked.key());
                if (node < 0 && CLOSED.contains(section.getValue())) {
                    missing.name(asked.key(), asked.offsetBytes());
                }
                if (node >= 0) {
                    isDirect[node] = true;
                    if (own == null) {
                        graph.root(node, section.getValue());
                    } else {
                        graph.edge(own, node, section.getValue());
                    }
                }
            }
        }
    }

    /** In the folder of the one that asks, then in those around it. */
    private int resolve(String asking, String name) {
        for (String at = asking; ; ) {
            Integer node = nodes.get(at.isEmpty() ? name : at + "/" + name);
            if (node != null) {
                return node;
            }
            if (at.isEmpty()) {
                return -1;
            }
            int slash = at.lastIndexOf('/');
            int before = slash < 0 ? -1 : at.lastIndexOf('/', slash - 1);
            boolean isScope = slash >= 0 && at.startsWith("@", before + 1);
            at = slash < 0 ? "" : at.substring(0, isScope ? Math.max(before, 0) : slash);
        }
    }

    private static String text(Sequence list, int i) {
        return i < list.items().size() && list.items().get(i) instanceof Scalar scalar ? scalar.text() : "";
    }

    private static Mention mention(Entry entry) {
        Sequence list = (Sequence) entry.value();
        String taken = text(list, 0);
        int at = taken.indexOf('@', 1);
        String name = at < 0 ? taken : taken.substring(0, at);
        String version = at < 0 ? "" : taken.substring(at + 1);
        String key = entry.key();
        int slash = key.lastIndexOf('/');
        int scope = slash < 0 ? -1 : key.lastIndexOf('/', slash - 1);
        boolean isScoped = slash > 0 && key.startsWith("@", scope + 1);
        String known = slash < 0 ? key : key.substring(isScoped ? scope + 1 : slash + 1);
        Mention mention = NpmSpec.named(name).alias(known).at(list.offsetBytes());
        if (version.startsWith("workspace:")) {
            return mention.origin(Origin.Kind.WORKSPACE, version.substring("workspace:".length()));
        }
        Origin.Kind kind = NpmSpec.kind(version);
        if (kind == Origin.Kind.GIT) {
            return mention.origin(NpmSpec.of(name, version).origin());
        }
        if (kind != Origin.Kind.REGISTRY) {
            return mention.origin(kind, version.startsWith("file:") ? version.substring("file:".length()) : version);
        }
        mention.version(version);
        String registry = text(list, 1);
        if (!registry.isEmpty()) {
            mention.origin(NpmSpec.resolved(mention, registry));
        }
        String last = text(list, list.items().size() - 1);
        return last.startsWith("sha") ? mention.integrity(last) : mention;
    }
}
