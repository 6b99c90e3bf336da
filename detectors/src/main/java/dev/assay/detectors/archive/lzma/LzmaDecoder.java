package dev.assay.detectors.archive.lzma;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.DecompressedSource;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Sink;
import java.io.IOException;

/** LZMA in a file of its own, with 13 bytes before it: one child. What joblib writes with {@code compress="lzma"}. */
public final class LzmaDecoder implements Decoder {
    private static final Format FORMAT = new Format("lzma", new LzmaMagic());

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        try (ByteReader reader = new ByteReader(in, budget);
                Anomalies anomalies = new Anomalies(out);
                LzmaData data = new LzmaData(reader, anomalies, budget)) {
            DecompressedSource.handOn(data, out, budget);
        }
    }
}
