package dev.assay.detectors.model.mxnet;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.text.JsonReader;
import dev.assay.engine.text.JsonTexts;
import dev.assay.engine.text.Quoted;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** MXNet's graphs ({@code NAME-symbol.json}): nodes with an operator, a name and attributes, all of them texts. */
public final class SymbolDecoder implements Decoder {
    private static final int MOST_DEPTH = 256;
    private static final int MOST_TEXT_BYTES = 1 << 20;
    private static final Set<String> OF_GRAPHS = Set.of("nodes", "arg_nodes", "node_row_ptr", "heads", "attrs", "attr");
    private static final List<String> LIBRARIES = List.of(".so", ".dll", ".dylib", ".pyd");

    @Override
    public Format format() {
        return new Format("mxnet-symbol", SymbolDecoder::matches);
    }

    /** A graph's own names come first, in any order, and its nodes have operators. */
    private static boolean matches(Head head) {
        List<String> names = head.jsonNames();
        return !names.isEmpty()
                && OF_GRAPHS.contains(names.getFirst())
                && names.contains("nodes")
                && names.contains("op");
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Anomalies anomalies = new Anomalies("model/mxnet-");
        PayloadTexts texts = new PayloadTexts(out, budget);
        try (ByteReader reader = new ByteReader(in, budget)) {
            JsonReader json = new JsonReader(reader, Long.MAX_VALUE, MOST_DEPTH, MOST_TEXT_BYTES);
            new JsonTexts(json, (names, text, at) -> {
                        judge(names.getLast(), text, at, anomalies);
                        texts.add(names.getLast(), json);
                    })
                    .read();
        } finally {
            anomalies.report(out);
            texts.report();
        }
    }

    private static void judge(String name, String text, long at, Anomalies anomalies) {
        if (name.equals("op") && text.equals("Custom")) {
            anomalies.add("custom-operator", at, () -> "a node with the operator Custom");
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (LIBRARIES.stream().anyMatch(lower::endsWith) && text.length() > ".dylib".length()) {
            anomalies.add("library", at, () -> "the attribute " + Quoted.of(name) + " is " + Quoted.of(text));
        }
    }
}
