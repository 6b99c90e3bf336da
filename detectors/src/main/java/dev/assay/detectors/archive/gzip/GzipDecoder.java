package dev.assay.detectors.archive.gzip;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.EntryPath;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.ArchiveEntry;
import java.io.IOException;
import java.util.zip.Inflater;

/** GZIP (RFC 1952): one child, of all members that follow one another. */
public final class GzipDecoder implements Decoder {
    /** Readers look at no more than these three bytes, so neither does this. */
    private static final Format FORMAT =
            new Format("gzip", head -> head.at(0) == 0x1f && head.at(1) == 0x8b && head.at(2) == 8);

    private static final String NAMELESS = "content";

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
        Inflater inflater = new Inflater(true);
        try (ByteReader reader = new ByteReader(in, budget);
                Anomalies anomalies = new Anomalies(out)) {
            String name = GzipHeader.read(reader).name();
            if (!EntryPath.isPlain(name)) {
                out.fact(new ArchiveEntry(name, ArchiveEntry.Type.FILE, null, 0));
            }
            GzipSource source = new GzipSource(reader, inflater, anomalies, budget);
            out.content(plain(name), source);
            if (out.deep()) {
                source.drain(budget);
            }
        } finally {
            inflater.end();
        }
    }

    /** The last part of the name, which is all that is ever used of it. */
    private static String plain(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return last.isEmpty() ? NAMELESS : last;
    }
}
