package dev.assay.connectors.git;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Places of objects by their names: open addressing over flat arrays, some 40 bytes for each. Grows with what is really there, not
 * with what a header says. Thread-safe once all are in.
 */
final class PackNames implements PackObjects.Index {
    private static final int FIRST = 1024;

    private final int idBytes;
    private byte[] ids;
    private long[] places = new long[FIRST];
    private int[] slots = new int[4 * FIRST]; // number of an object plus one
    private int count;

    PackNames(int idBytes) {
        this.idBytes = idBytes;
        this.ids = new byte[FIRST * idBytes];
    }

    void put(byte[] id, long place) {
        if (count == places.length) {
            ids = Arrays.copyOf(ids, 2 * ids.length);
            places = Arrays.copyOf(places, 2 * count);
            slots = new int[2 * slots.length];
            for (int i = 0; i < count; i++) {
                slots[slot(Arrays.copyOfRange(ids, i * idBytes, (i + 1) * idBytes))] = i + 1;
            }
        }
        int slot = slot(id);
        if (slots[slot] == 0) {
            System.arraycopy(id, 0, ids, count * idBytes, idBytes);
            places[count] = place;
            slots[slot] = ++count;
        }
    }

    @Override
    public long find(byte[] id) {
        int number = slots[slot(id)];
        return number == 0 ? -1 : places[number - 1];
    }

    /** Where an object is, or would be put. Names are digests: who could choose their first bytes is held up, not let in. */
    private int slot(byte[] id) {
        int mask = slots.length - 1;
        int slot = (int) (ByteBuffer.wrap(id).getLong() * 0x9E3779B97F4A7C15L >>> 33) & mask;
        while (slots[slot] != 0) {
            int from = (slots[slot] - 1) * idBytes;
            if (Arrays.equals(ids, from, from + idBytes, id, 0, idBytes)) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
