package dev.assay.engine.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the places of a document by their paths: {@code jobs/*}{@code /steps/[]/run,script}. A step of a path is a key, or several parted by
 * commas; {@code *} for every key, {@code []} for the items of a list, and {@code **} for any number of either. All paths are looked for on
 * one walk, whose cost is that of the document times the paths that hold where it is. Belongs to one thread until all paths are there.
 *
 * @param <R> what a path is for
 */
public final class TreePaths<R> {
    /** What is told of places, in the order of the document: what is around a place is entered before it, and left after it. */
    public interface Visitor<R> {
        /** @param key the place's own; empty for an item of a list */
        void enter(R role, String key, Tree tree);

        void leave(R role, Tree tree);
    }

    private static final String ANY = "*";
    private static final String ITEM = "[]";
    private static final String BELOW = "**";

    /** A step of paths, with what comes behind it. */
    private static final class Place<R> {
        private final Map<String, Place<R>> steps = new HashMap<>();
        private final List<R> roles = new ArrayList<>(0);
        private final boolean isBelow;

        Place(boolean isBelow) {
            this.isBelow = isBelow;
        }

        Place<R> step(String step) {
            return steps.computeIfAbsent(step, _ -> new Place<>(step.equals(BELOW)));
        }
    }

    private final Place<R> root = new Place<>(false);

    /** Adds a path. */
    public void add(String path, R role) {
        List<Place<R>> places = List.of(root);
        for (String step : Parts.of(path, '/')) {
            List<Place<R>> next = new ArrayList<>();
            for (Place<R> place : places) {
                for (String key : Parts.of(step, ',')) {
                    next.add(place.step(key));
                }
            }
            places = next;
        }
        places.forEach(place -> place.roles.add(role));
    }

    /** Visits the places of a document, which is an object or a list. */
    public void walk(Tree document, Visitor<R> visitor) {
        List<Place<R>> places = new ArrayList<>();
        reach(root, places);
        below(document, places, visitor);
    }

    private void below(Tree tree, List<Place<R>> places, Visitor<R> visitor) {
        switch (tree) {
            case Tree.Scalar _ -> {}
            case Tree.Sequence list -> list.items().forEach(item -> visit("", item, next(places, null), visitor));
            case Tree.Mapping mapping ->
                mapping.entries()
                        .forEach(entry -> visit(entry.key(), entry.value(), next(places, entry.key()), visitor));
        }
    }

    private void visit(String key, Tree tree, List<Place<R>> places, Visitor<R> visitor) {
        if (places.isEmpty()) {
            return;
        }
        places.forEach(place -> place.roles.forEach(role -> visitor.enter(role, key, tree)));
        below(tree, places, visitor);
        places.forEach(place -> place.roles.forEach(role -> visitor.leave(role, tree)));
    }

    /** @param key null for an item of a list */
    private static <R> List<Place<R>> next(List<Place<R>> places, @Nullable String key) {
        List<Place<R>> next = new ArrayList<>(places.size());
        for (Place<R> place : places) {
            if (place.isBelow) {
                reach(place, next);
            }
            if (key == null) {
                reach(place.steps.get(ITEM), next);
            } else {
                boolean isKey = !key.equals(ITEM) && !key.equals(BELOW) && !key.equals(ANY); // those stand for others
                reach(isKey ? place.steps.get(key) : null, next);
                reach(place.steps.get(ANY), next);
            }
        }
        return next;
    }

    /** With those behind {@code **}, which may stand for nothing; each once. */
    private static <R> void reach(@Nullable Place<R> place, List<Place<R>> places) {
        if (place != null && !places.contains(place)) {
            places.add(place);
            reach(place.steps.get(BELOW), places);
        }
    }
}
