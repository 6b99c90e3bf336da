package dev.assay.detectors.model.lightgbm;

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
import java.io.IOException;

/** LightGBM's models: lines of names and values ({@code GBDT::LoadModelFromString}). All counts and indices are checked. */
public final class LightgbmDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format("lightgbm", head -> head.has(0, "tree\nversion=v") || head.has(0, "tree\r\nversion=v"));
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Anomalies anomalies = new Anomalies("model/lightgbm-");
        PayloadTexts texts = new PayloadTexts(out, budget);
        try (ByteReader reader = new ByteReader(in, budget)) {
            new LineReading(reader, anomalies, texts, new Inventory(out)).read();
        } finally {
            anomalies.report(out);
            texts.report();
        }
    }
}
