package dev.assay.detectors.archive.tar;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import java.io.IOException;

/** Tape archives: v7, ustar, pax and GNU with long names and sparse members. Known by the sum of the first header. */
public final class TarDecoder implements Decoder {
    private static final Format FORMAT = new Format(
            "tar",
            head -> head.length() >= TarHeader.BLOCK_BYTES && TarHeader.isHeader(head.bytes(), 0) || isEmpty(head));

    /** An archive without members is its end alone, two blocks of zeros, which only the name tells from other zeros. */
    private static boolean isEmpty(Head head) {
        return head.extension().equals("tar")
                && head.length() >= 2 * TarHeader.BLOCK_BYTES
                && TarHeader.isZero(head.bytes(), 0)
                && TarHeader.isZero(head.bytes(), TarHeader.BLOCK_BYTES);
    }

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public Access access() {
        return Access.SPARSE;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        try (TarReading reading = new TarReading(in, out, budget)) {
            reading.read();
        }
    }
}
