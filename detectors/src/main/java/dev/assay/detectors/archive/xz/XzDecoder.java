package dev.assay.detectors.archive.xz;

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

/** XZ: one child, of all streams that follow one another. */
public final class XzDecoder implements Decoder {
    private static final Format FORMAT = new Format("xz", head -> head.has(0, "\u00fd7zXZ\u0000"));

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
                XzData data = new XzData(reader, anomalies, budget)) {
            DecompressedSource.handOn(data, out, budget);
        }
    }
}
