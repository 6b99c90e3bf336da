package dev.assay.detectors.name;

import java.util.Arrays;

/** A few numbers, each once, in the order in which they came: what an index found. Belongs to one look-up. */
final class Candidates {
    /** More are not looked at: a name that resembles so many resembles none. */
    static final int MOST = 64;

    private int[] numbers = new int[8];
    private int size;

    void add(int number) {
        for (int i = 0; i < size; i++) {
            if (numbers[i] == number) {
                return;
            }
        }
        if (size == MOST) {
            return;
        }
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = number;
    }

    int size() {
        return size;
    }

    int get(int index) {
        return numbers[index];
    }
}
