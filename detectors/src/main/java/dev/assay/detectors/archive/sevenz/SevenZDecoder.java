package dev.assay.detectors.archive.sevenz;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.EntryNames;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Sink;
import java.io.IOException;

/** 7z archives: each member is a child. */
public final class SevenZDecoder implements Decoder {
    private static final Format FORMAT = new Format("7z", head -> head.has(0, "7z\u00bc\u00af'\u001c"));

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public Access access() {
        return Access.RANDOM;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        try (Anomalies anomalies = new Anomalies(out);
                EntryNames names = new EntryNames(out, anomalies, budget)) {
            SevenZArchive archive = new SevenZArchive(in, out, anomalies, budget);
            MalformedException fault = null;
            try {
                archive.read();
            } catch (MalformedException e) {
                fault = e;
            }
            Streams streams = archive.streams();
            Files files = archive.files();
            if (streams == null) {
                streams = new Streams(budget);
            }
            if (files == null) {
                files = Files.unnamed(0);
            }
            new Members(in, out, anomalies, names, budget, streams, files, archive.headerAt()).handOn();
            if (fault != null) {
                throw fault;
            }
        }
    }
}
