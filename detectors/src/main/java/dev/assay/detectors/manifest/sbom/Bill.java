package dev.assay.detectors.manifest.sbom;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Graph;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a bill of materials lists, and which of it asks for which. A package without a purl is of the ecosystem {@code generic}.
 * Belongs to one thread.
 */
final class Bill {
    private final List<Mention> mentions = new ArrayList<>();
    private final List<Boolean> isScoped = new ArrayList<>();
    private final Map<String, Integer> nodes = new HashMap<>();
    private final List<String[]> edges = new ArrayList<>();
    private String root = "";

    static Mention mention(String purl, String group, String name, String version) {
        Optional<Mention> mention = Purl.of(purl);
        if (mention.isPresent()) {
            return mention.get().version().isEmpty() ? mention.get().version(version) : mention.get();
        }
        return Mention.of("generic", group, name).version(version);
    }

    /** @param isScoped whether it is said what it is for */
    void add(String reference, Mention mention, boolean isScoped) {
        if (!reference.isEmpty()) {
            nodes.putIfAbsent(reference, mentions.size());
        }
        mentions.add(mention);
        this.isScoped.add(isScoped);
    }

    /** What the bill is of. */
    void root(String reference) {
        root = reference;
    }

    void edge(String asking, String asked) {
        edges.add(new String[] {asking, asked});
    }

    void tell(Document document, Dependencies out) {
        try (Graph graph = new Graph(document.budget())) {
            for (Mention each : mentions) {
                graph.node(each.version().isEmpty() ? each.full() : each.full() + "@" + each.version());
            }
            boolean isRooted = false;
            for (String[] edge : edges) {
                int asked = nodes.getOrDefault(edge[1], -1);
                if (!root.isEmpty() && edge[0].equals(root)) {
                    graph.root(asked, Scope.RUNTIME);
                    isRooted |= asked >= 0;
                } else {
                    graph.edge(nodes.getOrDefault(edge[0], -1), asked);
                }
            }
            Graph.Ways ways = graph.ways();
            for (int i = 0; i < mentions.size(); i++) {
                Relation relation = !isRooted || !ways.isReached(i)
                        ? Relation.UNKNOWN
                        : ways.isDirect(i) ? Relation.DIRECT : Relation.TRANSITIVE;
                Mention each = mentions.get(i).relation(relation).way(ways, i);
                out.add(isScoped.get(i) ? each : each.scope(ways.scope(i)));
            }
        }
    }
}
