package dev.assay.detectors.archive.cpio;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Sink;
import java.io.IOException;

/** Archives of {@code cpio}: each file is a child. */
public final class CpioDecoder implements Decoder {
    private static final Format FORMAT =
            new Format("cpio", head -> CpioHeader.isPlausible(head.bytes(), 0, head.length()));

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
        try (CpioReading reading = new CpioReading(in, out, budget)) {
            reading.read();
        }
    }
}
