package dev.assay.detectors.archive.lz4;

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

/** LZ4 frames: one child, of all that follow one another. What joblib writes with {@code compress="lz4"}. */
public final class Lz4Decoder implements Decoder {
    private static final Format FORMAT = new Format("lz4", Lz4Decoder::matches);

    private static boolean matches(Head head) {
        int from = SkippableFrames.skipped(head);
        if (from < 0) {
            return false;
        }
        int magic = head.i32le(from);
        // frames to be skipped that reach beyond the head may lead to either format that has them
        return magic == Lz4Frame.MAGIC
                || magic == Lz4Frame.LEGACY_MAGIC
                || from > 0 && from == head.length() && !head.isWhole();
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
                Lz4Data data = new Lz4Data(reader, anomalies, budget)) {
            int magic = SkippableFrames.skipAll(reader);
            if (magic == Lz4Frame.MAGIC || magic == Lz4Frame.LEGACY_MAGIC) {
                DecompressedSource.handOn(data, out, budget);
            } // else they lead to the other format that has them, or nowhere
        }
    }
}
