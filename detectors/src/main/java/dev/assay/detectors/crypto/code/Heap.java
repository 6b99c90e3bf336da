package dev.assay.detectors.crypto.code;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Objects by their numbers, in the order of these. A copy is one with what it was copied from until one of them changes, and costs two
 * arrays then. Belongs to one thread.
 */
final class Heap {
    private static final int FIRST = 8;

    private int[] numbers;
    private @Nullable Instance[] instances;
    private int size;
    private boolean shared;

    Heap() {
        this(new int[0], new Instance[0], 0, false);
    }

    private Heap(int[] numbers, @Nullable Instance[] instances, int size, boolean shared) {
        this.numbers = numbers;
        this.instances = instances;
        this.size = size;
        this.shared = shared;
    }

    Heap copy() {
        shared = true;
        return new Heap(numbers, instances, size, true);
    }

    /** Whether neither was changed since one was copied from the other. */
    @SuppressWarnings("ReferenceEquality") // an array is cloned before it is changed
    boolean isOneWith(Heap other) {
        return numbers == other.numbers;
    }

    int size() {
        return size;
    }

    /** The number at a place, from 0 to {@link #size}. */
    int number(int place) {
        return numbers[place];
    }

    Instance at(int place) {
        return java.util.Objects.requireNonNull(instances[place]);
    }

    /** Null for one that there is not. */
    @Nullable
    Instance get(int number) {
        int place = place(number);
        return place < 0 ? null : instances[place];
    }

    private int place(int number) {
        // most are asked for soon after they were made
        return size > 0 && numbers[size - 1] == number ? size - 1 : Arrays.binarySearch(numbers, 0, size, number);
    }

    void put(int number, Instance instance) {
        int place = place(number);
        if (place >= 0) {
            own(0);
            instances[place] = instance;
            return;
        }
        own(1);
        int at = -place - 1;
        System.arraycopy(numbers, at, numbers, at + 1, size - at);
        System.arraycopy(instances, at, instances, at + 1, size - at);
        numbers[at] = number;
        instances[at] = instance;
        size++;
    }

    /** Makes room for more in arrays that nobody else has. */
    private void own(int more) {
        int capacity = numbers.length;
        if (size + more > capacity) {
            capacity = Math.max(FIRST, capacity + (capacity >> 1) + more);
        } else if (!shared) {
            return;
        }
        numbers = Arrays.copyOf(numbers, capacity);
        instances = Arrays.copyOf(instances, capacity);
        shared = false;
    }

    /** Takes the objects of another that this has not. */
    void addMissing(Heap other) {
        int missing = 0;
        for (int i = 0, j = 0; j < other.size; j++) {
            while (i < size && numbers[i] < other.numbers[j]) {
                i++;
            }
            missing += i < size && numbers[i] == other.numbers[j] ? 0 : 1;
        }
        if (missing == 0) {
            return;
        }
        int all = size + missing;
        int[] merged = new int[all];
        @Nullable Instance[] both = new Instance[all];
        for (int i = 0, j = 0, k = 0; k < all; k++) {
            boolean isMine = j >= other.size || i < size && numbers[i] <= other.numbers[j];
            merged[k] = isMine ? numbers[i] : other.numbers[j];
            both[k] = isMine ? instances[i] : other.instances[j];
            j += j < other.size && other.numbers[j] == merged[k] ? 1 : 0;
            i += isMine ? 1 : 0;
        }
        numbers = merged;
        instances = both;
        size = all;
        shared = false;
    }
}
