package dev.assay.detectors.text.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an expression's value.
 *
 * @param text if it is a text that is known
 * @param number if it is a whole number that is known, at most {@link Long#MAX_VALUE}; of a range how long it is
 * @param items if it is a list that is known
 * @param path how the expression comes to it, as {@code self.__init__}; empty if that says nothing
 * @param receiver of a method that is to be called
 */
record Value(
        @Nullable String text,
        @Nullable Long number,
        @Nullable List<Value> items,
        String path,
        @Nullable Value receiver) {
    static final Value UNKNOWN = new Value(null, null, null, "", null);

    /** Longer texts do not matter: names are short. */
    static final int MOST_TEXT = 4_000;

    private static final int MOST_PATH = 160;

    static Value text(String text) {
        return text.length() > MOST_TEXT ? UNKNOWN : new Value(text, null, null, "", null);
    }

    static Value number(long number) {
        return new Value(null, number, null, "", null);
    }

    static Value items(List<Value> items) {
        return new Value(null, null, List.copyOf(items), "", null);
    }

    static Value path(String path) {
        return new Value(null, null, null, cut(path), null);
    }

    /** A member of this, which may be a method. */
    Value member(String name) {
        String whole = (path.isEmpty() ? text == null ? "" : "\"...\"" : path) + "." + name;
        return new Value(null, null, null, cut(whole), this);
    }

    private static String cut(String path) {
        return path.length() <= MOST_PATH ? path : "..." + path.substring(path.length() - MOST_PATH);
    }

    /** The last part of the path. */
    String lastName() {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
