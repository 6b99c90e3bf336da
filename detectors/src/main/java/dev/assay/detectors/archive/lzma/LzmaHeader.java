package dev.assay.detectors.archive.lzma;

import dev.assay.engine.bytes.ByteSource;

/**
 * The 13 bytes before LZMA data in a file of their own.
 *
 * @param contentBytes what comes out, or {@link ByteSource#UNKNOWN}
 */
record LzmaHeader(int properties, long dictionaryBytes, long contentBytes) {
    static final int SIZE_BYTES = 13;
    private static final long LEAST_DICTIONARY_BYTES = 4096;
    private static final long MOST_CONTENT_BYTES = 1L << 38;

    /** @param from where it begins, with 13 bytes behind */
    static LzmaHeader at(byte[] bytes, int from) {
        return new LzmaHeader(bytes[from] & 0xff, little(bytes, from + 1, 4), little(bytes, from + 5, 8));
    }

    private static long little(byte[] bytes, int from, int n) {
        long value = 0;
        for (int i = n - 1; i >= 0; i--) {
            value = value << 8 | bytes[from + i] & 0xff;
        }
        return value;
    }

    /** What liblzma takes for one where it has to guess (liblzma, alone_decoder.c), but for dictionaries of next to nothing. */
    boolean isPlausible() {
        return LzmaCore.isProperties(properties)
                && properties % 9 + properties / 9 % 5 <= 4
                && isUsual(dictionaryBytes)
                && (contentBytes == ByteSource.UNKNOWN || contentBytes > 0 && contentBytes < MOST_CONTENT_BYTES);
    }

    /** 2^n or 2^n + 2^(n-1), or as large as can be. */
    private static boolean isUsual(long bytes) {
        if (bytes < LEAST_DICTIONARY_BYTES) {
            return false;
        }
        long rest = bytes - Long.highestOneBit(bytes);
        return bytes == 0xffff_ffffL || rest == 0 || rest == Long.highestOneBit(bytes) >> 1;
    }
}
