package dev.assay.detectors.model.tfjs;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Property;
import dev.assay.engine.text.JsonReader;
import dev.assay.engine.text.JsonTexts;
import dev.assay.engine.text.OutsidePath;
import dev.assay.engine.text.Quoted;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * TensorFlow.js: {@code model.json} with a topology and a manifest of the files that hold weights ({@code io/types.ts} of
 * tfjs-core). Where the manifest leads is checked, and layers that are code.
 */
public final class TfjsDecoder implements Decoder {
    private static final int MOST_DEPTH = 512;
    private static final int MOST_TEXT_BYTES = 1 << 20;

    @Override
    public Format format() {
        return new Format("tfjs", TfjsDecoder::matches);
    }

    private static boolean matches(Head head) {
        List<String> names = head.jsonNames();
        return names.contains("modelTopology") || names.contains("weightsManifest");
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Anomalies anomalies = new Anomalies("model/tfjs-");
        PayloadTexts texts = new PayloadTexts(out, budget);
        Inventory inventory = new Inventory(out);
        inventory.property(Property.FRAMEWORK, "TensorFlow.js", -1);
        try (ByteReader reader = new ByteReader(in, budget)) {
            JsonReader json = new JsonReader(reader, Long.MAX_VALUE, MOST_DEPTH, MOST_TEXT_BYTES);
            new JsonTexts(json, (names, text, at) -> {
                        judge(names, text, at, anomalies);
                        texts.add(names.getLast(), json);
                        if (names.size() == 1) {
                            described(names.getFirst(), text, at, inventory);
                        }
                    })
                    .read();
        } finally {
            anomalies.report(out);
            texts.report();
        }
    }

    private static void described(String name, String text, long at, Inventory inventory) {
        switch (name) {
            case "format" -> inventory.property(Property.ARCHITECTURE, text, at);
            case "generatedBy" -> inventory.property(Property.ORIGIN, text, at);
            case "convertedBy" -> inventory.property(Property.PRODUCER, text, at);
            default -> {}
        }
    }

    private static void judge(List<String> names, String text, long at, Anomalies anomalies) {
        int depth = names.size();
        if (names.getFirst().equals("weightsManifest")
                && depth > 1
                && names.get(depth - 2).equals("paths")) {
            Optional<String> outside = OutsidePath.reason(text);
            outside.ifPresent(
                    reason -> anomalies.add("weights-path", at, () -> "the path " + Quoted.of(text) + " " + reason));
        }
    }
}
