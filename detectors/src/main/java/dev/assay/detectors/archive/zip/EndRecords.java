package dev.assay.detectors.archive.zip;

import static dev.assay.detectors.archive.zip.LittleEndian.i32;
import static dev.assay.detectors.archive.zip.LittleEndian.i64;
import static dev.assay.detectors.archive.zip.LittleEndian.u16;
import static dev.assay.detectors.archive.zip.LittleEndian.u32;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.decode.Head;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The search for the central directory from the end of an archive (APPNOTE 4.3.6 and 4.3.14 to 4.3.16). Readers differ in
 * which end record they take (the last signature, or the last one whose comment fits), whether 64-bit fields count when
 * the 16-bit ones are not saturated, where they look for the 64-bit record, and whether they go by the directory's
 * offset or by its size. Every directory that one of them would find is a candidate; a sound archive has exactly one.
 */
final class EndRecords {
    static final int FIXED_BYTES = 22;
    private static final int LOCATOR_BYTES = 20;
    private static final int ZIP64_FIXED_BYTES = 56;
    /** Enough for every way of reading that is known; whoever writes more wants them to be tried. */
    private static final int MOST = 16;

    private static final int MOST_PLACES = 64;

    private final ByteReader in;
    private final long size;
    private final Budget budget;
    private final List<CentralDirectory> found = new ArrayList<>();
    private boolean split;

    EndRecords(ByteReader in, long size, Budget budget) {
        this.in = in;
        this.size = size;
        this.budget = budget;
    }

    /** The candidates, the one of most readers first; empty when there is none. */
    List<CentralDirectory> search() throws IOException {
        int length = (int) Math.min(size, Head.TAIL_BYTES);
        long tailAt = size - length;
        in.seek(tailAt);
        byte[] tail = in.bytes(length);
        List<Integer> places = new ArrayList<>();
        int fitting = 0;
        for (int i = length - FIXED_BYTES; i >= 0 && places.size() < MOST_PLACES; i--) {
            if (tail[i] == 'P' && i32(tail, i) == Signature.END_RECORD) {
                if (i + FIXED_BYTES + u16(tail, i + 20) == length) {
                    places.add(fitting++, i);
                } else if (places.size() < MOST + fitting) {
                    places.add(i);
                }
            }
        }
        budget.spendWork(length);
        if (places.isEmpty()) {
            return found;
        }
        long primaryEnd = -1;
        for (int place : places) {
            // a record before the end of the first directory is one of a stored archive's, where nobody looks, unless
            // its comment reaches to the very end: then it holds all that follows
            boolean holdsRest = place + FIXED_BYTES + u16(tail, place + 20) == length;
            if (primaryEnd < 0 || holdsRest || tailAt + place >= primaryEnd) {
                candidates(tail, place, tailAt + place);
                if (primaryEnd < 0 && !found.isEmpty()) {
                    CentralDirectory first = found.getFirst();
                    primaryEnd = first.startBytes() + first.sizeBytes();
                }
            }
        }
        return found;
    }

    /** Whether an end record tells of more disks than one. */
    boolean isSplit() {
        return split;
    }

    private void candidates(byte[] tail, int i, long at) throws IOException {
        split |= u16(tail, i + 4) != 0 && u16(tail, i + 4) != 0xffff;
        long entries = u16(tail, i + 10);
        long cdSize = u32(tail, i + 12);
        long cdOffset = u32(tail, i + 16);
        long after = Math.min(at + FIXED_BYTES + u16(tail, i + 20), size);
        boolean saturated = entries == 0xffff || cdSize == 0xffff_ffffL || cdOffset == 0xffff_ffffL;
        long locator = at - LOCATOR_BYTES;
        if (locator >= 0 && signatureAt(locator) == Signature.ZIP64_LOCATOR) {
            in.seek(locator);
            byte[] fields = in.bytes(LOCATOR_BYTES);
            zip64(i64(fields, 8), at, after);
            zip64(locator - ZIP64_FIXED_BYTES, at, after);
            // torch writes both records with the same figures, always: there is nothing else to find then. Going by the
            // size from the end record, as if the 64-bit ones were not there, may hit a header by mere chance.
            boolean agrees =
                    found.stream().anyMatch(each -> each.startBytes() == cdOffset && each.sizeBytes() == cdSize);
            if (agrees || saturated && !found.isEmpty()) {
                return;
            }
        }
        places(at, cdSize, cdOffset, entries, false, at, after);
    }

    private void zip64(long recordAt, long at, long after) throws IOException {
        if (recordAt < 0
                || recordAt > size - ZIP64_FIXED_BYTES
                || signatureAt(recordAt) != Signature.ZIP64_END_RECORD) {
            return;
        }
        in.seek(recordAt);
        byte[] a = in.bytes(ZIP64_FIXED_BYTES);
        split |= i32(a, 16) != 0;
        places(recordAt, i64(a, 40), i64(a, 48), i64(a, 32), true, at, after);
    }

    /** A directory lies before its end record by its size, or where its offset says: both count if both hold one. */
    private void places(long end, long cdSize, long cdOffset, long entries, boolean zip64, long at, long after)
            throws IOException {
        if (cdSize < 0 || cdOffset < 0 || entries < 0) {
            return;
        }
        if (cdSize == 0 && entries == 0) {
            add(new CentralDirectory(end, 0, 0, 0, zip64, at, after));
            return;
        }
        long bySize = end - cdSize;
        if (bySize >= 0 && signatureAt(bySize) == Signature.CENTRAL_HEADER) {
            add(new CentralDirectory(bySize, cdSize, entries, bySize - cdOffset, zip64, at, after));
        }
        if (cdOffset != bySize && cdOffset < end && signatureAt(cdOffset) == Signature.CENTRAL_HEADER) {
            add(new CentralDirectory(cdOffset, Math.min(cdSize, end - cdOffset), entries, 0, zip64, at, after));
        }
    }

    private void add(CentralDirectory directory) {
        for (CentralDirectory known : found) {
            if (known.startBytes() == directory.startBytes() && known.baseBytes() == directory.baseBytes()) {
                return;
            }
        }
        if (found.size() < MOST) {
            found.add(directory);
        }
    }

    private int signatureAt(long position) throws IOException {
        in.seek(position);
        return in.request(4) < 4 ? 0 : i32(in.array(), in.index());
    }
}
