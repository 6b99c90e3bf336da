package dev.assay.detectors.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.scan.TestScan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ways through graphs: the shortest, however long, and by the strongest scope. */
class GraphTest {
    private static Graph graph() {
        return new Graph(new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), 0));
    }

    private static Graph.Ways chain(int length) {
        try (Graph graph = graph()) {
            for (int i = 0; i < length; i++) {
                graph.node("n" + i);
                graph.edge(i - 1, i);
            }
            graph.root(0, Scope.RUNTIME);
            return graph.ways();
        }
    }

    @Test
    void aPathHasEachStepUpToSixteen() {
        Graph.Ways ways = chain(100);
        assertThat(ways.path(0)).isEmpty();
        assertThat(ways.path(3)).containsExactly("n0", "n1", "n2");
        List<String> sixteen = ways.path(16);
        assertThat(sixteen).hasSize(16).startsWith("n0").endsWith("n15").doesNotContain(Dependency.LEFT_OUT);
    }

    @Test
    void ofALongerWayTheMiddleIsLeftOut() {
        assertThat(chain(100).path(99))
                .containsExactly(
                        "n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "...", "n92", "n93", "n94", "n95", "n96", "n97",
                        "n98");
        assertThat(chain(18).path(17))
                .containsExactly(
                        "n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "...", "n10", "n11", "n12", "n13", "n14", "n15",
                        "n16");
    }

    /** A hostile lockfile may be one chain: a path must not cost its length. */
    @Test
    void aChainOfAHundredThousandIsNoWork() {
        Graph.Ways ways = chain(100_000);
        long steps = 0;
        for (int i = 0; i < 100_000; i++) {
            steps += ways.path(i).size();
        }
        assertThat(steps).isLessThanOrEqualTo(16L * 100_000);
    }

    @Test
    void theShortestWayIsTakenAndTheStrongestScope() {
        try (Graph graph = graph()) {
            int tool = graph.node("tool");
            int library = graph.node("library");
            int middle = graph.node("middle");
            int shared = graph.node("shared");
            graph.root(tool, Scope.DEVELOPMENT);
            graph.root(library, Scope.RUNTIME);
            graph.edge(tool, shared);
            graph.edge(library, middle);
            graph.edge(middle, shared);
            graph.edge(shared, tool);
            Graph.Ways ways = graph.ways();
            assertThat(ways.path(shared)).containsExactly("tool");
            assertThat(ways.scope(shared)).isEqualTo(Scope.RUNTIME);
            assertThat(ways.scope(tool)).as("asked for by what runs").isEqualTo(Scope.RUNTIME);
            assertThat(ways.dependents(shared)).isEqualTo(2);
            assertThat(ways.isDirect(shared)).isFalse();
        }
    }

    /** A part of the project asks for what a package asks for as well: the first is the project's own way. */
    @Test
    void ofWaysThatAreAsShortOneByAPartIsTold() {
        try (Graph graph = graph()) {
            int library = graph.node("library");
            int part = graph.node("part");
            int other = graph.node("other");
            int shared = graph.node("shared");
            int own = graph.node("own");
            graph.root(library, Scope.RUNTIME);
            graph.root(part, Scope.RUNTIME);
            graph.part(other);
            graph.edge(library, shared);
            graph.edge(part, shared, Scope.DEVELOPMENT);
            graph.edge(library, own);
            graph.edge(other, own);
            Graph.Ways ways = graph.ways();
            assertThat(ways.path(shared)).containsExactly("part");
            assertThat(ways.path(own)).containsExactly("other");
            assertThat(ways.isDirect(part)).isTrue();
        }
    }
}
