package dev.assay.detectors.archive.zip;

import static dev.assay.detectors.archive.Anomalies.quoted;
import static dev.assay.detectors.archive.zip.LittleEndian.i32;
import static dev.assay.detectors.archive.zip.LittleEndian.i64;
import static dev.assay.detectors.archive.zip.LittleEndian.u16;
import static dev.assay.detectors.archive.zip.LittleEndian.u32;

import dev.assay.detectors.archive.CheckedSource;
import dev.assay.detectors.archive.EntryPath;
import dev.assay.detectors.archive.EntryText;
import dev.assay.detectors.archive.ForwardSlice;
import dev.assay.detectors.archive.InflatedSource;
import dev.assay.detectors.archive.zip.Members.Reading;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.ArchiveEntry;
import dev.assay.engine.report.GapKind;
import java.io.IOException;

/**
 * Reads an archive from local header to local header, as a stream allows it: members as they come, each judged at once,
 * and what the central directory says of them compared at the end. It also reads what is left of an archive that was cut
 * off, and members in places that no directory tells of.
 */
final class ForwardReading implements AutoCloseable {
    /** Links are short; more of a stored member is not kept until the directory tells that it is one. */
    private static final int MOST_LINK_BYTES = 256;

    private final Members members;
    private final Layouts layouts;
    private final ByteReader reader;
    private final boolean seekable;
    private final boolean hole;
    private final Reconciliation reconciliation;
    private boolean begun;
    private boolean ended;

    private ForwardReading(Members members, Layouts layouts, ByteSource in, long from, boolean hole) {
        this.members = members;
        this.layouts = layouts;
        this.reader = new ByteReader(in, members.budget(), from);
        this.seekable = in.seekable();
        this.hole = hole;
        this.reconciliation = new Reconciliation(members);
    }

    /** A whole archive, or what there is of it. */
    static ForwardReading of(Members members, Layouts layouts) {
        return new ForwardReading(members, layouts, members.source(), 0, false);
    }

    /** The part of an archive up to the end of {@code in}, which its directory does not tell of. */
    static ForwardReading ofHole(Members members, Layouts layouts, ByteSource in, long from) {
        return new ForwardReading(members, layouts, in, from, true);
    }

    void read() throws IOException {
        while (reader.request(4) >= 4) {
            if (members.names().isFull()) {
                members.full(reader.position());
                return;
            }
            switch (i32(reader.array(), reader.index())) {
                case Signature.LOCAL_HEADER -> member();
                case Signature.CENTRAL_HEADER -> listed();
                case Signature.END_RECORD -> endRecord();
                case Signature.ZIP64_END_RECORD -> zip64EndRecord();
                case Signature.ZIP64_LOCATOR -> reader.skip(20);
                case Signature.DIGITAL_SIGNATURE -> {
                    reader.require(6);
                    reader.skip(6 + u16(reader.array(), reader.index() + 4));
                }
                default -> passOver();
            }
            begun = true;
        }
        if (hole) {
            return;
        }
        if (!ended) {
            members.out().gap(GapKind.MALFORMED, reader.position(), "the archive ends without a central directory", -1);
        }
        layouts.end();
    }

    private void member() throws IOException {
        members.budget().spendEntry();
        LocalHeader local = LocalHeader.read(reader);
        if (ended) {
            members.anomalies()
                    .add("archive/hidden-end-record", "another archive follows behind the end record", local.at());
            ended = false;
        }
        if (hole) {
            if (local.name().isEmpty()) {
                reader.skip(local.csize()); // how some writers align: a header without a name
                return;
            }
            members.anomalies()
                    .add("archive/unlisted-member", quoted(local.name()) + " is in no central directory", local.at());
        }
        layouts.see(local.name(), local.at());
        boolean directory = local.name().endsWith("/");
        members.names()
                .see(local.name(), directory ? ArchiveEntry.Type.DIRECTORY : ArchiveEntry.Type.FILE, null, local.at());
        if (local.isSizeUnknown()) {
            unknownSize(local);
        } else {
            knownSize(local, directory);
        }
    }

