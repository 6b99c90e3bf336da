package dev.assay.detectors.archive.tar;

import dev.assay.detectors.archive.EntryText;
import dev.assay.engine.bytes.ByteReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One header block (POSIX.1-2017 pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format").
 *
 * @param sizeBytes as written, or -1 if it is no number
 * @param realBytes the expanded size of an old GNU sparse member, else 0
 * @param sparse where an old GNU sparse member has data, as far as the header tells
 * @param sparseGoesOn whether blocks with more of that follow
 */
record TarHeader(
        String name,
        long sizeBytes,
        char type,
        String linkName,
        long realBytes,
        List<SparseSource.Segment> sparse,
        boolean sparseGoesOn) {
    static final int BLOCK_BYTES = 512;
    private static final int SIZE_AT = 124;
    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_BYTES = 8;
    private static final int TYPE_AT = 156;
    private static final int LINK_AT = 157;
    private static final int MAGIC_AT = 257;
    private static final int PREFIX_AT = 345;
    private static final int SPARSE_AT = 386;
    private static final int SPARSE_MORE_AT = 482;
    private static final int REAL_SIZE_AT = 483;

    /** Goes on to the next block, or to the end where the last block was not filled up. */
    static void padding(ByteReader reader, long size) throws IOException {
        int fill = (int) (BLOCK_BYTES - size % BLOCK_BYTES) % BLOCK_BYTES;
        reader.advance(Math.min(reader.request(fill), fill));
    }

    /** Whether the block's sum is right: over unsigned bytes, or over signed ones as old writers had it. */
    static boolean isHeader(byte[] a, int at) {
        long told = number(a, at + CHECKSUM_AT, CHECKSUM_BYTES);
        if (told <= 0) {
            return false;
        }
        int unsigned = CHECKSUM_BYTES * ' ';
        int signed = CHECKSUM_BYTES * ' ';
        for (int i = at, end = at + BLOCK_BYTES; i < end; i++) {
            if (i < at + CHECKSUM_AT || i >= at + CHECKSUM_AT + CHECKSUM_BYTES) {
                unsigned += a[i] & 0xff;
                signed += a[i];
            }
        }
        return told == unsigned || told == signed;
    }

    static boolean isZero(byte[] a, int at) {
        for (int i = at, end = at + BLOCK_BYTES; i < end; i++) {
            if (a[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** The header in a block whose sum is right. */
    static TarHeader of(byte[] a, int at) {
        String name = text(a, at, 100);
        boolean ustar = matches(a, at + MAGIC_AT, "ustar\0");
        if (ustar && a[at + PREFIX_AT] != 0) {
            name = text(a, at + PREFIX_AT, 155) + "/" + name;
        }
        char type = (char) (a[at + TYPE_AT] & 0xff);
        List<SparseSource.Segment> sparse = new ArrayList<>(0);
        boolean old = type == 'S'; // whatever the magic says, as Python's tarfile
        if (old) {
            segments(a, at + SPARSE_AT, 4, sparse);
        }
        return new TarHeader(
                name,
                number(a, at + SIZE_AT, 12),
                type == 0 ? '0' : type,
                text(a, at + LINK_AT, 100),
                old ? number(a, at + REAL_SIZE_AT, 12) : 0,
                sparse,
                old && a[at + SPARSE_MORE_AT] != 0);
    }

    /** Up to {@code most} pairs of an offset and a length. */
    static void segments(byte[] a, int at, int most, List<SparseSource.Segment> into) {
        for (int i = 0; i < most && a[at + i * 24] != 0; i++) {
            into.add(new SparseSource.Segment(number(a, at + i * 24, 12), number(a, at + i * 24 + 12, 12)));
        }
    }

    private static boolean matches(byte[] a, int at, String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (a[at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] a, int at, int most) {
        int n = 0;
        while (n < most && a[at + n] != 0) {
            n++;
        }
        return EntryText.of(a, at, n);
    }

    /** Octal digits between spaces, or base 256 when the first bit is set (GNU); -1 for anything else. */
    private static long number(byte[] a, int at, int length) {
        if ((a[at] & 0x80) != 0) {
            long value = a[at] & 0x7f;
            for (int i = at + 1; i < at + length; i++) {
                if (value >> 54 != 0) {
                    return -1;
                }
                value = value << 8 | a[i] & 0xff;
            }
            return value;
        }
        int i = at;
        int end = at + length;
        while (i < end && a[i] == ' ') {
            i++;
        }
        long value = 0;
        for (; i < end && a[i] != 0 && a[i] != ' '; i++) {
            if (a[i] < '0' || a[i] > '7') {
                return -1;
            }
            value = value << 3 | a[i] - '0';
        }
        return value;
    }

    /** Decimal digits, or null for anything else. */
    static @Nullable Long decimal(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 18) {
            return null;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return null;
            }
            value = value * 10 + c - '0';
        }
        return value;
    }
}
