package dev.assay.detectors.name;

/** Whether a hash was added: never no by mistake, and yes by mistake for about one in fifteen. In memory that is near. */
final class Bits {
    private static final int PER_HASH = 8;

    private final long[] words;
    private final int shift;

    /** @param expected how many, at most */
    Bits(int expected) {
        int size = Math.max(Integer.highestOneBit(Math.max(expected, 1)) * PER_HASH / Long.SIZE, 2);
        this.words = new long[size];
        this.shift = Long.SIZE - Integer.numberOfTrailingZeros(size);
    }

    /** @param hash whose upper bits depend on all of it */
    void add(long hash) {
        words[(int) (hash >>> shift)] |= bits(hash);
    }

    boolean has(long hash) {
        return (~words[(int) (hash >>> shift)] & bits(hash)) == 0;
    }

    /** Two of a word: a Bloom filter (CACM 13(7), 1970) in blocks of one word, so that an answer is one access. */
    private static long bits(long hash) {
        return 1L << (hash >>> 34) | 1L << (hash >>> 28);
    }

    long sizeBytes() {
        return 8L * words.length;
    }
}
