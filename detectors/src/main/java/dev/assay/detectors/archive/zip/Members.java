package dev.assay.detectors.archive.zip;

import static dev.assay.detectors.archive.Anomalies.quoted;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.CheckedSlice;
import dev.assay.detectors.archive.CheckedSource;
import dev.assay.detectors.archive.DecompressedSource;
import dev.assay.detectors.archive.Decompressor;
import dev.assay.detectors.archive.EntryNames;
import dev.assay.detectors.archive.EntryPath;
import dev.assay.detectors.archive.EntryText;
import dev.assay.detectors.archive.ForwardSlice;
import dev.assay.detectors.archive.InflatedSource;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.ForwardSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.bytes.UnsupportedException;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Hands members on as children, and compares what they turn out to be with what their headers say. */
final class Members implements AutoCloseable {
    static final int STORED = 0;
    static final int DEFLATED = 8;
    private static final int AES = 99;
    /** No deflate data expand further: 258 bytes from 2 bits, rounded up. */
    private static final int MOST_DEFLATE_RATIO = 1032;

    private static final int PROBE_BYTES = 64 * 1024;

    /**
     * One way to read a member's bytes.
     *
     * @param csize of the data in the archive, or {@link ByteSource#UNKNOWN} if only they tell
     * @param usize what the header says, or {@link ByteSource#UNKNOWN}
     */
    record Reading(String name, long headerAt, int method, long dataOffset, long csize, long usize, int crc) {}

    private final ByteSource in;
    private final Sink out;
    private final Budget budget;
    private final Anomalies anomalies;
    private final EntryNames names;
    private @Nullable Inflater inflater;
    private boolean full;

    Members(ByteSource in, Sink out, Budget budget) {
        this.in = in;
        this.out = out;
        this.budget = budget;
        this.anomalies = new Anomalies(out);
        this.names = new EntryNames(out, anomalies, budget);
    }

    ByteSource source() {
        return in;
    }

    Sink out() {
        return out;
    }

    Budget budget() {
        return budget;
    }

    Anomalies anomalies() {
        return anomalies;
    }

    EntryNames names() {
        return names;
    }

    /** Says that the names became longer than may be held, so that what is left from here is not judged. */
    void full(long offsetBytes) {
        if (!full) {
            full = true;
            out.gap(GapKind.LIMIT, offsetBytes, EntryNames.fullReason(), -1);
        }
    }

    boolean isFull() {
        return full;
    }

    /** Whether so much data holds nothing: two bytes of deflate data are too short for one byte of content. */
    static boolean isEmpty(int method, long csize) {
        return csize == 0 || method == DEFLATED && csize <= 2;
    }

    /** Judges a member of an archive that can seek. */
    void judge(Reading told, ByteReader reader) throws IOException {
        Reading r = told;
        long there = Math.max(in.sizeBytes() - r.dataOffset(), 0);
        if (r.csize() > there) {
            out.gap(GapKind.MALFORMED, r.headerAt(), "the member " + quoted(r.name()) + " ends beyond the archive", -1);
            r = new Reading(r.name(), r.headerAt(), r.method(), r.dataOffset(), there, ByteSource.UNKNOWN, r.crc());
        }
        switch (r.method()) {
            case STORED -> {
                CheckedSlice slice = new CheckedSlice(in, r.dataOffset(), r.csize());
                out.child(EntryPath.withoutSlash(r.name()), slice);
                check(slice, r);
            }
            case DEFLATED -> {
                reader.seek(r.dataOffset());
                InflatedSource inflated = inflated(r, reader);
                out.child(EntryPath.withoutSlash(r.name()), inflated);
                check(inflated, r);
                if (inflated.isPassed()) {
                    checkEnd(r, reader.position());
                }
            }
            default -> other(r, new SliceSource(in, r.dataOffset(), r.csize()));
        }
    }

    /** @param compressed the member's data and no more */
    void other(Reading r, ByteSource compressed) throws IOException {
        if (!RareMethods.has(r.method())) {
            unsupported(r);
            return;
        }
        budget.spendExpanded(0);
        try (ByteReader data = new ByteReader(compressed, budget);
                Decompressor decompressor = RareMethods.open(r.method(), data, r.usize(), anomalies, budget)) {
            RareMethods.Source source =
                    new RareMethods.Source(new DecompressedSource(decompressor, budget, r.usize()), r.usize());
            out.child(EntryPath.withoutSlash(r.name()), source);
            check(source, r);
        } catch (MalformedException e) {
            out.gap(GapKind.MALFORMED, r.headerAt(), "the member " + quoted(r.name()) + ": " + e.reason(), r.csize());
        } catch (UnsupportedException e) {
            out.gap(GapKind.UNSUPPORTED, r.headerAt(), "the member " + quoted(r.name()) + ": " + e.reason(), r.csize());
        }
    }

    /** The source of deflated data that begin where the reader stands. Spends nothing of a budget that is used up. */
    InflatedSource inflated(Reading r, ByteReader reader) {
        budget.spendExpanded(0);
        boolean plausible = r.csize() < 0 || r.usize() / MOST_DEFLATE_RATIO <= r.csize();
        return new InflatedSource(
                reader,
                inflater(),
                budget,
                r.csize() < 0 ? Long.MAX_VALUE : r.csize(),
                plausible ? r.usize() : ByteSource.UNKNOWN);
    }

