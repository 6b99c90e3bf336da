package dev.assay.detectors.archive.cpio;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.EntryNames;
import dev.assay.detectors.archive.EntryText;
import dev.assay.detectors.archive.MemberData;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.RestSource;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.ArchiveEntry;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Walks an archive from header to header, and on behind its end, where the kernel expects another one. */
final class CpioReading implements AutoCloseable {
    private static final String TRAILER = "TRAILER!!!";
    private static final int LONGEST_LINK = 4096;

    private final ByteSource in;
    private final Sink out;
    private final Budget budget;
    private final ByteReader reader;
    private final Anomalies anomalies;
    private final EntryNames names;
    private boolean ended;

    CpioReading(ByteSource in, Sink out, Budget budget) {
        this.in = in;
        this.out = out;
        this.budget = budget;
        this.reader = new ByteReader(in, budget);
        this.anomalies = new Anomalies(out);
        this.names = new EntryNames(out, anomalies, budget);
    }

    void read() throws IOException {
        while (true) {
            int there = reader.request(CpioHeader.MOST_BYTES);
            if (there == 0) {
                break;
            }
            long at = reader.position();
            if (names.isFull()) {
                out.gap(GapKind.LIMIT, at, EntryNames.fullReason(), -1);
                return;
            }
            CpioHeader header = CpioHeader.at(reader.array(), reader.index(), there);
            if (header == null && ended) {
                rest(at);
                return;
            }
            if (header == null) {
                throw new MalformedException(at, "no header of a cpio member where one should be");
            }
            ended = false;
            reader.advance(header.headerBytes());
            member(header, at);
        }
        if (!ended) {
            out.gap(GapKind.MALFORMED, reader.position(), "the cpio archive ends without its last member", -1);
        }
    }

    private void member(CpioHeader header, long at) throws IOException {
        budget.spendEntry();
        byte[] bytes = reader.bytes(header.nameBytes());
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        String name = EntryText.of(bytes, 0, length);
        pass(header.padding((long) header.headerBytes() + header.nameBytes()));
        if (name.equals(TRAILER)) {
            reader.skip(header.sizeBytes());
            ended = true;
            passZeros();
            return;
        }
        ArchiveEntry.Type type = header.type();
        boolean link = type == ArchiveEntry.Type.SYMBOLIC_LINK;
        names.see(name, type, link ? target(header) : null, at);
        if (type == ArchiveEntry.Type.FILE || !link && header.sizeBytes() > 0) {
            MemberData.handOn(in, reader, out, name, header.sizeBytes(), at);
        } else {
            reader.skip(header.sizeBytes());
        }
        pass(header.padding(header.sizeBytes()));
    }

    /** What a link points to, or null if that is no path. The reader stays where it is. */
    private @Nullable String target(CpioHeader header) throws IOException {
        int length = (int) Math.min(header.sizeBytes(), LONGEST_LINK + 1);
        if (length > LONGEST_LINK) {
            return null;
        }
        reader.require(length);
        return EntryText.of(reader.array(), reader.index(), length);
    }

    /** Padding, of which the last may be missing. */
    private void pass(int n) throws IOException {
        reader.advance(Math.min(reader.request(n), n));
    }

    private void passZeros() throws IOException {
        while (reader.request(1) > 0 && reader.array()[reader.index()] == 0) {
            reader.advance(1);
        }
    }

    /** In an initial file system the next archive may be compressed. */
    private void rest(long at) {
        out.child(
                "behind-the-end",
                in.seekable()
                        ? new SliceSource(in, at, in.sizeBytes() - at)
                        : new RestSource(reader, ByteSource.UNKNOWN));
    }

    @Override
    public void close() {
        try (reader;
                anomalies) {
            names.close();
        }
    }
}
