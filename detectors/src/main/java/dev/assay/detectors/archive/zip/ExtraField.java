package dev.assay.detectors.archive.zip;

import static dev.assay.detectors.archive.zip.LittleEndian.i64;
import static dev.assay.detectors.archive.zip.LittleEndian.u16;

import dev.assay.detectors.archive.EntryText;
import org.jspecify.annotations.Nullable;

/** What of a header's extra field changes how the member is read (APPNOTE 4.5 and 4.6). */
final class ExtraField {
    private static final int ZIP64 = 0x0001;
    private static final int UNICODE_PATH = 0x7075;
    private static final long SATURATED = 0xffff_ffffL;

    private long usize;
    private long csize;
    private long offset;
    private boolean zip64;
    private @Nullable String otherName;

    private ExtraField(long usize, long csize, long offset) {
        this.usize = usize;
        this.csize = csize;
        this.offset = offset;
    }

    /** The values of the header, those that are saturated replaced by their 64-bit values where these are there. */
    static ExtraField of(byte[] extra, long usize, long csize, long offset) {
        ExtraField field = new ExtraField(usize, csize, offset);
        for (int i = 0; i + 4 <= extra.length; ) {
            int id = u16(extra, i);
            int from = i + 4;
            int to = from + u16(extra, i + 2);
            if (to > extra.length) {
                break; // padding that looks like a field: readers stop here
            }
            if (id == ZIP64) {
                field.zip64(extra, from, to);
            } else if (id == UNICODE_PATH && to - from > 5) {
                field.otherName = EntryText.of(extra, from + 5, to - from - 5);
            }
            i = to;
        }
        return field;
    }

    /** The values stand in this order, each only if its place in the header is saturated (APPNOTE 4.5.3). */
    private void zip64(byte[] extra, int from, int to) {
        zip64 = true;
        int at = from;
        if (usize == SATURATED && at + 8 <= to) {
            usize = i64(extra, at);
            at += 8;
        }
        if (csize == SATURATED && at + 8 <= to) {
            csize = i64(extra, at);
            at += 8;
        }
        if (offset == SATURATED && at + 8 <= to) {
            offset = i64(extra, at);
        }
    }

    long usize() {
        return usize;
    }

    long csize() {
        return csize;
    }

    long offset() {
        return offset;
    }

    boolean isZip64() {
        return zip64;
    }

    /** The name that readers of the Unicode path field use instead, or null. */
    @Nullable
    String otherName() {
        return otherName;
    }
}
