package dev.assay.detectors.crypto.code;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
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
    private static final SortedMap<String, Value> NO_FIELDS = Collections.emptySortedMap();
    private static final SortedMap<String, SortedSet<String>> NOTHING_SAID = Collections.emptySortedMap();

    private SortedMap<String, Value> fields; // a copy has the same until one of them changes
    private boolean sharesFields = true;
    private SortedMap<String, SortedSet<String>> said;
    private boolean sharesSaid = true;
    private @Nullable Object owner;
    private final @Nullable Use use;
    private final int way;
    private Provenance provenance;
    private @Nullable String text;
    private boolean given;
    private boolean unset;
    private boolean fixed;
    private long bits;

    Instance(String type, Provenance provenance, long bits, @Nullable Use use) {
        this(type, NO_FIELDS, NOTHING_SAID, use, use == null ? Ways.ALL : use.way(), provenance, bits);
    }

    Instance(String type, Origin origin, long bits, @Nullable Use use) {
        this(type, Provenance.of(origin), bits, use);
    }

    /** Some object of a type, of which nobody knows whether it is there. */
    static Instance given(String type) {
        Instance instance = new Instance(type, Origin.OUTSIDE, -1, null);
        instance.given = true;
        return instance;
    }

    /** Says that it comes from outside. */
    void give() {
        given = true;
    }

    /** Whether it may be nothing. */
    boolean isGiven() {
        return given;
    }

    /** An array of a text's characters or bytes. */
    static Instance ofText(String type, String text) {
        Instance instance = new Instance(type, new Provenance(Origin.STATIC, true, ""), 8L * text.length(), null);
        instance.text = text;
        return instance;
    }

    private Instance(
            String type,
            SortedMap<String, Value> fields,
            SortedMap<String, SortedSet<String>> said,
            @Nullable Use use,
            int way,
            Provenance provenance,
            long bits) {
        this.type = type;
        this.fields = fields;
        this.said = said;
        this.use = use;
        this.way = way;
        this.provenance = provenance;
        this.bits = bits;
    }

    Instance copy() {
        return copy(way);
    }

    private Instance copy(int onWay) {
        sharesFields = true;
        sharesSaid = true;
        Instance copy = new Instance(type, fields, said, use, onWay, provenance, bits);
        copy.text = text;
        copy.given = given;
        copy.unset = unset;
        copy.fixed = fixed;
        return copy;
    }

    private SortedMap<String, Value> changingFields() {
        if (sharesFields) {
            fields = new TreeMap<>(fields);
            sharesFields = false;
        }
        return fields;
    }

    private SortedMap<String, SortedSet<String>> changingSaid() {
        if (sharesSaid) {
            SortedMap<String, SortedSet<String>> words = new TreeMap<>();
            said.forEach((name, values) -> words.put(name, new TreeSet<>(values)));
            said = words;
            sharesSaid = false;
        }
        return said;
    }

    /** What it is by itself, without the objects that it holds, whichever way it was made on. */
    Instance alone() {
        Instance alone = copy(Ways.ALL);
        if (!fields.isEmpty()) {
            alone.changingFields()
                    .values()
                    .removeIf(value -> !(value instanceof Value.Known || value instanceof Value.Named));
        }
        return alone;
    }

    /** The state that alone has it; null if several may. */
    @Nullable
    Object owner() {
        return owner;
    }

    void own(Object state) {
        owner = state;
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

    /** Which of the ways that led to that use it was made on. */
    int way() {
        return way;
    }

    /** Where the bytes that it holds come from. */
    Provenance provenance() {
        return provenance;
    }

    /** The text whose characters or bytes it holds; null if it holds anything else. */
    @Nullable
    String text() {
        return text;
    }

    /** How many bits it holds; -1 if nobody knows. */
    long bits() {
        return bits;
    }

    /** Whether it is an array that nobody filled yet: it holds zeros, or nothing that is known. */
    boolean isBlank() {
        return unset || provenance.origin() == Origin.ZERO && text == null;
    }

    /** Fills it with bytes of another origin. */
    void fill(Provenance with) {
        provenance = with;
        text = null;
        unset = false;
    }

    /** Fills a part of it, or adds to it; where nobody filled the rest, that is all that there is. */
    void fillPart(Provenance with) {
        fill(isBlank() ? with : provenance.with(with));
    }

    /** Says that nobody filled it yet, and that it is not zero because of that. */
    void unset() {
        provenance = Provenance.OUTSIDE;
        unset = true;
    }

    /** Whether it is an array, by its type's name. */
    boolean isArray() {
        return type.endsWith("]") && !type.startsWith("&") || type.startsWith("std::array<");
    }

    /** Says how many bits it holds. */
    void size(long bits) {
        this.bits = bits;
    }

    /** Says that nobody may change it. */
    void fix() {
        fixed = true;
    }

    /** Whether it is what it was made to be. */
    boolean isFixed() {
        return fixed;
    }

    /** What rows said of it, in the registry's words. */
    SortedMap<String, SortedSet<String>> said() {
        return said;
    }

    /** Says more of it. */
    void say(String name, Collection<String> words) {
        changingSaid().computeIfAbsent(name, _ -> new TreeSet<>()).addAll(words);
    }

    /** Says this of it, and nothing else under that name; nothing at all if there are no words. */
    void settle(String name, Collection<String> words) {
        if (!words.isEmpty()) {
            changingSaid().put(name, new TreeSet<>(words));
        } else if (said.containsKey(name)) {
            changingSaid().remove(name);
        }
    }

    /** What it has in it; to be looked at only. */
    Map<String, Value> fields() {
        return fields;
    }

    @Nullable
    Value field(String name) {
        Value value = fields.get(name);
        return value == null ? fields.get(ANY) : value;
    }

    void set(String name, Value value) {
        boolean isVague = name.equals(ANY) || name.startsWith(Members.OBJECT);
        if (isVague && fields.containsKey(name)) {
            mix(name, value); // the other one stands under another key, as far as anybody knows
        } else if (fields.size() < MOST_FIELDS || fields.containsKey(name)) {
            changingFields().put(name, value);
        } else {
            mix(ANY, value);
        }
    }

    /** Holds this as well under a name. */
    void add(String name, Value value) {
        Value before = fields.get(name);
        set(name, before == null ? value : Value.either(before, value));
    }

    /** A field that may be this beside what it is. */
    void mix(String name, Value value) {
        changingFields().merge(name, value, Value::either);
    }

    /** Holds either what this does or what the other one does: the same object on two ways. */
    @SuppressWarnings("ReferenceEquality") // of maps that neither changed
    void join(Instance other) {
        if (fields != other.fields) {
            other.fields.forEach((name, value) -> {
                if (!value.equals(fields.get(name))) {
                    mix(name, value);
                }
            });
        }
        if (said != other.said) {
            other.said.forEach(this::say);
        }
        provenance = provenance.equals(other.provenance) ? provenance : provenance.worse(other.provenance);
        given |= other.given;
        unset &= other.unset;
        bits = bits == other.bits ? bits : -1;
        text = Objects.equals(text, other.text) ? text : null;
    }
}
