package dev.assay.detectors.archive.zlib;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.InflatedSource;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.util.zip.Inflater;

/** ZLIB (RFC 1950): one child. What joblib writes with {@code compress=}. */
public final class ZlibDecoder implements Decoder {
    static final int FLAG_DICTIONARY = 1 << 5;
    private static final Format FORMAT = new Format("zlib", new ZlibMagic());

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
            handOn(reader, in.sizeBytes(), out, anomalies, budget);
        }
    }

    /** Hands on what comes out of the data that begin where the reader stands; returns how much that was as far as it was read. */
    static long handOn(ByteReader reader, long sizeBytes, Sink out, Anomalies anomalies, Budget budget)
            throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            long at = reader.position();
            reader.require(2);
            int flags = reader.array()[reader.index() + 1];
            if ((flags & FLAG_DICTIONARY) != 0) {
                out.gap(GapKind.UNSUPPORTED, at, "zlib data with a preset dictionary", sizeBytes);
                return ByteSource.UNKNOWN;
            }
            reader.advance(2);
            SummedSource source =
                    new SummedSource(new InflatedSource(reader, inflater, budget, Long.MAX_VALUE, ByteSource.UNKNOWN));
            out.content("content", source);
            if (out.deep() && !source.isBroken()) {
                source.drain(budget);
            }
            if (!source.isPassed()) {
                return ByteSource.UNKNOWN;
            }
            end(reader, source, anomalies);
            return source.passedBytes();
        } finally {
            inflater.end();
        }
    }

    private static void end(ByteReader reader, SummedSource source, Anomalies anomalies) throws IOException {
        long at = reader.position();
        if (reader.request(4) < 4) {
            throw new MalformedException(at, "the zlib data end before their checksum");
        }
        long told = reader.u32be();
        if (told != source.adler32()) {
            anomalies.add(
                    "archive/crc-mismatch",
                    String.format(
                            "the zlib data have the Adler-32 %08x, behind them stands %08x", source.adler32(), told),
                    at);
        }
        if (!reader.atEnd()) {
            anomalies.add("archive/trailing-data", "more bytes lie behind the zlib data", reader.position());
        }
    }
}
