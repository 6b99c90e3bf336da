package dev.assay.detectors.model.keras;

import dev.assay.engine.text.Parts;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An open object or array of a configuration, and what has been seen of it. Keys come in any order. */
final class Frame {
    /** Texts under these keys decide what loading does. */
    private static final Set<String> KEPT = Set.of(
            "class_name",
            "module",
            "registered_name",
            "config",
            "name",
            "vocabulary",
            "filepath",
            "function",
            "function_type",
            "spec_name");

    private static final Set<String> NOTED = Set.of("keras_version", "backend");

    /** Names of classes and paths are short. */
    private static final int MOST_KEPT = 4_096;

    /** As many names are kept as objects are open. */
    private static final int MOST_NAME = 500;

    private final boolean array;
    private final String key;
    private final long at;
    private final Map<String, String> texts = new HashMap<>(4);
    private Map<String, String> config = Map.of();
    private String current = "";
    private int index;
    private boolean lambda;

    /**
     * @param key under which it stands in the object around it, whatever arrays are between
     * @param at where it begins
     */
    Frame(boolean array, String key, long at) {
        this.array = array;
        this.key = key;
        this.at = at;
        this.current = array ? key : "";
    }

    boolean isArray() {
        return array;
    }

    String key() {
        return key;
    }

    long at() {
        return at;
    }

    /** The key of the value at hand. */
    String current() {
        return current;
    }

    void name(String name) {
        current = Parts.first(name, MOST_NAME);
    }

    /** Moves on to the next item of an array. */
    void item() {
        index++;
    }

    /** How the value at hand is called within this one. */
    String step() {
        return array ? Integer.toString(index - 1) : current;
    }

    /** Keeps what only people ask for: it decides nothing. */
    private boolean note(String text) {
        if (NOTED.contains(current) && text.length() <= MOST_KEPT) {
            texts.put(current, text);
        }
        return false;
    }

    /** @return whether there is a second text under a key that decides something */
    boolean text(String text) {
        if (!KEPT.contains(current)) {
            return note(text);
        }
        return !array && texts.put(current, Parts.first(text, MOST_KEPT)) != null;
    }

    @Nullable
    String get(String name) {
        return texts.get(name);
    }

    /** What the object under {@code config} said. */
    @Nullable
    String ofConfig(String name) {
        return config.get(name);
    }

    void config(Frame ended) {
        config = ended.texts;
    }

    /** Notes that a function was found in it that no class in it has told. */
    void holdsLambda() {
        lambda = true;
    }

    boolean hasLambda() {
        return lambda;
    }
}
