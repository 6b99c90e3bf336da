package dev.assay.detectors.model.shards;

import java.util.Arrays;

/**
 * Finds digests by sorting them, since nobody can choose names whose digests make that slow; the slots of a hash table
 * could be aimed at. A key holds the first 40 bits of a digest and its position, and the digest itself is compared.
 */
final class DigestTable {
    private static final int POSITION_BITS = 24;
    private static final long POSITIONS = (1L << POSITION_BITS) - 1;

    /** More than are kept of any target. */
    static final int MOST = 1 << POSITION_BITS;

    /** Told of two equal digests. */
    @FunctionalInterface
    interface Pair {
        void at(int first, int second);
    }

    private final long[] digests;
    private final long[] keys;

    /** @param digests at most {@link #MOST}; not to be changed any more */
    DigestTable(long[] digests) {
        this.digests = digests;
        this.keys = new long[digests.length];
        for (int i = 0; i < digests.length; i++) {
            keys[i] = digests[i] & ~POSITIONS | i;
        }
        Arrays.sort(keys);
    }

    /** The first position of a digest, or -1. */
    int find(long digest) {
        long key = digest & ~POSITIONS;
        int i = Arrays.binarySearch(keys, key);
        for (int at = i < 0 ? -i - 1 : i; at < keys.length && (keys[at] & ~POSITIONS) == key; at++) {
            int position = (int) (keys[at] & POSITIONS);
            if (digests[position] == digest) {
                return position;
            }
        }
        return -1;
    }

    /** Tells of each position that has the digest of one before it, and of the last such one. */
    void pairs(Pair pair) {
        for (int i = 1; i < keys.length; i++) {
            int first = (int) (keys[i - 1] & POSITIONS);
            int second = (int) (keys[i] & POSITIONS);
            if (digests[first] == digests[second]) {
                pair.at(first, second);
            }
        }
    }
}