    void unsupported(Reading r) {
        if (r.method() == AES) {
            encrypted(r);
        } else {
            out.gap(
                    GapKind.UNSUPPORTED,
                    r.headerAt(),
                    "the member " + quoted(r.name()) + " is compressed with " + method(r.method()),
                    r.csize());
        }
    }

    void encrypted(Reading r) {
        out.gap(GapKind.ENCRYPTED, r.headerAt(), "the member " + quoted(r.name()) + " is encrypted", r.csize());
    }

    /** Compares the bytes with their header, as far as they were read; with {@code --deep} they are read on. */
    void check(CheckedSource source, Reading r) throws IOException {
        if (out.deep()) {
            drain(source, r);
        }
        if (!source.isPassed() || r.usize() < 0) {
            return;
        }
        if (source.passedBytes() != r.usize()) {
            anomalies.add(
                    "archive/size-mismatch",
                    quoted(r.name()) + " holds " + source.passedBytes() + " bytes and not the " + r.usize()
                            + " of its header",
                    r.headerAt());
        } else if (source.crc32() != r.crc()) {
            anomalies.add(
                    "archive/crc-mismatch",
                    String.format(
                            "%s has the CRC-32 %08x and not the %08x of its header",
                            quoted(r.name()), source.crc32(), r.crc()),
                    r.headerAt());
        }
    }

    /** Reads on to the member's end. */
    void drain(CheckedSource source, Reading r) throws IOException {
        if (source instanceof ForwardSource forward && forward.isBroken()) {
            return; // whoever read it has said so
        }
        try {
            CheckedSource.drain(source, budget);
        } catch (MalformedException e) {
            out.gap(GapKind.MALFORMED, r.headerAt(), "the member " + quoted(r.name()) + ": " + e.reason(), -1);
        }
    }

    void checkEnd(Reading r, long endsAt) {
        long left = r.dataOffset() + r.csize() - endsAt;
        if (left != 0) {
            anomalies.add(
                    "archive/size-mismatch",
                    "the deflate data of " + quoted(r.name()) + " end " + left + " bytes before the member does",
                    r.headerAt());
        }
    }

    /**
     * Whether data that are flagged as encrypted are not: a flag that lies makes some readers refuse what others load.
     * The reader must stand at the data, and stands there afterwards. Encrypted data are 12 bytes longer than they would
     * be (APPNOTE 6.1.3), and as deflate data they break within a few bytes.
     */
    boolean isPlain(Reading r, ByteReader reader) throws IOException {
        int wanted = (int) Math.min(r.csize() < 0 ? PROBE_BYTES : r.csize(), PROBE_BYTES);
        if (r.method() == STORED) {
            return r.csize() > 0 && r.csize() == r.usize();
        }
        int there = Math.min(reader.request(wanted), wanted);
        if (r.method() != DEFLATED || there == 0) {
            return false;
        }
        Inflater probe = inflater();
        probe.setInput(reader.array(), reader.index(), there);
        byte[] scratch = budget.memory().buffers().take();
        try {
            int n = probe.inflate(scratch, 0, PROBE_BYTES);
            budget.spendExpanded(n);
            return n > 0 && (!probe.finished() || r.usize() < 0 || n == r.usize());
        } catch (DataFormatException e) {
            return false;
        } finally {
            budget.memory().buffers().give(scratch);
        }
    }

    /** What a link points to, or null if that is no path. The reader is moved. */
    @Nullable
    String linkTarget(Reading r, ByteReader reader) throws IOException {
        int most = 4096;
        if (r.csize() > most || r.usize() > most || r.method() != STORED && r.method() != DEFLATED) {
            return null;
        }
        reader.seek(r.dataOffset());
        ByteBuffer into = ByteBuffer.allocate(most);
        CheckedSource source = r.method() == STORED ? new ForwardSlice(reader, r.csize()) : inflated(r, reader);
        try {
            for (int n = 0; n >= 0 && into.hasRemaining(); ) {
                n = source.read(source.passedBytes(), into);
            }
        } catch (MalformedException e) {
            return null; // the same data are handed on as a child, where this is said
        }
        return EntryText.of(into.array(), 0, into.position());
    }

    private Inflater inflater() {
        if (inflater == null) {
            inflater = new Inflater(true);
        } else {
            inflater.reset();
        }
        return inflater;
    }

    /** APPNOTE 4.4.5. */
    private static String method(int method) {
        return switch (method) {
            case 1 -> "shrink";
            case 2, 3, 4, 5 -> "reduce";
            case 6 -> "implode";
            case 9 -> "deflate64";
            case 10 -> "PKWARE DCL implode";
            case 12 -> "bzip2";
            case 14 -> "lzma";
            case 18 -> "IBM terse";
            case 19 -> "IBM LZ77";
            case 20, 93 -> "zstd";
            case 94 -> "mp3";
            case 95 -> "xz";
            case 96 -> "jpeg";
            case 97 -> "wavpack";
            case 98 -> "ppmd";
            default -> "the unknown method " + method;
        };
    }

    @Override
    public void close() {
        if (inflater != null) {
            inflater.end();
        }
        try (anomalies) {
            names.close();
        }
    }
}
