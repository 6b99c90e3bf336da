package dev.assay.detectors.model.pickle;

import java.util.Arrays;

/**
 * The items of tuples and other containers, as long as newer ones do not overwrite them. A call's arguments are almost
 * always built right before the call, so that a small ring knows them; for older ones the machine says that it does not.
 *
 * <p>Of a long container only the first items and all callables are kept.
 */
final class Ring {
    /** The payload of what is known to have no items. */
    static final int EMPTY = 1;

    /** The payload of a container whose items are not known and never will be. */
    static final int SHARED = 2;

    private static final int SIZE = 1 << 16;
    private static final int MOST_ITEMS = 64;
    private static final int MOST_KEPT = 1024;

    /** Grows to {@link #SIZE}, and only then begins to overwrite: most pickles are small, and there are many of them. */
    private int[] items = new int[256];

    private long head = SHARED + 1; // payload 0 stands for "not known yet"
    private long floor = head;
    private long exactFrom = head;

    /** Keeps the items {@code stack[from]} up to {@code stack[to]} and returns the payload that finds them again. */
    int add(int[] stack, int from, int to) {
        if (to - from > MOST_ITEMS) {
            return addLong(stack, from, to);
        }
        if (from == to) {
            return EMPTY;
        }
        head += (head & Tag.PAYLOAD_MASK) <= SHARED ? SHARED + 1 : 0;
        long at = head;
        int[] kept = roomFor(to - from);
        int mask = kept.length - 1;
        kept[(int) at & mask] = to - from;
        for (int i = from; i < to; i++) {
            kept[(int) ++at & mask] = stack[i];
        }
        int payload = (int) head & Tag.PAYLOAD_MASK;
        head = at + 1;
        return payload;
    }

    /** The ring, with room at its head for so many items and their number. Until it is full grown nothing wraps around. */
    private int[] roomFor(int n) {
        while (items.length < SIZE && head + n + 1 >= items.length) {
            items = Arrays.copyOf(items, 2 * items.length);
        }
        return items;
    }

    private int addLong(int[] stack, int from, int to) {
        int[] few = new int[MOST_KEPT];
        System.arraycopy(stack, from, few, 0, MOST_ITEMS);
        int n = MOST_ITEMS;
        for (int i = from + MOST_ITEMS; i < to && n < MOST_KEPT; i++) {
            if (Tag.isCallable(stack[i])) {
                few[n++] = stack[i];
            }
        }
        head += (head & Tag.PAYLOAD_MASK) <= SHARED ? SHARED + 1 : 0;
        long at = head;
        int[] kept = roomFor(n);
        int mask = kept.length - 1;
        kept[(int) at & mask] = -n; // negative: there were more
        for (int i = 0; i < n; i++) {
            kept[(int) ++at & mask] = few[i];
        }
        int payload = (int) head & Tag.PAYLOAD_MASK;
        head = at + 1;
        return payload;
    }

    /** How many items are kept of a container, or -1 if they are not known any more. */
    int size(int tag) {
        if (Tag.payload(tag) == EMPTY) {
            return 0;
        }
        long at = place(tag);
        return at < 0 ? -1 : Math.abs(items[(int) at & items.length - 1]);
    }

    /** Whether the container had more items than are kept. */
    boolean isCut(int tag) {
        long at = place(tag);
        return at >= 0 && items[(int) at & items.length - 1] < 0;
    }

    /** Notes that a container has got more items than are kept. */
    void cut(int tag) {
        long at = place(tag);
        if (at >= 0) {
            int slot = (int) at & items.length - 1;
            items[slot] = -Math.abs(items[slot]);
        }
    }

    /** Some dict got items, and it is not known which one: of none that is here all items are known any more. */
    void someDictChanged() {
        exactFrom = head;
    }

    /** Whether this is a dict of which every item is known, and that nothing else can have changed. */
    boolean isExact(int tag) {
        return Tag.kind(tag) == Tag.DICT && place(tag) >= exactFrom && !isCut(tag);
    }

    /** An item of a container that {@link #size} knows. */
    int item(int tag, int i) {
        return items[(int) (place(tag) + 1 + i) & items.length - 1];
    }

    private long place(int tag) {
        int payload = Tag.payload(tag);
        if (payload <= SHARED) {
            return -1;
        }
        long age = head - payload & Tag.PAYLOAD_MASK;
        long at = head - age;
        return age > SIZE - 2 * MOST_KEPT || at < floor ? -1 : at;
    }

    /** How much has been added: payloads repeat after 2^28, so the owner must forget old ones before. */
    long added() {
        return head;
    }

    /** Forgets everything. */
    void clear() {
        floor = head;
    }
}
