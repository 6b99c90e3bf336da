package dev.assay.detectors.archive.zip;

import static dev.assay.detectors.archive.zip.LittleEndian.i32;
import static dev.assay.detectors.archive.zip.LittleEndian.u16;
import static dev.assay.detectors.archive.zip.LittleEndian.u32;

import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Magic;

/**
 * A zip begins with a member, or is found from its end whatever stands before it. An end record counts only if what it
 * says can be true, so that four bytes in the tail of something else do not.
 */
final class ZipMagic implements Magic {
    @Override
    public boolean matches(Head head) {
        int first = head.i32le(0);
        if (first == Signature.LOCAL_HEADER) {
            return true;
        }
        if ((first == Signature.DATA_DESCRIPTOR || first == Signature.SINGLE_SEGMENT)
                && head.i32le(4) == Signature.LOCAL_HEADER) {
            return true;
        }
        if (head.tailLength() > 0) {
            return endsIn(head.tail(), 0, head.tailLength(), head.sizeBytes() - head.tailLength());
        }
        if (!head.isWhole()) {
            return first == Signature.END_RECORD;
        }
        int from = Math.max(head.length() - Head.TAIL_BYTES, 0);
        return endsIn(head.bytes(), from, head.length(), 0);
    }

    /** @param base where {@code a[0]} lies in the file */
    private static boolean endsIn(byte[] a, int from, int to, long base) {
        for (int i = to - EndRecords.FIXED_BYTES; i >= from; i--) {
            if (a[i] == 'P' && i32(a, i) == Signature.END_RECORD && isPlausible(a, i, from, to, base)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPlausible(byte[] a, int i, int from, int to, long base) {
        int entries = u16(a, i + 10);
        long cdSize = u32(a, i + 12);
        long cdOffset = u32(a, i + 16);
        int commentEnd = i + EndRecords.FIXED_BYTES + u16(a, i + 20);
        if (i - 20 >= from && i32(a, i - 20) == Signature.ZIP64_LOCATOR) {
            return true;
        }
        if (entries == 0 && cdSize == 0) {
            return commentEnd == to;
        }
        // the number of entries rules nothing out: Python's zipfile takes no notice of it
        if (isDirectory(a, i - cdSize, from, i) || isDirectory(a, cdOffset - base, from, i)) {
            return true;
        }
        // what lies before the bytes at hand cannot be looked at, and may hold it
        return cdSize >= ZipMember.FIXED_BYTES
                && cdSize <= base + i
                && (i - cdSize < from || cdOffset < base + from && base + i - cdOffset >= ZipMember.FIXED_BYTES);
    }

    private static boolean isDirectory(byte[] a, long index, int from, int end) {
        return index >= from && index <= end - ZipMember.FIXED_BYTES && i32(a, (int) index) == Signature.CENTRAL_HEADER;
    }
}
