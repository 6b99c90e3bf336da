package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call is given.
 *
 * @param self the object that it is of; null for none
 */
record Given(@Nullable Value self, List<One> arguments) {
    /** The name of arguments of which it is not known which they are. */
    static final String REST = "...";

    /** Ends what stands for any name that begins so. */
    private static final String ANY = "*";

    /**
     * One argument.
     *
     * @param name where the call says it
     * @param place what stands there, where the function may leave something in it; null for what is only a value
     * @param shape how the place is given
     */
    record One(@Nullable String name, Value value, @Nullable Expression place, Shape shape) {
        One(@Nullable String name, Value value) {
            this(name, value, null, Shape.VALUE);
        }

        /** Whether it is a type that something is made with, {@code <0>}, and no value. */
        boolean isType() {
            return name != null && name.length() > 1 && name.startsWith("<"); // what a pipe hands on is that sign alone
        }
    }

    /** How an argument is given. */
    enum Shape {
        /** As it is. */
        VALUE,
        /** By its address. */
        ADDRESS,
        /** By an address within it: what is left there is not all of it. */
        WITHIN
    }

    Given {
        arguments = List.copyOf(arguments);
    }

    /** The same with another value in the place of one. */
    Given with(Value before, Value now) {
        List<One> all = new ArrayList<>(arguments.size());
        for (One one : arguments) {
            all.add(one.value().equals(before) ? new One(one.name(), now, one.place(), one.shape()) : one);
        }
        return new Given(before.equals(self) ? now : self, all);
    }

    /** The value of a position, or else of one of the names; null if the call has none of them. */
    @Nullable
    Value get(List<String> which) {
        for (String one : which) {
            if (one.equals(Selector.THIS)) {
                return self;
            }
            Value value = isPosition(one) ? at(Integer.parseInt(one)) : named(one);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** The value of a position, or else of one of two names; null if the call has none of them. */
    @Nullable
    Value get(int position, String label, String name) {
        Value value = at(position);
        value = value == null ? named(label) : value;
        return value == null ? named(name) : value;
    }

    /** The same, where {@code a.b} is what the argument {@code a} has under the key {@code b}, and {@code -a*} any name that begins so. */
    @Nullable
    Value get(List<String> which, State state) {
        List<Value> begun = new ArrayList<>(0);
        for (String one : which) {
            if (one.length() > 1 && one.endsWith(ANY)) {
                begun.addAll(beginning(one.substring(0, one.length() - 1)));
                continue;
            }
            List<String> way = Parts.of(one, '.');
            Value value = named(one);
            if (value == null) {
                value = get(way.subList(0, 1));
                for (String key : way.subList(1, way.size())) {
                    value = value == null ? null : under(value, key, state);
                }
            }
            if (value != null) {
                return value;
            }
        }
        return begun.isEmpty() ? null : Value.any(begun);
    }

    /**
     * What constants of other texts may give under these names, where they stand for several arguments, {@code **settings.KDF}, or
     * are a table of options, {@code settings.KDF}: their texts say whether they do. Nothing of what is given otherwise.
     */
    List<Value> elsewhere(List<String> which, State state) {
        Value rest = named(REST);
        List<Value> all = new ArrayList<>(0);
        for (String one : which) {
            int dot = one.indexOf('.');
            Value of = dot < 0 ? rest : get(List.of(one.substring(0, dot)));
            String key = one.substring(dot + 1);
            if (of == null || isPosition(key) || key.equals(Selector.THIS) || key.endsWith(ANY)) {
                continue;
            }
            for (Value each : Value.each(of)) {
                Value value = state.under(each, key);
                if (value != null) {
                    all.add(value);
                }
            }
        }
        return all;
    }

    private static @Nullable Value under(Value value, String key, State state) {
        List<Value> all = new ArrayList<>(1);
        for (Value one : Value.each(value)) {
            Instance instance = state.instance(one);
            Value field = instance == null ? null : instance.fields().get(key);
            if (field != null) {
                all.add(field);
            }
        }
        return all.isEmpty() ? null : Value.any(all);
    }

    /** The argument at a position; null if there is none, or it is asked for by a name. */
    @Nullable
    One argument(List<String> which) {
        String one = which.getFirst();
        int at = isPosition(one) ? Integer.parseInt(one) : -1;
        for (One argument : arguments) {
            if (argument.name() == null && at-- == 0) {
                return argument;
            }
        }
        return null;
    }

    /** Where the bytes of all of it come from; of nothing, outside. */
    Provenance provenance(State state) {
        Provenance all = self == null ? null : state.provenance(self);
        if (self == null && isOfNothing()) {
            return Provenance.OUTSIDE; // an empty text is in the place of one that comes later
        }
        for (Given.One argument : arguments) {
            Provenance one = state.provenance(argument.value());
            all = argument.isType() ? all : all == null ? one : all.with(one);
        }
        return all == null ? Provenance.OUTSIDE : all;
    }

    /** Whether it is an empty text, with numbers behind it at most. */
    private boolean isOfNothing() {
        return !arguments.isEmpty()
                && arguments.getFirst().value() instanceof Value.Known(String text)
                && text.isEmpty()
                && arguments.stream().skip(1).allMatch(more -> more.value() instanceof Value.Known(Long _));
    }

    private static boolean isPosition(String text) {
        if (text.isEmpty() || text.length() > 8) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private @Nullable Value at(int position) {
        int at = 0;
        for (One argument : arguments) {
            if (argument.name() == null && at++ == position) {
                return argument.value();
            }
        }
        return null;
    }

    /** The names of arguments that begin so, without the signs in front. */
    private List<Value> beginning(String sign) {
        List<Value> names = new ArrayList<>(1);
        for (One argument : arguments) {
            String name = argument.name();
            if (name != null && name.startsWith(sign)) {
                int from = 0;
                while (from < name.length() && name.charAt(from) == '-') {
                    from++;
                }
                names.add(Value.of(name.substring(from)));
            }
        }
        return names;
    }

    private @Nullable Value named(String name) {
        for (One argument : arguments) {
            if (name.equals(argument.name())) {
                return argument.value();
            }
        }
        return null;
    }
}
