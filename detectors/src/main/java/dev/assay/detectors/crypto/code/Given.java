package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call is given.
 *
 * @param self the object that it is of; null for none
 */
record Given(@Nullable Value self, List<One> arguments) {
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
            return name != null && name.startsWith("<");
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

    /** The same, where {@code a.b} is what the argument {@code a} has under the key {@code b}. */
    @Nullable
    Value get(List<String> which, State state) {
        for (String one : which) {
            int dot = one.indexOf('.');
            Value value = get(List.of(dot < 0 ? one : one.substring(0, dot)));
            if (value != null && dot > 0) {
                Instance instance = state.instance(value);
                value = instance == null ? null : instance.fields().get(one.substring(dot + 1));
            }
            if (value != null) {
                return value;
            }
        }
        return null;
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

    private static boolean isPosition(String text) {
        return !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9';
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

    private @Nullable Value named(String name) {
        for (One argument : arguments) {
            if (name.equals(argument.name())) {
                return argument.value();
            }
        }
        return null;
    }
}
