package dev.assay.detectors.text;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Sink;
import java.io.IOException;

/** Text in UTF-16 with a mark of its byte order: hands it on in UTF-8, as what the name says. */
final class Utf16Decoder implements Decoder {
    private static final Format FORMAT = new Format("utf16", TextKind.UTF16.magic(), true);

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
        try (ByteReader reader = new ByteReader(in, budget)) {
            boolean bigEndian = reader.u8() == 0xfe;
            reader.require(1);
            reader.advance(1);
            try (Utf8 text = new Utf8(reader, bigEndian)) {
                out.content("utf-8", text);
            }
        }
    }
}
