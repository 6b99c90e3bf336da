package dev.assay.detectors.archive.sevenz;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.CheckedSlice;
import dev.assay.detectors.archive.CheckedSource;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The headers of an archive: the one at the start, and the one at the end, which may be compressed like any member. */
final class SevenZArchive {
    static final int START_BYTES = 32;

    /** As deep as a compressed header may lie within compressed headers; programs write one. */
    private static final int MOST_LAYERS = 4;

    private final ByteSource in;
    private final Sink out;
    private final Anomalies anomalies;
    private final Budget budget;
    private long headerAt;
    private @Nullable Streams streams;
    private @Nullable Files files;

    SevenZArchive(ByteSource in, Sink out, Anomalies anomalies, Budget budget) {
        this.in = in;
        this.out = out;
        this.anomalies = anomalies;
        this.budget = budget;
    }

    @Nullable
    Streams streams() {
        return streams;
    }

    @Nullable
    Files files() {
        return files;
    }

    /** Where the header lies. */
    long headerAt() {
        return headerAt;
    }

    /** Reads them. What they tell before a fault counts: {@link #streams} may be there without {@link #files}. */
    void read() throws IOException {
        long offset;
        long size;
        int told;
        try (ByteReader reader = new ByteReader(in, budget)) {
            reader.require(START_BYTES);
            CRC32 sum = new CRC32();
            sum.update(reader.array(), reader.index() + 12, 20);
            reader.advance(8);
            if (reader.u32le() != sum.getValue()) {
                anomalies.add("archive/crc-mismatch", "the 7z start header has another sum than it says", 8);
            }
            offset = reader.i64le();
            size = reader.i64le();
            told = reader.i32le();
        }
        headerAt = START_BYTES + offset;
        long left = in.sizeBytes() - START_BYTES;
        if (size == 0 && offset == 0 && left == 0) {
            return; // an archive of nothing
        }
        MalformedException.check(
                offset >= 0 && size > 0 && offset <= left && size <= left - offset,
                12,
                "the 7z header is not in the file");
        CheckedSlice slice = new CheckedSlice(in, headerAt, size);
        try (ByteReader reader = new ByteReader(slice, budget)) {
            header(new HeaderReader(reader), 0);
        } finally {
            CheckedSource.drain(slice, budget);
            if (slice.crc32() != told) {
                anomalies.add("archive/crc-mismatch", "the 7z header has another sum than the file says", headerAt);
            }
        }
        if (left - offset > size) {
            anomalies.add("archive/trailing-data", "bytes lie behind the 7z archive", headerAt + size);
        }
    }

    private void header(HeaderReader reader, int layer) throws IOException {
        int id = reader.u8();
        if (id == HeaderReader.ENCODED_HEADER) {
            encoded(reader, layer);
            return;
        }
        reader.check(id == HeaderReader.HEADER, "not a 7z header");
        for (id = reader.u8(); id != HeaderReader.END; id = reader.u8()) {
            switch (id) {
                case HeaderReader.ARCHIVE_PROPERTIES -> {
                    while (reader.u8() != HeaderReader.END) {
                        reader.skip(reader.number());
                    }
                }
                case HeaderReader.ADDITIONAL_STREAMS -> {
                    var _ = Streams.read(reader, START_BYTES, budget);
                }
                case HeaderReader.MAIN_STREAMS -> streams = Streams.read(reader, START_BYTES, budget);
                case HeaderReader.FILES -> files = Files.read(reader, out, budget);
                default -> throw new MalformedException(reader.position() - 1, "the 7z header has a part " + id);
            }
        }
    }

    private void encoded(HeaderReader reader, int layer) throws IOException {
        reader.check(layer < MOST_LAYERS, "a 7z header within too many others");
        Streams around = Streams.read(reader, START_BYTES, budget);
        reader.check(!around.folders.isEmpty(), "a compressed 7z header that is nowhere");
        Folder folder = around.folders.getFirst();
        if (folder.isEncrypted()) {
            out.gap(GapKind.ENCRYPTED, headerAt, "its header is encrypted, the members' names with it", in.sizeBytes());
            return;
        }
        try (FolderReading.Opened opened = FolderReading.open(in, around, folder, anomalies, budget)) {
            header(new HeaderReader(opened.content()), layer + 1);
        } catch (MalformedException e) {
            throw new MalformedException(headerAt, "in its header: " + e.reason());
        } catch (UnsupportedException e) {
            throw new UnsupportedException(headerAt, "its header is " + e.reason());
        }
    }
}
