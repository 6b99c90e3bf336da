package dev.assay.detectors.archive.zip;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.util.List;

/**
 * Zip archives (PKWARE APPNOTE 6.3.10), and what is kept in them: torch files, npz, jars, wheels. Where readers of the
 * format differ, each reading is judged and the difference is stated.
 */
public final class ZipDecoder implements Decoder {
    private static final Format FORMAT = new Format("zip", new ZipMagic());

    private final Layouts.Table table = new Layouts.Table();

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
        Layouts layouts = table.layouts(out::format, out::fact);
        try (Members members = new Members(in, out, budget)) {
            if (in.seekable()) {
                fromEnd(members, layouts);
            } else {
                forward(members, layouts);
            }
        }
    }

    private static void forward(Members members, Layouts layouts) throws IOException {
        try (ForwardReading reading = ForwardReading.of(members, layouts)) {
            reading.read();
        }
    }

    private static void fromEnd(Members members, Layouts layouts) throws IOException {
        ByteSource in = members.source();
        boolean begins;
        try (ByteReader reader = new ByteReader(in, members.budget())) {
            begins = begins(reader);
            EndRecords records = new EndRecords(reader, in.sizeBytes(), members.budget());
            List<CentralDirectory> directories = records.search();
            if (records.isSplit()) {
                members.out()
                        .gap(
                                GapKind.UNSUPPORTED,
                                -1,
                                "one of several parts of an archive; the others are not here",
                                -1);
            }
            if (!directories.isEmpty() && wasHandedOn(directories, members)) {
                return;
            }
            if (!directories.isEmpty()) {
                new DirectoryReading(members, layouts, reader, records.isSplit()).read(directories);
                return;
            }
        }
        if (begins) {
            forward(members, layouts);
        }
    }

    /**
     * Whether this is the zip that another archive ends with, which has been read as that one's member. One that some reader
     * finds elsewhere as well is another zip.
     */
    private static boolean wasHandedOn(List<CentralDirectory> directories, Members members) {
        return directories.stream()
                .allMatch(directory ->
                        members.out().wasHandedOn(FORMAT.id(), directory.baseBytes(), directory.afterEndBytes()));
    }

    /** Whether a member is at the start; if not, and there is no directory either, no reader takes this for a zip. */
    private static boolean begins(ByteReader reader) throws IOException {
        if (LocalHeader.isAt(reader)) {
            return true;
        }
        if (reader.request(8) < 8) {
            return false;
        }
        reader.advance(4);
        return LocalHeader.isAt(reader);
    }
}
