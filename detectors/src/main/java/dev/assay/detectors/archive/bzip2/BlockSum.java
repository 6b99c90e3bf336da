package dev.assay.detectors.archive.bzip2;

/** CRC-32 with the most significant bit first, which is not that of {@code java.util.zip}. */
final class BlockSum {
    private static final int POLYNOMIAL = 0x04c11db7;

    private final int[] table = new int[256];

    BlockSum() {
        for (int i = 0; i < 256; i++) {
            int sum = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                sum = sum < 0 ? sum << 1 ^ POLYNOMIAL : sum << 1;
            }
            table[i] = sum;
        }
    }

    int update(int sum, byte[] bytes, int from, int to) {
        int value = sum;
        for (int i = from; i < to; i++) {
            value = value << 8 ^ table[value >>> 24 ^ bytes[i] & 0xff];
        }
        return value;
    }
}
