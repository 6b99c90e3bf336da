package dev.assay.detectors.manifest.sbom;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Graph;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a bill of materials lists, and which of it asks for which. A package without a purl is of the ecosystem {@code generic}.
 * What it holds takes its memory from the budget until it is closed. Belongs to one thread.
 */
final class Bill implements AutoCloseable {
    /** A package with its reference, and with its place among others; texts come out of the document's own size. */
    static final int PACKAGE_BYTES = 512;

    /** Behind which a bill stands that was handed on by another: in GitHub's answers, and in statements of in-toto. */
    static final Set<String> AROUND = Set.of("sbom", "predicate", "Data");

    /** Of a package URL in a gap. */
    private static final int MOST_SHOWN = 80;

    private static final int EDGE_BYTES = 128;
    private static final int PORTION = 512 << 10;

    private final Budget budget;
    private long taken;
    private int left;
    private final List<Mention> mentions = new ArrayList<>();
    private final List<Boolean> isScoped = new ArrayList<>();
    private final List<Integer> sharing = new ArrayList<>();
    private final Map<String, Integer> nodes = new HashMap<>();
    private final List<Edge> edges = new ArrayList<>();
    private final Set<String> roots = new HashSet<>();
    private final Set<String> keys = new HashSet<>();
    private String incomplete = "";
    private long incompleteAt;
    private final Unread unreadable = new Unread();
    private final Unread unknown = new Unread();

    /** @param scope what it is asked for; null where one only holds the other */
    private record Edge(
            String asking, String asked, @Nullable Scope scope) {}

    Bill(Document document) {
        this.budget = document.budget();
        take(2L * document.length());
    }

    private void take(long bytes) {
        budget.takeMemory(bytes);
        taken += bytes;
    }

    /** Something more is kept. */
    void keep(int bytes) {
        if (left < bytes) {
            take(PORTION);
            left += PORTION;
        }
        left -= bytes;
    }

    @Override
    public void close() {
        budget.giveBackMemory(taken);
        taken = 0;
    }

    /** Of a purl, if that is one; what else is said of it is for where there is none. */
    Mention mention(String purl, String group, String name, String version, long offsetBytes) {
        String written = purl.strip();
        Optional<Mention> read = Purl.of(written);
        if (read.isPresent()) {
            Mention mention = read.get().at(offsetBytes);
            if (!Purl.isKnownType(mention)) {
                unknown.add(written, offsetBytes);
            }
            return mention.version().isEmpty() ? mention.version(version) : mention;
        }
        if (!written.isEmpty()) {
            unreadable.add(written, offsetBytes);
        }
        return Mention.of("generic", group, name).version(version).at(offsetBytes);
    }

    /**
     * Several of one reference are asked for by the same packages.
     *
     * @param isScoped whether it is said what it is for
     */
    void add(String reference, Mention mention, boolean isScoped) {
        keep(PACKAGE_BYTES);
        Integer first = reference.isEmpty() ? null : nodes.putIfAbsent(reference, mentions.size());
        sharing.add(first == null ? mentions.size() : first);
        mentions.add(mention);
        this.isScoped.add(isScoped);
    }

    /** What the bill is of: whatever it asks for is a direct dependency. */
    void root(String reference) {
        if (!reference.isEmpty()) {
            roots.add(reference);
        }
    }

    /** One holds, or describes, the other. */
    void edge(String asking, String asked) {
        keep(EDGE_BYTES);
        edges.add(new Edge(asking, asked, null));
    }

    /** @param scope what it is asked for */
    void edge(String asking, String asked, Scope scope) {
        keep(EDGE_BYTES);
        edges.add(new Edge(asking, asked, scope));
    }

    /** A bill that stands within something else, where nothing is known to hand on bills. */
    static void within(Mapping part, Dependencies out) {
        out.gap(
                GapKind.UNSUPPORTED,
                part.offsetBytes(),
                "a bill of materials within something else: which packages it names is not known");
    }

    /** A key of the bill that says what kind of list follows; others are not asked for. */
    void has(String key, Set<String> lists) {
        if (lists.contains(key)) {
            keys.add(key);
        }
    }

    /** It says of itself that it does not name all packages. */
    void isIncomplete(String aggregate, long offsetBytes) {
        if (incomplete.isEmpty()) {
            incomplete = aggregate;
            incompleteAt = offsetBytes;
        }
    }

    /** A bill that was read to its end without any of the lists that one is written for: what it is to name is not known. */
    void checkLists(Dependencies out) {
        if (keys.isEmpty()) {
            out.malformed(0, "a bill of materials without a list of packages: which ones it was to name is not known");
        }
    }

    void tell(Document document, Dependencies out) {
        try (Graph graph = new Graph(document.budget())) {
            for (Mention each : mentions) {
                graph.node(each.version().isEmpty() ? each.full() : each.full() + "@" + each.version());
            }
            boolean isRooted = false;
            boolean[] runs = new boolean[mentions.size()];
            for (Edge edge : edges) {
                int asked = nodes.getOrDefault(edge.asked(), -1);
                if (roots.contains(edge.asking())) {
                    graph.root(asked, edge.scope() == null ? Scope.RUNTIME : edge.scope());
                    isRooted |= asked >= 0;
                } else {
                    graph.edge(nodes.getOrDefault(edge.asking(), -1), asked);
                }
                if (asked >= 0) {
                    runs[asked] |= edge.scope() == Scope.RUNTIME;
                }
            }
            scope(runs);
            Graph.Ways ways = graph.ways();
            for (int i = 0; i < mentions.size(); i++) {
                int node = sharing.get(i);
                Relation relation = !isRooted || !ways.isReached(node)
                        ? Relation.UNKNOWN
                        : ways.isDirect(node) ? Relation.DIRECT : Relation.TRANSITIVE;
                Mention each = mentions.get(i).relation(relation).way(ways, node);
                Scope scope = isScoped.get(node) ? mentions.get(node).scope() : ways.scope(node);
                out.add(isScoped.get(i) ? each : each.scope(scope));
            }
        }
        if (!incomplete.isEmpty()) {
            out.gap(
                    GapKind.MALFORMED,
                    incompleteAt,
                    "it says of itself that it is not complete (" + Parts.first(incomplete, MOST_SHOWN)
                            + "): which packages it leaves out is not known");
        }
        unreadable.tell(GapKind.MALFORMED, "a package URL that is none", out);
        unknown.tell(GapKind.UNSUPPORTED, "a package URL of a type that is not known", out);
    }

    /** Package URLs that say nothing, of which the first is told. */
    private static final class Unread {
        private String first = "";
        private long offset;
        private int others = -1;

        void add(String purl, long offsetBytes) {
            others++;
            if (others == 0) {
                first = purl;
                offset = offsetBytes;
            }
        }

        void tell(GapKind kind, String what, Dependencies out) {
            if (others >= 0) {
                String more = others == 0 ? "" : " and " + others + " more";
                out.gap(
                        kind,
                        offset,
                        what + ", " + Quoted.of(Parts.first(first, MOST_SHOWN)) + more
                                + ": which package is meant is not known");
            }
        }
    }

    /** What nobody needs to run is for what it is asked for. */
    private void scope(boolean[] runs) {
        for (Edge edge : edges) {
            int asked = nodes.getOrDefault(edge.asked(), -1);
            if (asked >= 0 && edge.scope() != null && !runs[asked] && !isScoped.get(asked)) {
                mentions.get(asked).scope(edge.scope());
                isScoped.set(asked, true);
            }
        }
    }
}
