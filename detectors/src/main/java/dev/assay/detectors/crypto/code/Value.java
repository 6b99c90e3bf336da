package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an expression may be when a program runs, as far as it shows. Immutable; what changes lies in the {@link State}. */
sealed interface Value {
    /** Beyond so many it is not followed what something may be. */
    int MOST = 16;

    Value OUTSIDE = new Data(Provenance.OUTSIDE, -1);

    /** A constant: a {@link String}, a {@link Long}, a {@link Boolean} or {@link Nothing}. */
    record Known(Object constant) implements Value {
        @Override
        public boolean equals(
                @Nullable Object other) { // as the record's own, which is several times slower until compiled for good
            return this == other || other instanceof Known(Object another) && constant.equals(another);
        }

        @Override
        public int hashCode() {
            return constant.hashCode();
        }
    }

    /** The language's word for no object. */
    enum Nothing {
        NOTHING
    }

    /** Bytes, a text or a number of which only this is known. */
    record Data(Provenance provenance, long bits) implements Value {
        Data(Origin origin, long bits) {
            this(Provenance.of(origin), bits);
        }

        @Override
        public boolean equals(@Nullable Object other) { // as in Known
            return this == other
                    || other instanceof Data data && bits == data.bits && provenance.equals(data.provenance);
        }

        @Override
        public int hashCode() {
            return 31 * provenance.hashCode() + Long.hashCode(bits);
        }
    }

    /** What a function is given when it is not seen who calls it, as {@code module.Type.function#0}. */
    record Input(String name) implements Value {}

    /** Something of another module, or a type: the way to it, such as {@code javax.crypto.Cipher}. */
    record Named(String path) implements Value {}

    /** An object, an array, a map: its number in the {@link State}. */
    record Reference(int number) implements Value {}

    /** Some elements of an array, which share its bytes; how many bits they are, -1 if nobody knows. */
    record Part(Reference of, long bits) implements Value {}

    /**
     * A function of the program.
     *
     * @param self the object that it is of
     * @param around the variables around it, where it stands within another function
     */
    record Callable(
            String name,
            List<Statement.Parameter> parameters,
            List<Statement> body,
            @Nullable Value self,
            Variables around)
            implements Value {
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object other) { // trees are large, and there is one of each
            return other instanceof Callable callable
                    && body == callable.body
                    && Objects.equals(self, callable.self)
                    && (around == callable.around || !around.differ(callable.around, Callable::differ));
        }

        /** Whether a text or a name is another one: what a function makes that is given some of them. */
        @SuppressWarnings("ReferenceEquality") // most are what they were
        private static boolean differ(Value one, Value other) {
            return one != other
                    && (!texts(one).equals(texts(other))
                            || one instanceof Named && other instanceof Named && !other.equals(one));
        }

        private static Set<String> texts(Value value) {
            if (value instanceof Known(String text)) {
                return Set.of(text);
            }
            if (!(value instanceof OneOf)) {
                return Set.of();
            }
            Set<String> texts = new HashSet<>();
            each(value).forEach(one -> texts.addAll(texts(one)));
            return texts;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(body);
        }
    }

    /** A method of an object of a library that nobody called yet, as {@code random::nextBytes}. */
    record Method(Value of, String name) implements Value {}

    /** One of several, none of which is such again. */
    record OneOf(List<Value> each) implements Value {}

    /** Each that it may be. */
    static List<Value> each(Value value) {
        return value instanceof OneOf several ? several.each() : List.of(value);
    }

    /** Either. */
    static Value either(Value one, Value other) {
        if (one.equals(other)) {
            return one;
        }
        List<Value> all = new ArrayList<>(each(one));
        for (Value value : each(other)) {
            if (!all.contains(value)) {
                all.add(value);
            }
        }
        return all.size() > MOST ? OUTSIDE : new OneOf(List.copyOf(all));
    }

    /** One of these, however many; there is some. */
    static Value one(Collection<Value> of) {
        return of.size() == 1 ? of.iterator().next() : new OneOf(List.copyOf(of));
    }

    /** Any of these; what is made of none is known by nobody. */
    static Value any(List<Value> values) {
        if (values.size() == 1) {
            return values.getFirst();
        }
        List<Value> all = new ArrayList<>(values.size());
        for (Value value : values) {
            for (Value one : each(value)) {
                if (!all.contains(one)) {
                    all.add(one);
                }
            }
            if (all.size() > MOST) {
                return OUTSIDE;
            }
        }
        return switch (all.size()) {
            case 0 -> OUTSIDE;
            case 1 -> all.getFirst();
            default -> new OneOf(List.copyOf(all));
        };
    }

    static Value of(long number) {
        return new Known(number);
    }

    static Value of(String text) {
        return new Known(text);
    }

    static Value of(boolean truth) {
        return new Known(truth);
    }
}
