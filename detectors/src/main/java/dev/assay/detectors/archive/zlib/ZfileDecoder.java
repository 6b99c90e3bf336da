package dev.assay.detectors.archive.zlib;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import java.io.IOException;

/**
 * What joblib before 0.10 wrote with {@code compress=}, and every later one reads: {@code ZF}, the size of the content in
 * hexadecimal, padded to 19 characters, and zlib data (joblib, numpy_pickle_compat.py, read_zfile).
 */
public final class ZfileDecoder implements Decoder {
    private static final Format FORMAT = new Format("zfile", ZfileDecoder::matches);
    private static final int HEADER_BYTES = 21;
    private static final int DIGITS_FROM = 4;

    private static boolean matches(Head head) {
        if (!head.has(0, "ZF0x")) {
            return false;
        }
        int data = head.at(HEADER_BYTES) == ' ' ? HEADER_BYTES + 1 : HEADER_BYTES;
        return head.at(data) >= 0 && ZlibMagic.isHeader(head.at(data), head.at(data + 1));
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
                Anomalies anomalies = new Anomalies(out)) {
            String header = reader.latin1(HEADER_BYTES);
            reader.require(1);
            if (reader.array()[reader.index()] == ' ') {
                reader.advance(1); // Python 2 made the header one character wider
            }
            long size = ZlibDecoder.handOn(reader, in.sizeBytes(), out, anomalies, budget);
            if (size >= 0 && size != told(header)) {
                anomalies.add(
                        "archive/size-mismatch",
                        "the data hold " + size + " bytes, the header before them says " + Anomalies.quoted(header),
                        0);
            }
        }
    }

    private static long told(String header) {
        long size = 0;
        for (int i = DIGITS_FROM; i < header.length() && Character.digit(header.charAt(i), 16) >= 0; i++) {
            size = size << 4 | Character.digit(header.charAt(i), 16);
        }
        return size;
    }
}
