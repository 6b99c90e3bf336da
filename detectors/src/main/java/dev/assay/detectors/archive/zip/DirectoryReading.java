package dev.assay.detectors.archive.zip;

import static dev.assay.detectors.archive.Anomalies.quoted;

import dev.assay.detectors.archive.zip.Members.Reading;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.ArchiveEntry;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an archive that can seek as its loaders do, from the central directory; what has to be decoded is compared with
 * its local header. Members that no loader interprets cost nothing but their entry in the directory.
 */
final class DirectoryReading {
    /** What loaders that were given a position in the file find there. */
    private static final String TRAILING = "trailing-data";

    /** Comparable, so that sizes made to have one hash stay fast in a set. */
    private record Place(long headerAt, int method, long csize) implements Comparable<Place> {
        private static final Comparator<Place> ORDER = Comparator.comparingLong(Place::headerAt)
                .thenComparingLong(Place::csize)
                .thenComparingInt(Place::method);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final Members members;
    private final Layouts layouts;
    private final ByteReader reader;
    private final boolean split;
    private final TorchInventory torch;
    private final TorchTensors tensors;
    private final Set<Place> judgedByOthers = new HashSet<>();
    private boolean several;
    private @Nullable BudgetExceededException exceeded;

    /** @param split whether the archive is one part of several, with offsets into the others */
    DirectoryReading(Members members, Layouts layouts, ByteReader reader, boolean split) {
        this.members = members;
        this.layouts = layouts;
        this.reader = reader;
        this.split = split;
        this.torch = new TorchInventory(members.out());
        this.tensors = new TorchTensors(members.source(), members.out(), members.budget());
    }

    /** @param directories all that some reader would take, the most likely one first */
    void read(List<CentralDirectory> directories) throws IOException {
        CentralDirectory first = directories.getFirst();
        several = directories.size() > 1;
        Extents extents = new Extents(members, layouts);
        for (CentralDirectory directory : directories) {
            if (!directory.equals(first)) {
                members.anomalies()
                        .add(
                                "archive/hidden-end-record",
                                "another central directory with " + directory.entries() + " entries at "
                                        + directory.startBytes() + " is found by some readers",
                                directory.endRecordAt());
            }
            List<ZipMember> listed = list(directory);
            Set<Place> places = new HashSet<>();
            if (!split) {
                overlaps(listed, directory);
            }
            for (ZipMember member : listed) {
                if (members.names().isFull()) {
                    members.full(member.centralOffset());
                    break;
                }
                judge(member, directory, extents, places);
            }
            judgedByOthers.addAll(places);
        }
        if (!members.isFull()) { // else what was not listed would be taken for what nobody lists
            extents.judgeHoles(reader, first.startBytes());
        }
        layouts.end();
        torch.end();
        tensors.end();
        long left = members.source().sizeBytes() - first.afterEndBytes();
        if (left > 0 && directories.size() == 1) {
            members.anomalies()
                    .add("archive/trailing-data", left + " bytes lie behind the archive", first.afterEndBytes());
            members.out().child(TRAILING, new SliceSource(members.source(), first.afterEndBytes(), left));
        }
        if (exceeded != null) {
            throw exceeded; // now that those within the limit are judged
        }
    }

    /** Before anything is inflated: what overlaps is a bomb, and it may use up the budget. */
    private void overlaps(List<ZipMember> listed, CentralDirectory directory) {
        Extents told = new Extents(members, layouts);
        for (ZipMember member : listed) {
            long headerAt = member.headerOffset() + directory.baseBytes();
            if (headerAt >= 0) {
                told.told(member, headerAt);
            }
        }
        told.judgeOverlaps(directory.startBytes());
    }

    /** Whether no other directory lists the same data; the set costs too much where there is only one directory. */
    private boolean isFirst(ZipMember member, long headerAt, Set<Place> places) {
        Place place = new Place(headerAt, member.method(), member.csize());
        places.add(place);
        return !judgedByOthers.contains(place);
    }

