package dev.assay.detectors.name;

import java.util.Arrays;

/**
 * Numbers by 64-bit hashes, of which 32 bits are kept: a hit is a hint, to be compared. Open addressing, never more than half
 * full; the first number put under a hash stays. Immutable once built, except that {@link #count} counts.
 */
final class HashTable {
    static final int NONE = -1;

    private int[] tags;
    private int[] values;
    private int size;

    HashTable(int expected) {
        int capacity = Integer.highestOneBit(Math.max(expected, 8)) << 2;
        this.tags = new int[capacity];
        this.values = new int[capacity];
        Arrays.fill(values, NONE);
    }

    /** Spreads the bits of a hash, and tells the kinds of keys apart that share a table. */
    static long mix(long hash, int kind) {
        long z = hash + kind * 0xD1B54A32D192ED03L;
        z = (z ^ (z >>> 32)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 29)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 32);
    }

    void put(long mixed, int value) {
        if (2 * size >= tags.length) {
            throw new IllegalStateException("more entries than were expected");
        }
        int at = slot(mixed);
        if (values[at] == NONE) {
            tags[at] = tag(mixed);
            values[at] = value;
            size++;
        }
    }

    /** Adds one to what is there, from 0. */
    void count(long mixed) {
        int at = slot(mixed);
        if (values[at] == NONE) {
            put(mixed, 1);
        } else {
            values[at]++;
        }
    }

    int get(long mixed) {
        return values[slot(mixed)];
    }

    private static int tag(long mixed) {
        return (int) mixed;
    }

    private int slot(long mixed) {
        int mask = tags.length - 1;
        int at = (int) (mixed >>> 32) & mask;
        while (values[at] != NONE && tags[at] != tag(mixed)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    long sizeBytes() {
        return 8L * tags.length;
    }
}
