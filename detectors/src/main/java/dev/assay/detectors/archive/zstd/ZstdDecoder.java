package dev.assay.detectors.archive.zstd;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.DecompressedSource;
import dev.assay.detectors.archive.SkippableFrames;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import java.io.IOException;

/** Zstandard (RFC 8878): one child, of all frames that follow one another. */
public final class ZstdDecoder implements Decoder {
    private static final Format FORMAT = new Format("zstd", ZstdDecoder::matches);

    private static boolean matches(Head head) {
        int from = SkippableFrames.skipped(head);
        // frames to be skipped that reach beyond the head may lead to either format that has them
        return from >= 0
                && (head.i32le(from) == ZstdFrame.MAGIC || from > 0 && from == head.length() && !head.isWhole());
    }

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
                ZstdData data = new ZstdData(reader, anomalies, budget)) {
            if (SkippableFrames.skipAll(reader) == ZstdFrame.MAGIC) {
                DecompressedSource.handOn(data, out, budget);
            } // else they lead to the other format that has them, or nowhere
        }
    }
}
