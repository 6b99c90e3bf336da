package dev.assay.detectors.archive.tar;

import static dev.assay.detectors.archive.Anomalies.quoted;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.EntryNames;
import dev.assay.detectors.archive.EntryPath;
import dev.assay.detectors.archive.EntryText;
import dev.assay.detectors.archive.ForwardSlice;
import dev.assay.detectors.archive.MemberData;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.ArchiveEntry;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks an archive from header to header, on a stream or by seeking. It goes on where some readers stop: behind the zero
 * blocks of the end (Python's tarfile stops at the first one, GNU tar at the second, {@code --ignore-zeros} at neither)
 * and behind a header whose sum is wrong.
 */
final class TarReading implements AutoCloseable {
    private static final int BLOCK = TarHeader.BLOCK_BYTES;
    /** The longest extended header or name that is kept; real ones are shorter than a page. */
    private static final int MOST_METADATA_BYTES = 1 << 20;

    /** What eleven octal digits hold: below it a size needs no extended header (8 GiB). */
    private static final long MOST_OCTAL_BYTES = 1L << 33;

    private final ByteSource in;
    private final Sink out;
    private final Budget budget;
    private final ByteReader reader;
    private final Anomalies anomalies;
    private final EntryNames names;
    private final PaxRecords global = new PaxRecords();
    private PaxRecords local = new PaxRecords();
    private @Nullable String longName;
    private @Nullable String longLink;
    private boolean ended;
    private boolean lost;
    private boolean trailing;

    TarReading(ByteSource in, Sink out, Budget budget) {
        this.in = in;
        this.out = out;
        this.budget = budget;
        this.reader = new ByteReader(in, budget);
        this.anomalies = new Anomalies(out);
        this.names = new EntryNames(out, anomalies, budget);
    }

    void read() throws IOException {
        int there;
        while ((there = reader.request(BLOCK)) >= BLOCK) {
            long at = reader.position();
            if (names.isFull()) {
                out.gap(GapKind.LIMIT, at, EntryNames.fullReason(), -1);
                return;
            }
            byte[] a = reader.array();
            int i = reader.index();
            if (TarHeader.isHeader(a, i)) {
                TarHeader header = TarHeader.of(a, i);
                reader.advance(BLOCK);
                header(header, at);
            } else {
                boolean zero = TarHeader.isZero(a, i);
                reader.advance(BLOCK);
                noHeader(zero, at);
            }
        }
        if (there > 0) {
            lastBytes(there);
        }
    }

    private void noHeader(boolean zero, long at) {
        if (zero) {
            ended = true;
        } else if (ended && !lost) {
            trailing(at);
        } else if (!lost) {
            lost = true;
            out.gap(GapKind.MALFORMED, at, "no header where one should be, its sum is wrong", -1);
        }
    }

    private void trailing(long at) {
        if (!trailing) {
            trailing = true;
            anomalies.add("archive/trailing-data", "bytes other than zero lie behind the end", at);
        }
    }

    private void lastBytes(int there) {
        byte[] a = reader.array();
        for (int i = reader.index(); i < reader.index() + there; i++) {
            if (a[i] != 0) {
                if (ended) {
                    trailing(reader.position());
                } else {
                    out.gap(GapKind.MALFORMED, reader.position(), "ends within a header", there);
                }
                return;
            }
        }
    }

    private void header(TarHeader header, long at) throws IOException {
        if (ended) {
            anomalies.add("archive/hidden-members", "members follow behind the end of the archive", at);
            ended = false;
        }
        lost = false;
        budget.spendEntry();
        if (header.sizeBytes() < 0) {
            out.gap(GapKind.MALFORMED, at, "the size of " + quoted(header.name()) + " is no number", -1);
            return;
        }
        switch (header.type()) {
            case 'x', 'X' -> extended(local, header);
            case 'g' -> extended(global, header);
            case 'L' -> longName = name(header);
            case 'K' -> longLink = name(header);
            default -> {
                if (header.type() == 'V' && header.sizeBytes() == 0) {
                    return; // the label of a volume; with content Python's tarfile takes it for a file
                }
                PaxRecords records = local.over(global);
                local = new PaxRecords();
                member(header, records, at);
                longName = null;
                longLink = null;
            }
        }
    }

    private byte @Nullable [] metadata(TarHeader header) throws IOException {
        long size = header.sizeBytes();
        if (size > MOST_METADATA_BYTES) {
            out.gap(GapKind.UNSUPPORTED, reader.position(), "an extended header of " + size + " bytes", size);
            skip(size);
            return null;
        }
        byte[] bytes = reader.bytes((int) size);
        TarHeader.padding(reader, size);
        return bytes;
    }

    private void extended(PaxRecords records, TarHeader header) throws IOException {
        long at = reader.position();
        byte[] bytes = metadata(header);
        if (bytes == null) {
            return;
        }
        try {
            records.read(bytes, at);
        } catch (MalformedException e) {
            out.gap(GapKind.MALFORMED, e.offsetBytes(), e.reason(), -1);
        }
    }

    private @Nullable String name(TarHeader header) throws IOException {
        byte[] bytes = metadata(header);
        if (bytes == null) {
            return null;
        }
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return EntryText.of(bytes, 0, length);
    }

    private void member(TarHeader header, PaxRecords records, long at) throws IOException {
        String name = name(header, records, at);
        String link = first(records.get("linkpath"), longLink, header.linkName());
        ArchiveEntry.Type type = type(header, name);
        boolean isLink = type == ArchiveEntry.Type.SYMBOLIC_LINK || type == ArchiveEntry.Type.HARD_LINK;
        names.see(name, type, isLink ? link : null, at);
        if (header.type() == 'M') {
            out.gap(GapKind.UNSUPPORTED, at, quoted(name) + " goes on from another volume", header.sizeBytes());
        }
        long size = size(name, header, records, at);
        if (type != ArchiveEntry.Type.FILE) {
            withoutData(name, size, at);
            return;
        }
        if (size != header.sizeBytes()) {
            otherSize(name, size, header.sizeBytes(), at);
        }
        long dataAt = reader.position();
        List<SparseSource.Segment> map = SparseMap.read(reader, header, records, at);
        if (map == null) {
            data(name, size, at);
        } else {
            long before = reader.position() - dataAt;
            // the blocks of an old map are not part of the size, the map of format 1.0 is
            sparse(name, header, records, map, header.type() == 'S' ? size : size - before, at);
        }
    }

    private long size(String name, TarHeader header, PaxRecords records, long at) {
        String record = records.get("size");
        Long told = TarHeader.decimal(record);
        if (told == null && record != null) {
            // Python takes "+9", " 9" and "1_0" for numbers, and anything else for 0; others go by the plain header
            out.gap(GapKind.MALFORMED, at, "the extended header's size of " + quoted(name) + " is no number", -1);
        }
        return told == null ? header.sizeBytes() : told;
    }

    private String name(TarHeader header, PaxRecords records, long at) {
        String name = first(first(records.get("GNU.sparse.name"), records.get("path")), longName, header.name());
        if (longName != null && records.get("path") != null && !longName.equals(name)) {
            anomalies.add(
                    "archive/header-mismatch",
                    "the name is " + quoted(name) + " in one long header and " + quoted(longName) + " in another",
                    at);
            names.see(longName, ArchiveEntry.Type.FILE, null, at);
        }
        return name;
    }

    private static @Nullable String first(@Nullable String a, @Nullable String b) {
        return a != null ? a : b;
    }

    private static String first(@Nullable String a, @Nullable String b, String c) {
        return a != null ? a : b != null ? b : c;
    }

    /** POSIX: a type that is not known is a regular file. */
    private static ArchiveEntry.Type type(TarHeader header, String name) {
        return switch (header.type()) {
            case '1' -> ArchiveEntry.Type.HARD_LINK;
            case '2' -> ArchiveEntry.Type.SYMBOLIC_LINK;
            case '3', '4', '6' -> ArchiveEntry.Type.DEVICE;
            case '5', 'D' -> ArchiveEntry.Type.DIRECTORY;
            // with content it is a folder to GNU tar, and to Python's tarfile a file without the slash
            case '0' ->
                name.endsWith("/") && header.sizeBytes() == 0 ? ArchiveEntry.Type.DIRECTORY : ArchiveEntry.Type.FILE;
            default -> ArchiveEntry.Type.FILE;
        };
    }

    /**
     * A link, folder or device with a size: some readers expect data, as libarchive does for hard links, others the next
     * header. Where a header comes, what both would read is walked through; zeros may be the end.
     */
    private void withoutData(String name, long size, long at) throws IOException {
        long dataAt = reader.position();
        while (size > reader.position() - dataAt
                && reader.request(BLOCK) >= BLOCK
                && TarHeader.isZero(reader.array(), reader.index())) {
            ended = true;
            reader.advance(BLOCK);
        }
        boolean hasData = size > reader.position() - dataAt
                && reader.request(BLOCK) >= BLOCK
                && !TarHeader.isHeader(reader.array(), reader.index());
        if (!hasData) {
            return;
        }
        if (reader.position() == dataAt) {
            data(name, size, at);
        } else if (in.seekable()) {
            out.child(EntryPath.withoutSlash(name), slice(dataAt, Math.min(size, in.sizeBytes() - dataAt)));
        } else {
            out.gap(GapKind.UNSUPPORTED, at, "the other reading of " + quoted(name) + " needs to go back", size);
        }
    }

    /** The extended header's size holds; a reader that goes by the plain one sees other members in the data. */
    private void otherSize(String name, long size, long plain, long at) {
        if (size >= MOST_OCTAL_BYTES) {
            return;
        }
        anomalies.add(
                "archive/size-mismatch",
                quoted(name) + " has " + size + " bytes by its extended header and " + plain + " by its plain one",
                at);
        long dataAt = reader.position();
        if (!in.seekable()) {
            out.gap(GapKind.UNSUPPORTED, at, "the other reading of " + quoted(name) + " needs to go back", -1);
        } else if (plain > size) {
            out.child(EntryPath.withoutSlash(name), slice(dataAt, plain));
        } else if (rounded(plain) < size) {
            if (plain > 0) {
                out.child(EntryPath.withoutSlash(name), slice(dataAt, plain));
            }
            out.child(EntryPath.withoutSlash(name), slice(dataAt + rounded(plain), size - rounded(plain)));
        }
    }

    private void sparse(
            String name, TarHeader header, PaxRecords records, List<SparseSource.Segment> map, long dataBytes, long at)
            throws IOException {
        MalformedException.check(dataBytes >= 0, at, "a sparse map beyond the member");
        Long told = TarHeader.decimal(first(records.get("GNU.sparse.realsize"), records.get("GNU.sparse.size")));
        long real = told == null ? header.realBytes() : told;
        long dataAt = reader.position();
        ByteSource data = in.seekable() ? slice(dataAt, dataBytes) : new ForwardSlice(reader, dataBytes);
        try {
            out.child(EntryPath.withoutSlash(name), SparseSource.of(data, map, real, at, budget));
        } catch (MalformedException e) {
            out.gap(GapKind.MALFORMED, e.offsetBytes(), quoted(name) + ": " + e.reason(), dataBytes);
        }
        beyondMap(name, map, dataBytes, dataAt, at);
        skip(dataBytes - (reader.position() - dataAt), dataBytes);
    }

    /** Data that the map does not tell of, which readers see that know nothing of maps. */
    private void beyondMap(String name, List<SparseSource.Segment> map, long dataBytes, long dataAt, long at)
            throws IOException {
        long mapped = 0;
        for (SparseSource.Segment segment : map) {
            mapped += Math.clamp(segment.length(), 0, dataBytes - mapped);
        }
        if (mapped == dataBytes) {
            return;
        }
        anomalies.add(
                "archive/size-mismatch",
                quoted(name) + " has " + dataBytes + " bytes of data and a sparse map of " + mapped,
                at);
        reader.skip(Math.max(dataAt + mapped - reader.position(), 0));
        ByteSource rest = in.seekable()
                ? slice(dataAt + mapped, Math.min(dataBytes - mapped, in.sizeBytes() - dataAt - mapped))
                : new ForwardSlice(reader, dataBytes - mapped);
        out.child(EntryPath.withoutSlash(name), rest);
    }

    private void data(String name, long size, long at) throws IOException {
        MemberData.handOn(in, reader, out, name, size, at);
        TarHeader.padding(reader, size);
    }

    private SliceSource slice(long from, long size) {
        return new SliceSource(in, from, size);
    }

    private void skip(long size) throws IOException {
        skip(size, size);
    }

    /** @param left of the {@code size} bytes that a member has */
    private void skip(long left, long size) throws IOException {
        reader.skip(left);
        TarHeader.padding(reader, size);
    }

    private static long rounded(long size) {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }

    @Override
    public void close() {
        try (reader;
                anomalies) {
            names.close();
        }
    }
}
