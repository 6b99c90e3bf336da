package dev.assay.detectors.archive.zip;

/** Numbers as zip writes them. The caller has checked that the bytes are there. */
final class LittleEndian {
    private LittleEndian() {}

    static int u16(byte[] a, int i) {
        return a[i] & 0xff | (a[i + 1] & 0xff) << 8;
    }

    static int i32(byte[] a, int i) {
        return u16(a, i) | u16(a, i + 2) << 16;
    }

    static long u32(byte[] a, int i) {
        return i32(a, i) & 0xffff_ffffL;
    }

    static long i64(byte[] a, int i) {
        return u32(a, i) | (long) i32(a, i + 4) << 32;
    }
}
