package dev.assay.detectors.archive.zip;

import static dev.assay.detectors.archive.Anomalies.quoted;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.SliceSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of an archive its members cover: members that overlap (a bomb that uses one run of data many times), and bytes
 * between them that only a reader without a directory comes by.
 */
final class Extents {
    /** The longest data descriptor: its signature, the sum and two sizes of 64 bits. */
    private static final int MOST_DESCRIPTOR_BYTES = 24;
    /** What a local extra field that was not read may take without a look at it; alignment needs less. */
    private static final int UNREAD_SLACK_BYTES = 256;

    /** @param exact whether the local header was read, so that the end is known up to the data descriptor */
    private record Extent(String name, long from, long to, long csize, boolean exact) implements Comparable<Extent> {
        @Override
        public int compareTo(Extent other) {
            return from != other.from ? Long.compare(from, other.from) : Long.compare(to, other.to);
        }
    }

    private final Members members;
    private final Layouts layouts;
    private final List<Extent> extents = new ArrayList<>();

    Extents(Members members, Layouts layouts) {
        this.members = members;
        this.layouts = layouts;
    }

    /** A member whose local header was read. */
    void known(String name, long headerAt, long dataOffset, long csize) {
        extents.add(new Extent(name, headerAt, saturatedSum(dataOffset, csize), csize, true));
    }

    /** A member of which only the directory's entry was read. */
    void told(ZipMember member, long headerAt) {
        long data = saturatedSum(headerAt, LocalHeader.FIXED_BYTES + member.nameLength());
        extents.add(new Extent(member.name(), headerAt, saturatedSum(data, member.csize()), member.csize(), false));
    }

    private static long saturatedSum(long a, long b) {
        return a + b < 0 ? Long.MAX_VALUE : a + b;
    }

    /** @param end where the central directory begins */
    void judge(ByteReader reader, long end) throws IOException {
        Collections.sort(extents);
        members.budget().spendWork(extents.size());
        long covered = 0;
        Extent before = null;
        for (Extent extent : extents) {
            if (before != null && extent.from() < covered) {
                overlap(extent, before.name(), extent.from());
            } else {
                hole(reader, before, covered, Math.min(extent.from(), end));
            }
            if (extent.to() > covered) {
                covered = extent.to();
                before = extent;
            }
        }
        if (before != null && covered > end) {
            overlap(before, "the central directory", before.from());
        } else {
            hole(reader, before, covered, end);
        }
    }

    private void overlap(Extent extent, String with, long at) {
        members.anomalies()
                .add("archive/overlapping-members", quoted(extent.name()) + " overlaps with " + quoted(with), at);
    }

    private void hole(ByteReader reader, @Nullable Extent before, long from, long to) throws IOException {
        long start = from;
        if (before != null && !before.exact() && to - start > UNREAD_SLACK_BYTES) {
            reader.seek(before.from());
            if (!LocalHeader.isAt(reader)) {
                return;
            }
            start = LocalHeader.read(reader).dataOffset() + before.csize();
        } else if (before != null && !before.exact()) {
            return;
        }
        if (to - start <= (before == null ? 0 : MOST_DESCRIPTOR_BYTES)) {
            return;
        }
        if (before == null) {
            hidden(reader, start, to, "archive/prefix-data", "before the first member");
        } else {
            hidden(reader, start, to, "archive/hole-data", "between members");
        }
    }

    /** Looks for members in a hole, behind a data descriptor of any kind and behind the marker of a single segment. */
    private void hidden(ByteReader reader, long from, long to, String otherwise, String where) throws IOException {
        for (int skip : new int[] {0, 4, 12, 16, 20, 24}) {
            reader.seek(from + skip);
            if (from + skip + LocalHeader.FIXED_BYTES <= to && LocalHeader.isAt(reader)) {
                SliceSource hole = new SliceSource(members.source(), 0, to);
                try (ForwardReading reading = ForwardReading.ofHole(members, layouts, hole, from + skip)) {
                    reading.read();
                }
                return;
            }
        }
        if (!isZero(reader, from, to)) {
            members.anomalies().add(otherwise, (to - from) + " bytes lie " + where, from);
        }
    }

    /** Looks at the first bytes only: alignment is small. */
    private static boolean isZero(ByteReader reader, long from, long to) throws IOException {
        int most = (int) Math.min(to - from, 64 * 1024);
        reader.seek(from);
        int there = Math.min(reader.request(most), most);
        byte[] a = reader.array();
        for (int i = reader.index(), last = i + there; i < last; i++) {
            if (a[i] != 0) {
                return false;
            }
        }
        return there == to - from;
    }
}