    private List<ZipMember> list(CentralDirectory directory) throws IOException {
        List<ZipMember> listed = new ArrayList<>();
        try {
            boolean whole = directory.read(reader, listed, members.budget());
            if (!whole) {
                members.full(reader.position());
            } else if (!directory.counts(listed.size())) {
                members.anomalies()
                        .add(
                                "archive/entry-count-mismatch",
                                "the end record tells of " + directory.entries() + " members, the directory has "
                                        + listed.size(),
                                directory.endRecordAt());
            }
        } catch (MalformedException e) {
            members.out().gap(GapKind.MALFORMED, e.offsetBytes(), e.reason(), -1);
        } catch (BudgetExceededException e) {
            if (e.endsTarget()) {
                throw e;
            }
            exceeded = e;
        }
        listed.forEach(member -> layouts.see(member.name(), member.centralOffset()));
        return listed;
    }

    private void judge(ZipMember member, CentralDirectory directory, Extents extents, Set<Place> places)
            throws IOException {
        Sink out = members.out();
        long headerAt = member.headerOffset() + directory.baseBytes();
        if (headerAt < 0 || headerAt > members.source().sizeBytes()) {
            out.gap(
                    GapKind.MALFORMED,
                    member.centralOffset(),
                    "the member " + quoted(member.name()) + " is said to lie outside of the archive",
                    member.csize());
            return;
        }
        if (several && !isFirst(member, headerAt, places)) {
            return;
        }
        if (layouts.isOpaque(member.name()) && !out.deep()) {
            members.names().see(member.name(), type(member), null, member.centralOffset());
            extents.told(member, headerAt);
            out.opaque(member.csize());
            torch.see(member);
            LocalHeader told = torch.wants(member) ? local(member, headerAt, directory.baseBytes()) : null;
            if (told != null) {
                torch.content(member, reader, told.dataOffset());
            }
            return;
        }
        LocalHeader local = local(member, headerAt, directory.baseBytes());
        if (local == null) {
            members.names().see(member.name(), type(member), null, member.centralOffset());
            out.gap(
                    GapKind.MALFORMED,
                    headerAt,
                    "there is no local header for the member " + quoted(member.name()),
                    member.csize());
            return;
        }
        extents.known(member.name(), local.at(), local.dataOffset(), member.csize());
        tensors.see(member, local.dataOffset());
        content(member, local);
    }

    private static ArchiveEntry.Type type(ZipMember member) {
        return member.isSymbolicLink()
                ? ArchiveEntry.Type.SYMBOLIC_LINK
                : member.isDirectory() ? ArchiveEntry.Type.DIRECTORY : ArchiveEntry.Type.FILE;
    }

    /** Readers either add the size of what stands before the archive to an offset, or they do not. */
    private @Nullable LocalHeader local(ZipMember member, long headerAt, long baseBytes) throws IOException {
        reader.seek(headerAt);
        LocalHeader local = LocalHeader.isAt(reader) ? LocalHeader.read(reader) : null;
        if (baseBytes == 0) {
            return local;
        }
        reader.seek(member.headerOffset());
        if (!LocalHeader.isAt(reader)) {
            return local;
        }
        LocalHeader other = LocalHeader.read(reader);
        if (local == null) {
            return other;
        }
        members.anomalies()
                .add(
                        "archive/header-mismatch",
                        quoted(member.name()) + " has a second local header where the offset says, without what was put"
                                + " before the archive",
                        other.at());
        members.judge(reading(member, other), reader);
        return local;
    }

    private static Reading reading(ZipMember member, LocalHeader local) {
        return new Reading(
                member.name(),
                local.at(),
                member.method(),
                local.dataOffset(),
                member.csize(),
                member.usize(),
                member.crc());
    }

    private void content(ZipMember member, LocalHeader local) throws IOException {
        Reading central = reading(member, local);
        String target = member.isSymbolicLink() ? members.linkTarget(central, reader) : null;
        members.names().see(member.name(), type(member), target, local.at());
        HeaderComparison comparison = new HeaderComparison(members, member, local);
        comparison.compare();
        if (member.isDirectory()
                && Members.isEmpty(member.method(), member.csize())
                && Members.isEmpty(local.method(), local.csize())) {
            return;
        }
        if (member.isEncrypted() || local.isEncrypted()) {
            reader.seek(local.dataOffset());
            if (!members.isPlain(central, reader)) {
                if (central.csize() > 0) {
                    members.encrypted(central);
                }
                return;
            }
            members.anomalies()
                    .add(
                            "archive/encryption-flag-lie",
                            quoted(member.name()) + " is flagged as encrypted, but can be read",
                            local.at());
        }
        members.judge(central, reader);
        Reading other = comparison.otherReading(central);
        if (other != null) {
            members.judge(other, reader);
        }
    }
}
