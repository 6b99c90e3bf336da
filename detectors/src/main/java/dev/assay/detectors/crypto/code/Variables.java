package dev.assay.detectors.crypto.code;

import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Variables by their names. A copy is one with what it was copied from until one of them changes, and costs two small arrays then: ways
 * of a program part often, and most of them change little. Belongs to one thread.
 */
final class Variables {
    private static final int FIRST_SLOTS = 16;

    private @Nullable String[] names;
    private @Nullable Value[] values;
    private int size;
    private boolean shared;

    Variables() {
        this(new String[0], new Value[0], 0, false);
    }

    private Variables(@Nullable String[] names, @Nullable Value[] values, int size, boolean shared) {
        this.names = names;
        this.values = values;
        this.size = size;
        this.shared = shared;
    }

    Variables copy() {
        if (size == 0) {
            return new Variables();
        }
        shared = true;
        return new Variables(names, values, size, true);
    }

    /** Whether neither was changed since one was copied from the other. */
    @SuppressWarnings("ReferenceEquality") // an array is cloned before it is changed
    boolean isOneWith(Variables other) {
        return names == other.names;
    }

    int size() {
        return size;
    }

    /** Null for one that there is not. */
    @Nullable
    Value get(String name) {
        return names.length == 0 ? null : values[slot(name)];
    }

    void put(String name, Value value) {
        if (shared) {
            names = names.clone();
            values = values.clone();
            shared = false;
        }
        if (2 * size >= names.length) {
            grow();
        }
        int slot = slot(name);
        if (names[slot] == null) {
            names[slot] = name;
            size++;
        }
        values[slot] = value;
    }

    /** In no order. */
    void forEach(BiConsumer<String, Value> out) {
        @Nullable String[] all = names;
        @Nullable Value[] each = values;
        for (int i = 0; i < all.length; i++) {
            String name = all[i];
            Value value = each[i];
            if (name != null && value != null) {
                out.accept(name, value);
            }
        }
    }

    /** Whether a variable that both have is not the same in the other one's sense. */
    boolean differ(Variables others, BiPredicate<Value, Value> values) {
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            Value value = this.values[i];
            Value other = name == null ? null : others.get(name);
            if (value != null && other != null && values.test(value, other)) {
                return true;
            }
        }
        return false;
    }

    private int slot(String name) {
        int mask = names.length - 1;
        int hash = name.hashCode();
        int slot = (hash ^ hash >>> 16) & mask;
        String there = names[slot];
        while (there != null && !there.equals(name)) {
            slot = slot + 1 & mask;
            there = names[slot];
        }
        return slot;
    }

    private void grow() {
        @Nullable String[] before = names;
        @Nullable Value[] valuesBefore = values;
        names = new String[Math.max(FIRST_SLOTS, 2 * before.length)];
        values = new Value[names.length];
        for (int i = 0; i < before.length; i++) {
            String name = before[i];
            if (name != null) {
                int slot = slot(name);
                names[slot] = name;
                values[slot] = valuesBefore[i];
            }
        }
    }
}
