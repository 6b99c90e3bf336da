package dev.assay.detectors.manifest.python;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Graph;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.Missing;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The packages of a lockfile of Python's tools, which all are lists with names of what each asks for. Where the file does not tell
 * what the project asks for, what nobody else does is direct, and of the rest it is not known. Belongs to one thread.
 */
final class LockedPackages {
    /** One entry. */
    static final class Locked {
        final Mention mention;
        final List<String> asks = new ArrayList<>(2);

        /** What a part of the project asks for beside that. */
        final Map<String, Scope> asksAside = new LinkedHashMap<>(0);

        boolean isPart;

        /** Whether its format says whom it asks for, if it does. */
        boolean tellsAsks = true;

        boolean hasScope;

        /** What a package that has an entry of its own asks for beside that, with an extra. */
        boolean isExtra;

        final long offset;

        Locked(Mention mention, long offset) {
            this.mention = mention;
            this.offset = offset;
        }
    }

    private final List<Locked> all = new ArrayList<>();

    /** @param offsetBytes of its entry */
    Locked add(Mention mention, long offsetBytes) {
        Locked locked = new Locked(mention.at(offsetBytes), offsetBytes);
        all.add(locked);
        return locked;
    }

    /**
     * A gap if one is asked for that is not here, in no version.
     *
     * @param parts of the project, by their names, with where they are told
     */
    void missing(Map<String, Long> parts, Dependencies out) {
        Set<String> names = new HashSet<>();
        all.forEach(each -> names.add(each.mention.full()));
        Missing missing = new Missing();
        parts.forEach((name, offset) -> {
            if (!names.contains(name)) {
                missing.name(name, offset);
            }
        });
        for (Locked each : all) {
            for (Collection<String> asks : List.of(each.asks, each.asksAside.keySet())) {
                for (String name : asks) {
                    if (!names.contains(name)) {
                        missing.name(name, each.offset);
                    }
                }
            }
        }
        missing.tell(out);
    }

    void tell(Document document, Dependencies out) {
        mergeExtras();
        try (Graph graph = new Graph(document.budget())) {
            Map<String, List<Integer>> nodes = new HashMap<>();
            boolean hasParts = false;
            for (Locked each : all) {
                String version = each.mention.version();
                int node = graph.node(each.mention.full() + (version.isEmpty() ? "" : "@" + version));
                nodes.computeIfAbsent(each.mention.full(), _ -> new ArrayList<>(1))
                        .add(node);
                hasParts |= each.isPart;
            }
            boolean[] isAskedByParts = new boolean[all.size()];
            for (int i = 0; i < all.size(); i++) {
                connect(i, nodes, graph, isAskedByParts);
            }
            boolean[] isAsked = graph.asked();
            boolean isTold = all.stream().anyMatch(each -> each.tellsAsks);
            for (int i = 0; isTold && i < all.size(); i++) {
                if (hasParts ? all.get(i).isPart : !isAsked[i]) {
                    graph.root(i, Scope.RUNTIME);
                }
            }
            Graph.Ways ways = graph.ways();
            for (int i = 0; i < all.size(); i++) {
                Locked each = all.get(i);
                if (each.isPart && !isAsked[i]) {
                    continue; // the project itself
                }
                boolean isDirect = hasParts ? isAskedByParts[i] : ways.isDirect(i);
                boolean isTransitive = hasParts && ways.isReached(i);
                Relation relation = isDirect ? Relation.DIRECT : isTransitive ? Relation.TRANSITIVE : Relation.UNKNOWN;
                if (!each.hasScope) {
                    each.mention.scope(ways.scope(i));
                }
                out.add(each.mention.relation(relation).way(ways, i));
            }
        }
    }

    private void mergeExtras() {
        if (all.stream().noneMatch(each -> each.isExtra)) {
            return;
        }
        Map<String, Locked> packages = new HashMap<>();
        for (Locked each : all) {
            if (!each.isExtra) {
                packages.putIfAbsent(label(each), each);
            }
        }
        all.removeIf(each -> {
            Locked of = each.isExtra ? packages.get(label(each)) : null;
            if (of == null) {
                return false;
            }
            each.asks.stream().filter(name -> !name.equals(of.mention.full())).forEach(of.asks::add);
            return true;
        });
    }

    private static String label(Locked each) {
        return each.mention.full() + "@" + each.mention.version();
    }

    /** Of a name that is there in several versions all are meant, as for several platforms. */
    private void connect(int i, Map<String, List<Integer>> nodes, Graph graph, boolean[] isAskedByParts) {
        Locked each = all.get(i);
        for (String name : each.asks) {
            for (int node : nodes.getOrDefault(name, List.of())) {
                if (each.isPart) {
                    graph.edge(i, node, Scope.RUNTIME);
                } else {
                    graph.edge(i, node);
                }
                isAskedByParts[node] |= each.isPart;
            }
        }
        each.asksAside.forEach((name, scope) -> {
            for (int node : nodes.getOrDefault(name, List.of())) {
                graph.root(node, scope);
                isAskedByParts[node] |= each.isPart;
            }
        });
    }
}
