package dev.assay.detectors.manifest;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which package of a lockfile asks for which: nodes by number, in the order in which they are added. Cycles are as good as any
 * other way. Takes memory from the budget for its edges; time in proportion to these. Belongs to one thread.
 */
public final class Graph implements AutoCloseable {
    private static final int PORTION_EDGES = 16 << 10;

    /** Of an edge in two growing arrays, while they are copied, and of its share when it is sorted. */
    private static final int EDGE_BYTES = 32;

    /** Needed at run time before it is needed for anything else. */
    private static final List<Scope> STRONGEST_FIRST = List.of(
            Scope.RUNTIME, Scope.PROVIDED, Scope.OPTIONAL, Scope.PEER, Scope.BUILD, Scope.TEST, Scope.DEVELOPMENT);

    private final Budget budget;
    private final IntFunction<String> labelOf;
    private final List<@Nullable String> labels = new ArrayList<>();
    private int[] from = new int[64];
    private int[] to = new int[64];
    private int edges;
    private long taken;
    private final List<Integer> roots = new ArrayList<>();
    private final BitSet parts = new BitSet();
    private final List<Integer> scoped = new ArrayList<>(); // what the project or a part of it asks for, and for what
    private final List<Scope> scopes = new ArrayList<>();

    public Graph(Budget budget) {
        this(budget, Integer::toString);
    }

    /** @param labelOf what the labels of {@link #node()} are: most are at the end of their way, and never asked for */
    public Graph(Budget budget, IntFunction<String> labelOf) {
        this.budget = budget;
        this.labelOf = labelOf;
    }

    /** A package whose label is made when it is asked for. */
    public int node() {
        labels.add(null);
        return labels.size() - 1;
    }

    /**
     * A package.
     *
     * @param label as it stands in a path: {@code name@version}
     * @return its number
     */
    public int node(String label) {
        labels.add(label);
        return labels.size() - 1;
    }

    /** One asks for another; nothing if either is none. */
    public void edge(int asking, int asked) {
        if (asking < 0 || asked < 0) {
            return;
        }
        if (edges % PORTION_EDGES == 0) {
            budget.takeMemory((long) PORTION_EDGES * EDGE_BYTES);
            taken += (long) PORTION_EDGES * EDGE_BYTES;
            budget.spendWork(PORTION_EDGES);
        }
        if (edges == from.length) {
            from = Arrays.copyOf(from, edges * 2);
            to = Arrays.copyOf(to, edges * 2);
        }
        from[edges] = asking;
        to[edges++] = asked;
    }

    /**
     * A part of the project, such as a workspace, asks for it: the way leads by the part, and it is there for what the part has it for,
     * whatever the part is for itself.
     */
    public void edge(int part, int asked, Scope scope) {
        if (part >= 0 && asked >= 0) {
            edge(part, asked);
            parts.set(part);
            scoped.add(asked);
            scopes.add(scope);
        }
    }

    /** It is a part of the project: of ways that are as short, one by it is told. */
    public void part(int part) {
        parts.set(part);
        root(part, Scope.RUNTIME);
    }

    /** The project asks for it. */
    public void root(int asked, Scope scope) {
        if (asked >= 0) {
            roots.add(asked);
            scoped.add(asked);
            scopes.add(scope);
        }
    }

    public int size() {
        return labels.size();
    }

    /** Whether anybody asks for a node by now. */
    public boolean[] asked() {
        boolean[] asked = new boolean[labels.size()];
        for (int i = 0; i < edges; i++) {
            asked[to[i]] |= from[i] != to[i];
        }
        return asked;
    }

    /** Looks for the ways from the project to everything. */
    public Ways ways() {
        int n = labels.size();
        int[] first = new int[n + 1];
        for (int i = 0; i < edges; i++) {
            first[from[i] + 1]++;
        }
        for (int i = 0; i < n; i++) {
            first[i + 1] += first[i];
        }
        int[] next = Arrays.copyOf(first, n);
        int[] targets = new int[edges];
        int[] dependents = new int[n];
        for (int i = 0; i < edges; i++) {
            targets[next[from[i]]++] = to[i];
            dependents[to[i]]++;
        }
        budget.spendWork(8L * (edges + n));
        Ways ways = new Ways(labels, labelOf, dependents);
        for (int i = 0; i < roots.size(); i++) {
            dependents[roots.get(i)]++;
        }
        reach(first, targets, ways);
        for (Scope scope : STRONGEST_FIRST) {
            reach(scope, first, targets, ways.scopes);
        }
        return ways;
    }