    private void knownSize(LocalHeader local, boolean directory) throws IOException {
        Reading r = new Reading(
                local.name(),
                local.at(),
                local.method(),
                local.dataOffset(),
                local.csize(),
                local.hasDescriptor() ? ByteSource.UNKNOWN : local.usize(),
                local.crc());
        String target = link(local);
        if (layouts.isOpaque(local.name()) && !members.out().deep()) {
            members.out().opaque(local.csize());
        } else if (!directory || !Members.isEmpty(local.method(), local.csize())) {
            content(r, local);
        }
        reconciliation.seen(local, target);
        goTo(local.dataOffset() + local.csize());
        if (local.hasDescriptor() && isDescriptor()) {
            reader.skip(local.zip64() ? 24 : 16);
        }
    }

    /** The first bytes of a stored member, in case that the directory says it is a link. */
    private String link(LocalHeader local) throws IOException {
        int length = (int) Math.min(local.csize(), MOST_LINK_BYTES + 1);
        if (local.method() != Members.STORED || length > MOST_LINK_BYTES) {
            return "";
        }
        int there = Math.min(reader.request(length), length);
        return EntryText.of(reader.array(), reader.index(), there);
    }

    private void content(Reading r, LocalHeader local) throws IOException {
        if (local.isEncrypted()) {
            if (!members.isPlain(r, reader)) {
                members.encrypted(r);
                return;
            }
            lies(local);
        }
        switch (r.method()) {
            case Members.STORED -> {
                if (seekable) {
                    members.judge(r, reader);
                    return;
                }
                ForwardSlice slice = new ForwardSlice(reader, r.csize());
                members.out().child(EntryPath.withoutSlash(r.name()), slice);
                members.check(slice, r);
            }
            case Members.DEFLATED -> {
                InflatedSource inflated = members.inflated(r, reader);
                members.out().child(EntryPath.withoutSlash(r.name()), inflated);
                members.check(inflated, r);
                if (inflated.isPassed()) {
                    members.checkEnd(r, reader.position());
                }
            }
            default -> members.other(r, new ForwardSlice(reader, r.csize()));
        }
    }

    private void lies(LocalHeader local) {
        members.anomalies()
                .add(
                        "archive/encryption-flag-lie",
                        quoted(local.name()) + " is flagged as encrypted, but can be read",
                        local.at());
    }

    private void goTo(long position) throws IOException {
        MalformedException.check(position >= 0, reader.position(), "a size beyond 2^63");
        long left = position - reader.position();
        if (left >= 0) {
            reader.skip(left);
        } else if (seekable) {
            reader.seek(position);
        }
    }

    /** Data that tell their own end, with a descriptor behind them (APPNOTE 4.3.9). */
    private void unknownSize(LocalHeader local) throws IOException {
        Reading r = new Reading(
                local.name(),
                local.at(),
                local.method(),
                local.dataOffset(),
                ByteSource.UNKNOWN,
                ByteSource.UNKNOWN,
                0);
        if (local.isEncrypted()) {
            if (!members.isPlain(r, reader)) {
                members.encrypted(r);
                findNext();
                return;
            }
            lies(local);
        }
        boolean opaque = layouts.isOpaque(local.name()) && !members.out().deep();
        CheckedSource source = switch (r.method()) {
            case Members.STORED -> new StoredUntilDescriptor(reader, !opaque);
            case Members.DEFLATED -> members.inflated(r, reader);
            default -> null;
        };
        if (source == null) {
            members.unsupported(r);
            findNext();
            return;
        }
        if (!opaque && !isEmptyDirectory(local)) {
            members.out().child(EntryPath.withoutSlash(r.name()), source);
        }
        members.drain(source, r);
        if (opaque) {
            members.out().opaque(source.passedBytes());
        }
        if (source instanceof InflatedSource inflated && inflated.isBroken()) {
            findNext();
            return;
        }
        if (source instanceof StoredUntilDescriptor stored && stored.isMissing()) {
            members.out()
                    .gap(
                            GapKind.MALFORMED,
                            local.at(),
                            "the stored member " + quoted(local.name()) + " does not tell where it ends",
                            -1);
            return;
        }
        descriptor(local, source, !opaque || r.method() != Members.STORED);
    }

    /** A folder whose data are the deflate data of nothing, as Java writes it. */
    private boolean isEmptyDirectory(LocalHeader local) throws IOException {
        return local.name().endsWith("/")
                && local.method() == Members.DEFLATED
                && reader.request(2) >= 2
                && u16(reader.array(), reader.index()) == 3;
    }

