package dev.assay.detectors.model.tflite;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.wire.FlatbufferReader;
import java.io.IOException;

/**
 * TensorFlow Lite, a FlatBuffer by {@code schema.fbs} of TensorFlow with the identifier TFL3. Reads all tables and no
 * weights; buffers that metadata name are handed on, and so is the zip that associated files make behind the model.
 */
public final class TfliteDecoder implements Decoder {
    static final String IDENTIFIER = "TFL3";

    @Override
    public Format format() {
        return new Format("tflite", head -> head.has(4, IDENTIFIER));
    }

    @Override
    public Access access() {
        return Access.RANDOM;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Anomalies anomalies = new Anomalies("model/tflite-");
        PayloadTexts texts = new PayloadTexts(out, budget);
        try (ByteReader reader = new ByteReader(in, budget)) {
            FlatbufferReader flat = new FlatbufferReader(reader, 0, in.sizeBytes());
            new ModelReading(flat, in, out, budget, anomalies, texts).read();
        } finally {
            anomalies.report(out);
            texts.report();
        }
    }
}