    private void reach(int[] first, int[] targets, Ways ways) {
        int[] open = new int[labels.size()];
        int n = 0;
        for (boolean ofParts :
                new boolean[] {true, false}) { // of ways that are as short, one by a part is the project's own
            for (int root : roots) {
                if (parts.get(root) == ofParts && !ways.isReached(root)) {
                    ways.reached(root, Ways.ROOT);
                    open[n++] = root;
                }
            }
        }
        for (int next = 0; next < n; next++) {
            int at = open[next];
            for (int i = first[at]; i < first[at + 1]; i++) {
                if (!ways.isReached(targets[i])) {
                    ways.reached(targets[i], at);
                    open[n++] = targets[i];
                }
            }
        }
    }

    private void reach(Scope scope, int[] first, int[] targets, @Nullable Scope[] found) {
        if (!scopes.contains(scope)) {
            return;
        }
        int[] open = new int[labels.size()];
        int n = 0;
        for (int i = 0; i < scoped.size(); i++) {
            if (scopes.get(i) == scope && found[scoped.get(i)] == null) {
                found[scoped.get(i)] = scope;
                open[n++] = scoped.get(i);
            }
        }
        for (int next = 0; next < n; next++) {
            int at = open[next];
            for (int i = first[at]; i < first[at + 1] && !parts.get(at); i++) {
                if (found[targets[i]] == null) {
                    found[targets[i]] = scope;
                    open[n++] = targets[i];
                }
            }
        }
    }

    @Override
    public void close() {
        if (taken > 0) {
            budget.giveBackMemory(taken);
            taken = 0;
        }
    }

    /** What was found. */
    public static final class Ways {
        private static final int ROOT = -1;
        private static final int UNREACHED = -2;

        /** Of a long way so many steps are kept at its beginning, and one less at its end. */
        private static final int KEPT = Dependency.MOST_PATH / 2;

        private final List<@Nullable String> labels;
        private final IntFunction<String> labelOf;
        private final int[] dependents;
        private final int[] parents;
        private final int[] steps; // in front of a node
        private final int[]
                early; // its ancestor at step KEPT - 1, so that a path costs the same however long the way is
        private final @Nullable Scope[] scopes;

        private int lastParent = UNREACHED; // those who have one in common have one path
        private List<String> lastPath = List.of();

        private Ways(List<@Nullable String> labels, IntFunction<String> labelOf, int[] dependents) {
            this.labels = labels;
            this.labelOf = labelOf;
            this.dependents = dependents;
            this.parents = new int[dependents.length];
            this.steps = new int[dependents.length];
            this.early = new int[dependents.length];
            this.scopes = new Scope[dependents.length];
            Arrays.fill(parents, UNREACHED);
        }

        private void reached(int node, int parent) {
            parents[node] = parent;
            if (parent >= 0) {
                steps[node] = steps[parent] + 1;
                early[node] = steps[node] == KEPT ? parent : early[parent];
            }
        }

        /** Whether the project asks for it. */
        public boolean isDirect(int node) {
            return parents[node] == ROOT;
        }

        /** Whether there is a way to it at all. */
        public boolean isReached(int node) {
            return parents[node] != UNREACHED;
        }

        public int dependents(int node) {
            return dependents[node];
        }

        /** The strongest of the scopes by whose ways it is reached; at run time if there is none. */
        public Scope scope(int node) {
            Scope scope = scopes[node];
            return scope == null ? Scope.RUNTIME : scope;
        }

        /** As in {@link Dependency#path}. */
        public List<String> path(int node) {
            if (parents[node] < 0) {
                return List.of();
            }
            if (parents[node] != lastParent) {
                lastParent = parents[node];
                lastPath = made(node);
            }
            return lastPath;
        }

        private String label(int node) {
            String label = labels.get(node);
            if (label == null) {
                label = labelOf.apply(node);
                labels.set(node, label);
            }
            return label;
        }

        private List<String> made(int node) {
            boolean isWhole = steps[node] <= Dependency.MOST_PATH;
            String[] path = new String[Math.min(steps[node], Dependency.MOST_PATH)];
            int at = parents[node];
            for (int i = path.length - 1; i >= (isWhole ? 0 : KEPT + 1); i--) {
                path[i] = label(at);
                at = parents[at];
            }
            if (!isWhole) {
                path[KEPT] = Dependency.LEFT_OUT;
                at = early[node];
                for (int i = KEPT - 1; i >= 0; i--) {
                    path[i] = label(at);
                    at = parents[at];
                }
            }
            return List.of(path);
        }
    }
}
