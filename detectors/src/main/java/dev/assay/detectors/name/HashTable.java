package dev.assay.detectors.name;

/**
 * Numbers from 0 by 64-bit hashes, of which 32 bits are kept: a hit is a hint, to be compared. Open addressing, never more than
 * half full; the first number put under a hash stays. A slot is one word, so that a look-up is one access to memory.
 */
final class HashTable {
    static final int NONE = -1;

    /** The tag above, the number and one below; 0 if empty. */
    private final long[] slots;

    /** Most look-ups are for what is not there. */
    private final Bits there;

    private int size;

    HashTable(int expected) {
        int capacity = Integer.highestOneBit(Math.max(expected, 16)) << 2;
        this.slots = new long[capacity];
        this.there = new Bits(capacity / 2);
    }

    /** Spreads the bits of a hash, and tells the kinds of keys apart that share a table. */
    static long mix(long hash, int kind) {
        long z = hash + kind * 0xD1B54A32D192ED03L;
        z = (z ^ (z >>> 32)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 29)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 32);
    }

    void put(long mixed, int value) {
        int at = slot(mixed);
        if (slots[at] != 0) {
            return;
        }
        if (2 * ++size > slots.length) {
            throw new IllegalStateException("more entries than were expected");
        }
        slots[at] = mixed << 32 | (value + 1);
        there.add(mixed);
    }

    /** Adds one to what is there, from 0. */
    void count(long mixed) {
        int at = slot(mixed);
        if (slots[at] == 0) {
            put(mixed, 1);
        } else {
            slots[at]++;
        }
    }

    int get(long mixed) {
        return there.has(mixed) ? (int) slots[slot(mixed)] - 1 : NONE;
    }

    private int slot(long mixed) {
        int mask = slots.length - 1;
        int at = (int) (mixed >>> 32) & mask;
        while (slots[at] != 0 && (slots[at] ^ mixed << 32) >>> 32 != 0) {
            at = (at + 1) & mask;
        }
        return at;
    }

    long sizeBytes() {
        return 8L * slots.length + there.sizeBytes();
    }
}
