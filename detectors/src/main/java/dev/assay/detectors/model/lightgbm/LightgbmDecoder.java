package dev.assay.detectors.model.lightgbm;

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
import java.io.IOException;
import java.util.List;

/** LightGBM's models: lines of names and values ({@code GBDT::LoadModelFromString}). All counts and indices are checked. */
public final class LightgbmDecoder implements Decoder {
    private static final int LOOKED_AT = 4_096;
    private static final List<String> NAMES = List.of("\nversion=v", "\nnum_class=", "\nmax_feature_idx=");

    @Override
    public Format format() {
        return new Format("lightgbm", LightgbmDecoder::matches);
    }

    /** The kind of model, and then names in any order up to the first tree. */
    private static boolean matches(Head head) {
        if (!head.has(0, "tree\n") && !head.has(0, "tree\r\n")) {
            return false;
        }
        String start = head.preview(LOOKED_AT);
        return NAMES.stream().anyMatch(start::contains);
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
