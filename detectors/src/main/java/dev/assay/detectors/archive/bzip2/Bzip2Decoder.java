package dev.assay.detectors.archive.bzip2;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.DecompressedSource;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import java.io.IOException;

/** bzip2: one child, of all streams that follow one another. */
public final class Bzip2Decoder implements Decoder {
    private static final Format FORMAT = new Format("bzip2", Bzip2Decoder::matches);

    /** With what follows the header: text may begin with the three letters. */
    private static boolean matches(Head head) {
        if (!head.has(0, "BZh") || head.at(3) < '1' || head.at(3) > '9') {
            return false;
        }
        long magic = 0;
        for (int i = 4; i < 10; i++) {
            magic = magic << 8 | head.at(i) & 0xff;
        }
        return head.length() >= 10 && (magic == Bzip2Data.BLOCK || magic == Bzip2Data.END);
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
                Bzip2Data data = new Bzip2Data(reader, anomalies, budget)) {
            DecompressedSource.handOn(data, out, budget);
        }
    }
}
