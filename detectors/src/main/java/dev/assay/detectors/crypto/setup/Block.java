package dev.assay.detectors.crypto.setup;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A block of a configuration: a section, an object, or all of it. Belongs to one thread. */
final class Block {
    /** Deeper ones count as a part of what is around them. */
    static final int MOST_DEPTH = 32;

    /** More values than this no block has that one of its values is read with. */
    private static final int MOST_VALUES = 1000;

    private static final int MOST_NAME = 80;

    private final String path;
    private final int depth;
    private final Map<String, Span> values = new HashMap<>(4);

    private Block(String path, int depth) {
        this.path = path;
        this.depth = depth;
    }

    /** What is outside of all blocks. */
    static Block root() {
        return new Block("", 0);
    }

    boolean isRoot() {
        return depth == 0;
    }

    /** A block in this one; this one itself where that would be too deep. */
    Block inner(String name) {
        String key = Span.key(name.length() > MOST_NAME ? name.substring(0, MOST_NAME) : name);
        return depth >= MOST_DEPTH ? this : new Block(path + key + ".", depth + 1);
    }

    /** A block of the same name beside this one, as lists have several. */
    Block next() {
        return new Block(path, depth);
    }

    /** The whole name of something in it, to be compared. */
    String path(String name) {
        return path + Span.key(name);
    }

    /** Whether this block's own name is the given one, in the form in which names are compared. */
    boolean isCalled(String name) {
        return path.endsWith(name + ".")
                && (path.length() == name.length() + 1 || path.charAt(path.length() - name.length() - 2) == '.');
    }

    void put(String name, Span value) {
        if (values.size() < MOST_VALUES) {
            values.put(Span.key(name), value);
        }
    }

    /** What is said of a name in this very block. */
    @Nullable
    Span value(String name) {
        return values.get(Span.key(name));
    }
}
