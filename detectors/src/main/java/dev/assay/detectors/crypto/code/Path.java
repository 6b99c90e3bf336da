package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A variable, or a field of an object that is held by one or is the object at hand: what may be looked at without asking anybody.
 *
 * @param names the variable and the members behind it; empty for the object at hand
 */
record Path(List<String> names) {
    private static final int MOST_NAMES = 4;

    Path {
        names = List.copyOf(names);
    }

    /** The one that an expression is; null for anything else. */
    static @Nullable Path of(Expression expression, Traits traits) {
        List<String> names = new ArrayList<>(1);
        Expression at = expression;
        while (at instanceof Expression.Member(Expression of, String name, int _, int _) && names.size() < MOST_NAMES) {
            names.addFirst(name);
            at = of;
        }
        if (!(at instanceof Expression.Name(String name, int _, int _))) {
            return null;
        }
        boolean isSelf = traits.selfNames().contains(name);
        if (!isSelf) {
            names.addFirst(name);
        } else if (!names.isEmpty() && !traits.hasBareMembers()) {
            names.addFirst("");
        }
        return names.isEmpty() ? null : new Path(names);
    }

    /** What is there; null if that is not seen. */
    @Nullable
    Value get(Frame frame) {
        return at(names, frame);
    }

    /** Says that it is this. */
    void set(Value value, Frame frame) {
        String last = names.getLast();
        if (names.size() == 1 && frame.state().variable(last) != null) {
            frame.state().set(last, value);
            return;
        }
        Value holder = names.size() == 1 ? frame.self() : at(names.subList(0, names.size() - 1), frame);
        Instance changed = holder == null ? null : frame.state().mutable(holder);
        if (changed != null) {
            changed.set(last, value);
        }
    }

    private static @Nullable Value at(List<String> names, Frame frame) {
        String first = names.getFirst();
        Value value = first.isEmpty() ? frame.self() : frame.state().variable(first);
        value = value == null ? under(frame.self(), first, frame.state()) : value;
        for (String member : names.subList(1, names.size())) {
            value = under(value, member, frame.state());
        }
        return value;
    }

    private static @Nullable Value under(@Nullable Value of, String member, State state) {
        Instance instance = of instanceof Value.Reference ? state.instance(of) : null;
        return instance == null || instance.use() != null
                ? null
                : instance.fields().get(member);
    }
}
