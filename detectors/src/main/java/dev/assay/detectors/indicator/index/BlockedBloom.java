package dev.assay.detectors.indicator.index;

/**
 * A Bloom filter in blocks of one cache line: eight words, one bit in each (Putze, Sanders and Singler, "Cache-, Hash- and
 * Space-Efficient Bloom Filters", 2007). At twelve bits a key about one stranger in two hundred passes, for one access to memory; what
 * passes is looked up. Immutable once it is filled.
 */
final class BlockedBloom {
    static final int BLOCK_WORDS = 8;
    private static final int BITS_PER_KEY = 12;

    /** Odd numbers that spread 32 bits differently for each word. */
    private static final int[] SALT = {
        0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31
    };

    private final long[] words;
    private final int blocks;

    BlockedBloom(long[] words) {
        this.words = words;
        this.blocks = words.length / BLOCK_WORDS;
    }

    static BlockedBloom forKeys(int keys) {
        long bits = Math.max((long) keys * BITS_PER_KEY, 512);
        return new BlockedBloom(new long[Math.toIntExact((bits + 511) / 512) * BLOCK_WORDS]);
    }

    long[] words() {
        return words;
    }

    void add(long hash) {
        int block = block(hash);
        for (int i = 0; i < BLOCK_WORDS; i++) {
            words[block + i] |= 1L << ((int) hash * SALT[i] >>> 26);
        }
    }

    boolean mayContain(long hash) {
        int block = block(hash);
        for (int i = 0; i < BLOCK_WORDS; i++) {
            if ((words[block + i] & 1L << ((int) hash * SALT[i] >>> 26)) == 0) {
                return false;
            }
        }
        return true;
    }

    /** By the upper half, the lower one choosing the bits. */
    private int block(long hash) {
        return (int) ((hash >>> 32) * blocks >>> 32) * BLOCK_WORDS;
    }
}