    /** @param summed whether the bytes were: of what nobody interprets only {@code --deep} checks the sum */
    private void descriptor(LocalHeader local, CheckedSource source, boolean summed) throws IOException {
        long csize = reader.position() - local.dataOffset();
        long usize = source.passedBytes();
        int there = reader.request(24);
        byte[] a = reader.array();
        int at = reader.index() + (isDescriptor() ? 4 : 0);
        int room = reader.index() + there - at;
        int crc = source.crc32();
        if (room >= 12
                && u32(a, at + 4) == (csize & 0xffff_ffffL)
                && u32(a, at + 8) == (usize & 0xffff_ffffL)
                && !(local.zip64() && room >= 20 && i64(a, at + 4) == csize)) {
            crc = i32(a, at);
            reader.skip(at + 12 - reader.index());
        } else if (room >= 20 && i64(a, at + 4) == csize && i64(a, at + 12) == usize) {
            crc = i32(a, at);
            reader.skip(at + 20 - reader.index());
        } else {
            members.anomalies()
                    .add(
                            "archive/size-mismatch",
                            "the data descriptor of " + quoted(local.name()) + " does not tell its sizes of " + csize
                                    + " and " + usize + " bytes",
                            reader.position());
            if (isDescriptor()) {
                reader.skip(Math.min(there, 16));
            }
        }
        if (summed && crc != source.crc32()) {
            members.anomalies()
                    .add(
                            "archive/crc-mismatch",
                            String.format(
                                    "%s has the CRC-32 %08x and not the %08x of its descriptor",
                                    quoted(local.name()), source.crc32(), crc),
                            local.at());
        }
        reconciliation.seen(
                new LocalHeader(
                        local.at(),
                        local.name(),
                        local.flags(),
                        local.method(),
                        crc,
                        csize,
                        usize,
                        local.zip64(),
                        local.dataOffset()),
                "");
    }

    private boolean isDescriptor() throws IOException {
        return reader.request(16) >= 16 && i32(reader.array(), reader.index()) == Signature.DATA_DESCRIPTOR;
    }

    private void listed() throws IOException {
        members.budget().spendEntry();
        ZipMember member = ZipMember.read(reader);
        if (!hole) {
            reconciliation.listed(member);
        }
    }

    private void zip64EndRecord() throws IOException {
        reader.require(12);
        long size = i64(reader.array(), reader.index() + 4);
        MalformedException.check(size >= 0, reader.position(), "a size beyond 2^63");
        reader.skip(12);
        reader.skip(size);
    }

    private void endRecord() throws IOException {
        reader.require(EndRecords.FIXED_BYTES);
        int comment = u16(reader.array(), reader.index() + 20);
        reader.skip(EndRecords.FIXED_BYTES);
        ended = true;
        if (hole) {
            members.anomalies()
                    .add("archive/hidden-end-record", "an end record lies before the one in force", reader.position());
        } else {
            reconciliation.end();
        }
        int there = reader.request(comment);
        reader.advance(Math.min(there, comment));
    }

    /** Bytes that begin no record. */
    private void passOver() throws IOException {
        long from = reader.position();
        int first = i32(reader.array(), reader.index());
        if (!begun && (first == Signature.DATA_DESCRIPTOR || first == Signature.SINGLE_SEGMENT)) {
            reader.advance(4);
            return;
        }
        boolean zero = findNext();
        if (!zero && reader.position() > from) {
            members.anomalies()
                    .add(
                            ended ? "archive/trailing-data" : begun ? "archive/hole-data" : "archive/prefix-data",
                            reader.position() - from + " bytes lie "
                                    + (ended
                                            ? "behind the archive"
                                            : begun ? "between members" : "before the first member"),
                            from);
        }
    }

    /** Goes to the next record, or to the last three bytes; returns whether only zeros were passed. */
    private boolean findNext() throws IOException {
        boolean zero = true;
        while (true) {
            int there = reader.request(4);
            byte[] a = reader.array();
            int from = reader.index();
            int last = from + there - 3;
            int at = from;
            while (at < last && !(a[at] == 'P' && a[at + 1] == 'K' && isRecord(i32(a, at)))) {
                zero &= a[at++] == 0;
            }
            reader.advance(at - from);
            if (at < last || there < 4) {
                return zero;
            }
        }
    }

    private static boolean isRecord(int signature) {
        return signature == Signature.LOCAL_HEADER
                || signature == Signature.CENTRAL_HEADER
                || signature == Signature.END_RECORD
                || signature == Signature.ZIP64_END_RECORD;
    }

    @Override
    public void close() {
        reader.close();
    }
}
