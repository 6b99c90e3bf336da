package dev.assay.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A document of JSON or YAML as it is written: nothing is made of tags, aliases of collections are followed for who asks for it, and a key
 * that is there twice is there twice. Never deeper than {@link TreeRoom#MOST_DEPTH}, so that recursion over it is safe.
 * Immutable once it is read.
 */
public sealed interface Tree {
    /** Where it begins within the bytes. */
    long offsetBytes();

    /** The tag as YAML resolves its handle, such as {@code tag:yaml.org,2002:python/name:os.system}; empty if none is written. */
    String tag();

    /**
     * A text, number, truth value or null.
     *
     * @param isQuoted whether it is a text by how it is written
     */
    record Scalar(String text, boolean isQuoted, String tag, long offsetBytes) implements Tree {}

    /** A list. */
    record Sequence(List<Tree> items, String tag, long offsetBytes) implements Tree {}

    /** An object, its entries in the order of the bytes. */
    record Mapping(List<Entry> entries, String tag, long offsetBytes) implements Tree {
        /** The value of a key; where it is there twice, the last one, as readers of both formats have it. */
        public @Nullable Tree get(String key) {
            for (int i = entries.size() - 1; i >= 0; i--) {
                if (entries.get(i).key().equals(key)) {
                    return entries.get(i).value();
                }
            }
            return null;
        }

        /** The text of a key's value; null if there is none or it is no scalar. */
        public @Nullable String text(String key) {
            return get(key) instanceof Scalar scalar ? scalar.text() : null;
        }

        /** The same; empty if there is none or it is no scalar. */
        public String textOrEmpty(String key) {
            return get(key) instanceof Scalar scalar ? scalar.text() : "";
        }

        /** The object that is a key's value; an empty one if it is none. */
        public Mapping mapping(String key) {
            return get(key) instanceof Mapping mapping ? mapping : new Mapping(List.of(), "", offsetBytes);
        }

        /** What a key's list holds; the value itself if it is no list; nothing if it is not there. */
        public List<Tree> items(String key) {
            return switch (get(key)) {
                case null -> List.of();
                case Sequence sequence -> sequence.items();
                case Scalar scalar -> List.of(scalar);
                case Mapping mapping -> List.of(mapping);
            };
        }
    }

    /**
     * @param key its text; empty where YAML has a collection for a key
     * @param offsetBytes where the key begins
     */
    record Entry(String key, Tree value, long offsetBytes) {
        /** Of an entry that has no key of its own. */
        public Entry(String key, Tree value) {
            this(key, value, value.offsetBytes());
        }
    }

    /** Visits it and all that is in it, in the order of the bytes; the keys of objects are part of the object. */
    static void walk(Tree tree, Consumer<? super Tree> visitor) {
        visitor.accept(tree);
        switch (tree) {
            case Scalar _ -> {}
            case Sequence sequence -> sequence.items().forEach(item -> walk(item, visitor));
            case Mapping mapping -> mapping.entries().forEach(entry -> walk(entry.value(), visitor));
        }
    }

    /** The scalars within, in the order of the bytes; itself if it is one. */
    static List<Scalar> scalars(Tree tree) {
        List<Scalar> all = new ArrayList<>();
        walk(tree, each -> {
            if (each instanceof Scalar scalar) {
                all.add(scalar);
            }
        });
        return all;
    }

    /** Visits the objects within, in the order of the bytes; itself if it is one. */
    static void mappings(Tree tree, Consumer<? super Mapping> visitor) {
        walk(tree, each -> {
            if (each instanceof Mapping mapping) {
                visitor.accept(mapping);
            }
        });
    }
}
