package dev.assay.detectors.crypto.code;

import java.util.Arrays;

/** Numbers in the order in which they came, each as often as it came unless they are a {@linkplain #set set}. Belongs to one thread. */
final class Codes {
    private static final int FIRST = 4;

    private int[] codes = new int[FIRST];
    private int size;
    private int[] slots; // of a set, one more than the place of what lies there; 0 for none

    Codes() {
        this(0);
    }

    private Codes(int slots) {
        this.slots = new int[slots];
    }

    /** Holds each once, and knows which it has. */
    static Codes set() {
        return new Codes(2 * FIRST);
    }

    int size() {
        return size;
    }

    int get(int place) {
        return codes[place];
    }

    /** Whether it is in a set. */
    boolean has(int code) {
        return slots[slot(code)] > 0;
    }

    /** Of a set, whether it was not in it before. */
    boolean add(int code) {
        if (slots.length > 0) {
            int slot = slot(code);
            if (slots[slot] > 0) {
                return false;
            }
            slots[slot] = size + 1;
        }
        if (size == codes.length) {
            codes = Arrays.copyOf(codes, 2 * size);
        }
        codes[size++] = code;
        if (slots.length > 0 && 2 * size > slots.length) {
            slots = new int[2 * slots.length];
            for (int i = 0; i < size; i++) {
                slots[slot(codes[i])] = i + 1;
            }
        }
        return true;
    }

    /** Adds a part of another. */
    void addAll(Codes others, int from, int to) {
        for (int i = from; i < to; i++) {
            add(others.codes[i]);
        }
    }

    /** Adds all to another. */
    void addTo(Codes others) {
        others.addAll(this, 0, size);
    }

    private int slot(int code) {
        int mask = slots.length - 1;
        int slot = code * 0x9E3779B9 >>> 7 & mask;
        while (slots[slot] > 0 && codes[slots[slot] - 1] != code) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
