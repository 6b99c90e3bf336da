package dev.assay.detectors.crypto.code;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An object, an array or a map that a program makes, at one point of its way. Belongs to one {@link State}. */
final class Instance {
    /** What elements are filed under whose place or key is not known. */
    static final String ANY = "*";

    private static final int MOST_FIELDS = 256;

    private final String type;
    private final Map<String, Value> fields;
    private final SortedMap<String, SortedSet<String>> said;
    private final @Nullable Use use;
    private Origin origin;
    private long bits;

    Instance(String type, Origin origin, long bits, @Nullable Use use) {
        this(type, new TreeMap<>(), new TreeMap<>(), use, origin, bits);
    }

    private Instance(
            String type,
            Map<String, Value> fields,
            SortedMap<String, SortedSet<String>> said,
            @Nullable Use use,
            Origin origin,
            long bits) {
        this.type = type;
        this.fields = fields;
        this.said = said;
        this.use = use;
        this.origin = origin;
        this.bits = bits;
    }

    Instance copy() {
        SortedMap<String, SortedSet<String>> words = new TreeMap<>();
        said.forEach((name, values) -> words.put(name, new TreeSet<>(values)));
        return new Instance(type, new TreeMap<>(fields), words, use, origin, bits);
    }

    /** What it is, as a full name where that is known. */
    String type() {
        return type;
    }

    /** The use of cryptography that it stands for. */
    @Nullable
    Use use() {
        return use;
    }

    /** Where the bytes that it holds come from. */
    Origin origin() {
        return origin;
    }

    /** How many bits it holds; -1 if nobody knows. */
    long bits() {
        return bits;
    }

    /** Fills it with bytes of another origin. */
    void fill(Origin with) {
        origin = with;
    }

    /** What rows said of it, in the registry's words. */
    SortedMap<String, SortedSet<String>> said() {
        return said;
    }

    Map<String, Value> fields() {
        return fields;
    }

    @Nullable
    Value field(String name) {
        Value value = fields.get(name);
        return value == null ? fields.get(ANY) : value;
    }

    void set(String name, Value value) {
        if (fields.size() < MOST_FIELDS || fields.containsKey(name)) {
            fields.put(name, value);
        } else {
            fields.merge(ANY, value, Value::either);
        }
    }

    /** Holds either what this does or what the other one does: the same object on two ways. */
    void join(Instance other) {
        other.fields.forEach((name, value) -> fields.merge(name, value, Value::either));
        other.said.forEach(
                (name, values) -> said.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(values));
        origin = origin == other.origin ? origin : worse(origin, other.origin);
        bits = bits == other.bits ? bits : -1;
    }

    /** On one way it is guessable: that one counts. */
    private static Origin worse(Origin one, Origin other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
