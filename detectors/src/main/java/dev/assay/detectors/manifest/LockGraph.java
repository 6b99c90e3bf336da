package dev.assay.detectors.manifest;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The packages of a lockfile and what each asks for, by names. Where the file says what the project asks for, that is direct, what
 * it leads to is transitive, and of the rest it is not known. Where it does not say so, what nobody else asks for is direct, and of the
 * rest it is not known; of packages that name nobody nothing is known. Takes memory in proportion to the document until it is
 * closed. Belongs to one thread.
 */
public final class LockGraph implements AutoCloseable {
    private final Budget budget;
    private final long taken;
    private final Graph graph;
    private final List<Mention> mentions = new ArrayList<>();
    private final List<List<String>> asks = new ArrayList<>();
    private final Map<String, List<Integer>> nodes = new HashMap<>();
    private final List<String> roots = new ArrayList<>();
    private final List<Scope> rootScopes = new ArrayList<>();
    private final List<Long> rootOffsets = new ArrayList<>();

    public LockGraph(Document document) {
        this(document.budget(), document.length());
    }

    /** @param documentBytes what the packages are written in */
    public LockGraph(Budget budget, int documentBytes) {
        this.budget = budget;
        this.taken = 4L * documentBytes;
        budget.takeMemory(taken);
        this.graph = new Graph(budget);
    }

    /**
     * A package.
     *
     * @param key by what others ask for it; several may have the same, as for several platforms, and then all are meant
     * @return its number
     */
    public int add(String key, Mention mention) {
        String version = mention.version();
        int node = graph.node(mention.full() + (version.isEmpty() ? "" : "@" + version));
        mentions.add(mention);
        asks.add(new ArrayList<>(2));
        known(key, node);
        return node;
    }

    /** One more key by which it is asked for. */
    public void known(String key, int node) {
        nodes.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(node);
    }

    /** A package asks for another, which may be added later, or never. */
    public void ask(int node, String key) {
        asks.get(node).add(key);
    }

    /** The project asks for it. */
    public void root(String key, Scope scope) {
        root(key, scope, -1);
    }

    /** The same, with the place where it does. */
    public void root(String key, Scope scope, long offsetBytes) {
        roots.add(key);
        rootScopes.add(scope);
        rootOffsets.add(offsetBytes);
    }

    /**
     * What is asked for, by packages or by the project where it has a place, and is not here in any version: of a lockfile whose tool
     * writes an entry for everything that is asked for.
     *
     * @param named a key of another, under which each version of it is known
     */
    public void missing(UnaryOperator<String> named, Missing missing) {
        for (int i = 0; i < mentions.size(); i++) {
            for (String key : asks.get(i)) {
                missing(key, named, mentions.get(i).offset, missing);
            }
        }
        for (int i = 0; i < roots.size(); i++) {
            if (rootOffsets.get(i) >= 0) {
                missing(roots.get(i), named, rootOffsets.get(i), missing);
            }
        }
    }

    private void missing(String key, UnaryOperator<String> named, long offset, Missing missing) {
        String name = named.apply(key);
        if (!has(key) && !has(name)) {
            missing.name(name, offset);
        }
    }

    /** The package that was added last, or -1. */
    public int last() {
        return mentions.size() - 1;
    }

    public boolean has(String key) {
        return nodes.containsKey(key);
    }

    /** Tells of all of them, in the order in which they were added; a scope that one has stays, unless it is that of running. */
    public void tell(Dependencies out) {
        boolean hasEdges = false;
        for (int i = 0; i < mentions.size(); i++) {
            for (String key : asks.get(i)) {
                for (int asked : nodes.getOrDefault(key, List.of())) {
                    graph.edge(i, asked);
                    hasEdges = true;
                }
            }
        }
        boolean[] isAsked = graph.asked();
        for (int i = 0; i < roots.size(); i++) {
            for (int node : nodes.getOrDefault(roots.get(i), List.of())) {
                graph.root(node, rootScopes.get(i));
            }
        }
        for (int i = 0; roots.isEmpty() && hasEdges && i < mentions.size(); i++) {
            if (!isAsked[i]) {
                graph.root(i, mentions.get(i).scope());
            }
        }
        Graph.Ways ways = graph.ways();
        for (int i = 0; i < mentions.size(); i++) {
            Mention each = mentions.get(i);
            boolean isKnown = !roots.isEmpty() && ways.isReached(i);
            Relation relation = ways.isDirect(i) ? Relation.DIRECT : isKnown ? Relation.TRANSITIVE : Relation.UNKNOWN;
            out.add(each.relation(relation)
                    .scope(each.scope() == Scope.RUNTIME ? ways.scope(i) : each.scope())
                    .way(ways, i));
        }
    }

    @Override
    public void close() {
        graph.close();
        budget.giveBackMemory(taken);
    }
}
