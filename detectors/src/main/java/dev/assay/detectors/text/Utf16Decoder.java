package dev.assay.detectors.text;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.UnsupportedException;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Sink;
import java.io.IOException;

/** Text in UTF-16: hands it on in UTF-8, as what the name says. UTF-32, which next to nobody writes, is a gap. */
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
            int available = reader.request(4);
            int at = reader.index();
            int first = available < 1 ? 0 : reader.array()[at] & 0xff;
            int second = available < 2 ? 0 : reader.array()[at + 1] & 0xff;
            boolean zeros = available >= 4 && reader.array()[at + 2] == 0;
            boolean isWide = first == 0 && second == 0
                    || zeros && reader.array()[at + 3] == 0 && (second == 0 || first == 0xff && second == 0xfe);
            if (isWide) {
                throw new UnsupportedException(0, "text in UTF-32, which is not read");
            }
            boolean hasMark = first == 0xff || first == 0xfe;
            boolean bigEndian = first == 0xfe || first == 0;
            reader.advance(hasMark ? 2 : 0);
            try (Utf8 text = new Utf8(reader, bigEndian)) {
                out.content("utf-8", text);
            }
        }
    }
}
