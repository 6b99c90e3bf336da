package dev.assay.detectors.archive.cpio;

import dev.assay.engine.fact.ArchiveEntry;
import org.jspecify.annotations.Nullable;

/**
 * What stands before a member's name (cpio(5)).
 *
 * @param headerBytes of it, without the name
 * @param alignBytes to whose multiple the name and the data are filled up
 * @param nameBytes with the zero that ends it
 */
record CpioHeader(int headerBytes, int alignBytes, int mode, int nameBytes, long sizeBytes) {
    /** The longest header. */
    static final int MOST_BYTES = 110;

    private static final int PORTABLE_BYTES = 76;
    private static final int BINARY_BYTES = 26;
    private static final int BINARY_MAGIC = 0x71c7;
    private static final int MOST_NAME_BYTES = 64 * 1024;

    /** The header that begins at {@code from}, with so many bytes behind it, or null if there is none. */
    static @Nullable CpioHeader at(byte[] a, int from, int length) {
        if (length < BINARY_BYTES) {
            return null;
        }
        boolean text = a[from] == '0' && a[from + 1] == '7' && a[from + 2] == '0' && a[from + 3] == '7';
        if (!text || a[from + 4] != '0') {
            return binary(a, from);
        }
        return switch (a[from + 5]) {
            case '1', '2' ->
                length < MOST_BYTES
                        ? null
                        : of(
                                MOST_BYTES,
                                4,
                                number(a, from + 14, 8, 16),
                                number(a, from + 94, 8, 16),
                                number(a, from + 54, 8, 16));
            case '7' ->
                length < PORTABLE_BYTES
                        ? null
                        : of(
                                PORTABLE_BYTES,
                                1,
                                number(a, from + 18, 6, 8),
                                number(a, from + 59, 6, 8),
                                number(a, from + 65, 11, 8));
            default -> null;
        };
    }

    /** Words of 16 bits in the order of the machine that wrote them; the size has the higher one first. */
    private static @Nullable CpioHeader binary(byte[] a, int from) {
        int high = (a[from] & 0xff) == BINARY_MAGIC >> 8 ? 0 : 1; // which byte of a word is the higher one
        if (word(a, from, high) != BINARY_MAGIC) {
            return null;
        }
        long size = (long) word(a, from + 22, high) << 16 | word(a, from + 24, high);
        return of(BINARY_BYTES, 2, word(a, from + 6, high), word(a, from + 20, high), size);
    }

    private static int word(byte[] a, int at, int high) {
        return (a[at + high] & 0xff) << 8 | a[at + 1 - high] & 0xff;
    }

    private static @Nullable CpioHeader of(int headerBytes, int alignBytes, long mode, long nameBytes, long size) {
        boolean sound = mode >= 0 && nameBytes > 0 && nameBytes <= MOST_NAME_BYTES && size >= 0;
        return sound ? new CpioHeader(headerBytes, alignBytes, (int) mode, (int) nameBytes, size) : null;
    }

    /** Whether there is a header with a name behind it: the binary magic has two bytes only. */
    static boolean isPlausible(byte[] a, int from, int length) {
        CpioHeader header = at(a, from, length);
        if (header == null) {
            return false;
        }
        int end = header.headerBytes + header.nameBytes - 1;
        return end < length && a[from + end] == 0 && (header.nameBytes == 1 || a[from + end - 1] != 0);
    }

    /** What fills up so many bytes. */
    int padding(long bytes) {
        return (int) (-bytes & alignBytes - 1);
    }

    /** What extraction would make of it. */
    ArchiveEntry.Type type() {
        return switch (mode & 0xf000) {
            case 0x4000 -> ArchiveEntry.Type.DIRECTORY;
            case 0xa000 -> ArchiveEntry.Type.SYMBOLIC_LINK;
            case 0x1000, 0x2000, 0x6000 -> ArchiveEntry.Type.DEVICE;
            case 0xc000 -> ArchiveEntry.Type.OTHER;
            default -> ArchiveEntry.Type.FILE;
        };
    }

    /** Digits, or -1 for anything else. */
    private static long number(byte[] a, int at, int length, int radix) {
        long value = 0;
        for (int i = at; i < at + length; i++) {
            int digit = Character.digit(a[i], radix);
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
