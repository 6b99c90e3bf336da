package dev.assay.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.Limits;
import dev.assay.engine.report.GapKind;
import org.junit.jupiter.api.Test;

class CallGraphTest {
    private static CallGraph graph(String... calls) {
        CallGraph graph = new CallGraph();
        for (String call : calls) {
            graph.define(call.substring(0, 1));
        }
        for (String call : calls) {
            graph.call(call.substring(0, 1), call.substring(1));
        }
        return graph;
    }

    @Test
    void aFunctionThatLeadsBackToItselfIsFound() {
        assertThat(graph("aa").recursive()).contains("a");
        assertThat(graph("ab", "bc", "ca").recursive()).isPresent();
        assertThat(graph("ab", "ac", "bd", "cd", "de").recursive()).isEmpty();
        assertThat(graph("ax", "ay").recursive()).isEmpty();
    }

    @Test
    void aChainOfAnyLengthNeedsNoStack() {
        CallGraph graph = new CallGraph();
        int most = 20_000;
        for (int i = 0; i < most; i++) {
            graph.define("f" + i);
        }
        for (int i = 0; i < most; i++) {
            graph.call("f" + i, "f" + (i + 1) % most);
        }
        assertThat(graph.recursive()).isPresent();
    }

    @Test
    void moreCallsThanAreKeptAreAGap() {
        CallGraph graph = graph("aa");
        for (int i = 0; i < 50_000; i++) {
            graph.call("a", "f" + i);
        }
        RecordingSink sink = new RecordingSink(RecordingSink.budget(Limits.DEFAULT, 1));
        Anomalies anomalies = new Anomalies("model/x-");
        graph.report(anomalies, sink);
        anomalies.report(sink);
        assertThat(sink.anomalies()).containsExactly("model/x-recursive-function");
        assertThat(sink.gapKinds()).containsExactly(GapKind.LIMIT);
    }
}
