package dev.assay.detectors.model.marshal;

import java.util.List;

/** What marshal wrote, as far as it can name or hold something. */
sealed interface Value {
    /** A text, or in Python 2 a byte string that may be one. */
    record Text(String text, long at) implements Value {}

    /** Bytes, which are where they were read: {@code length} of them at {@code at}. */
    record Bytes(int at, int length) implements Value {}

    /** A tuple, list, set or dict: its items in their order. */
    record Items(List<Value> items) implements Value {}

    /**
     * A code object.
     *
     * @param locals names of its variables
     */
    record Code(int at, Bytes bytecode, List<Value> constants, List<String> names, List<String> locals, String name)
            implements Value {}

    /** A number, None, or anything else that names nothing. */
    enum Plain implements Value {
        PLAIN
    }
}
