package dev.assay.detectors.model.ort;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.tensor.TensorScan;
import dev.assay.engine.wire.FlatbufferReader;
import java.io.IOException;

/** A model in the format of ONNX Runtime, a FlatBuffer by its {@code ort.fbs} with the identifier ORTM. */
public final class OrtDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format("ort", head -> head.has(4, "ORTM"));
    }

    @Override
    public Access access() {
        return Access.RANDOM;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Anomalies anomalies = new Anomalies("model/ort-");
        PayloadTexts texts = new PayloadTexts(out, budget);
        try (ByteReader reader = new ByteReader(in, budget)) {
            Inventory inventory = new Inventory(out);
            FlatbufferReader flat = new FlatbufferReader(reader, 0, in.sizeBytes());
            GraphReading graphs = new GraphReading(flat, in, budget, anomalies, texts, inventory);
            graphs.readModel();
            TensorScan.of(inventory, in, out, budget);
            out.opaque(Math.min(graphs.opaqueBytes(), in.sizeBytes()));
        } finally {
            anomalies.report(out);
            texts.report();
        }
    }
}
