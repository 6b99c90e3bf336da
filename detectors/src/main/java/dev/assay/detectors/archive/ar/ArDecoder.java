package dev.assay.detectors.archive.ar;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import java.io.IOException;

/** Archives of {@code ar}: each member is a child. Debian packages are such. */
public final class ArDecoder implements Decoder {
    private static final String MAGIC = "!<arch>\n";
    private static final String THIN = "!<thin>\n";
    private static final Format FORMAT = new Format("ar", head -> head.has(0, MAGIC) || head.has(0, THIN));

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
        try (ArReading reading = new ArReading(in, out, budget)) {
            if (reading.magic(MAGIC.length()).equals(THIN)) {
                out.gap(GapKind.UNSUPPORTED, 0, "is a thin archive, whose members are files elsewhere", in.sizeBytes());
            } else {
                reading.read();
            }
        }
    }
}
