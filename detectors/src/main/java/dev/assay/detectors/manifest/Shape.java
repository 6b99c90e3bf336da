package dev.assay.detectors.manifest;

import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.JsonTree;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which kinds of values a format has where packages are named. A reader goes past a value that is none of these, while a tool may
 * refuse the document or take it for something else; so it is a gap, in one place for all readers. What is empty is of every kind, since
 * nothing is in it, and what is not there is right.
 *
 * <p>A row is a path such as {@code packages,packages-dev/[]/name}: keys, of which a comma parts several, {@code *} for every key,
 * {@code []} for the items of a list. On the way are objects and lists as it says, and at its end is a text; other kinds that are right at its
 * end are behind a colon: {@code dependencies/*: text map null}. What several rows say of a place is right, each of it. The objects of these
 * places are looked at for keys that are there twice ({@link Repeated}). Belongs to one thread.
 */
final class Shape {
    /** Of one document; beyond it one more says that there are others. */
    private static final int MOST_GAPS = 16;

    private enum Kind {
        TEXT("text"),
        LIST("list"),
        MAP("object"),
        NULL("null");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        static Kind of(Tree tree) {
            return switch (tree) {
                case Scalar scalar -> isNull(scalar) ? NULL : TEXT;
                case Sequence _ -> LIST;
                case Mapping _ -> MAP;
            };
        }

        private static boolean isNull(Scalar scalar) {
            String text = scalar.text();
            return !scalar.isQuoted() && (text.isEmpty() || text.equals("null") || text.equals("~"));
        }
    }

    /** A place, with what is below it. */
    private static final class Place {
        private final String path;
        private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        private final Map<String, Place> keys = new HashMap<>();
        private @Nullable Place anyKey;
        private @Nullable Place items;

        Place(String path) {
            this.path = path;
        }

        private Place item() {
            kinds.add(Kind.LIST);
            Place there = items;
            items = there == null ? new Place(path + "/[]") : there;
            return items;
        }

        private Place below(String key) {
            kinds.add(Kind.MAP);
            String full = path.isEmpty() ? key : path + "/" + key;
            if (!key.equals("*")) {
                return keys.computeIfAbsent(key, _ -> new Place(full));
            }
            Place there = anyKey;
            anyKey = there == null ? new Place(full) : there;
            return anyKey;
        }

        void add(List<String> steps, int step, Set<Kind> atEnd) {
            if (step == steps.size()) {
                kinds.addAll(atEnd);
            } else if (steps.get(step).equals("[]")) {
                item().add(steps, step + 1, atEnd);
            } else {
                for (String key : Parts.of(steps.get(step), ',')) {
                    below(key).add(steps, step + 1, atEnd);
                }
            }
        }

        @Nullable
        Place at(String key) {
            Place place = keys.get(key);
            return place == null ? anyKey : place;
        }

        String expected() {
            return kinds.stream()
                    .filter(kind -> kind != Kind.NULL)
                    .map(kind -> kind.word)
                    .collect(Collectors.joining(" or "));
        }
    }

    private final Place root = new Place("");
    private final List<String> needed;
    private final KnownVersion version;
    private final Sink out;
    private final Repeated repeated;
    private int gaps;

    /**
     * @param needed keys of which a document has at least one, parted by commas; empty where it need not
     * @param version the highest that is known of the format
     */
    Shape(List<String> rows, String needed, KnownVersion version, Sink out, Repeated repeated) {
        this.needed = needed.isEmpty() ? List.of() : Parts.of(needed, ',');
        this.version = version;
        this.out = out;
        this.repeated = repeated;
        for (String row : rows) {
            int colon = row.indexOf(": ");
            Set<Kind> atEnd = EnumSet.noneOf(Kind.class);
            for (String kind : Parts.of(colon < 0 ? "text" : row.substring(colon + 2), ' ')) {
                atEnd.add(Kind.valueOf(kind.toUpperCase(Locale.ROOT)));
            }
            root.add(Parts.of(colon < 0 ? row : row.substring(0, colon), '/'), 0, atEnd);
        }
    }

    /** The same document, looked through by now; whether it is an object at all is its reader's to say. */
    Tree looked(Tree document) {
        if (document instanceof Mapping) {
            version.look(document, out);
            look(document, root);
        }
        return document;
    }

    /** The key that a document lacks without which none is written; empty if it has it, or need not. */
    String lacks(Tree document) {
        boolean isWhole = needed.isEmpty()
                || document instanceof Mapping mapping && needed.stream().anyMatch(key -> mapping.get(key) != null);
        return isWhole ? "" : needed.getFirst();
    }

    /** One of several documents, which readers go past if it is no object. An empty one is right. */
    void look(Tree document) {
        if (Kind.of(document) != Kind.NULL) {
            version.look(document, out);
            look(document, root);
        }
    }

    /** What a document says of its version where no tree of it has that. */
    void version(String written, long offsetBytes) {
        version.look(written, offsetBytes, out);
    }

    /** The same for a document of which a part comes at a time. */
    JsonTree.Parts looking(JsonTree.Parts parts) {
        return (key, value) -> {
            version.look(key, value, out);
            Place place = root.at(key);
            look(value, place != null && place.items != null ? place.items : place);
            parts.part(key, value);
        };
    }

    private void look(Tree tree, @Nullable Place place) {
        if (place == null) {
            return;
        }
        if (!place.kinds.isEmpty() && !place.kinds.contains(Kind.of(tree)) && !isEmpty(tree)) {
            tell(tree, place);
            return;
        }
        switch (tree) {
            case Scalar _ -> {}
            case Sequence list -> list.items().forEach(item -> look(item, place.items));
            case Mapping mapping -> {
                if (place.kinds.contains(Kind.MAP)) {
                    repeated.look(mapping);
                }
                for (Entry entry : mapping.entries()) {
                    look(entry.value(), place.at(entry.key()));
                }
            }
        }
    }

    private static boolean isEmpty(Tree tree) {
        return switch (tree) {
            case Scalar _ -> false;
            case Sequence list -> list.items().isEmpty();
            case Mapping mapping -> mapping.entries().isEmpty();
        };
    }

    /** Whether some value was of another kind. */
    boolean isBroken() {
        return gaps > 0;
    }

    private void tell(Tree tree, Place place) {
        gaps++;
        if (gaps <= MOST_GAPS) {
            String what = place.path.isEmpty() ? "the document" : place.path;
            out.gap(GapKind.MALFORMED, tree.offsetBytes(), what + " is no " + place.expected(), -1);
        } else if (gaps == MOST_GAPS + 1) {
            out.gap(GapKind.MALFORMED, tree.offsetBytes(), "more values are of other kinds than the format has", -1);
        }
    }
}
