package dev.assay.detectors.model.pickle;

import dev.assay.engine.fact.CallableReference.Reach;

/**
 * Instances whose state holds something to call with all that it needs: a {@code partial}, a method of an object, a function
 * that the pickle brings along. An allowed callable that calls a method of its operand, under whatever name, would run it:
 * so it is a finding when such an instance is handed to a call.
 *
 * <p>All instances of a class are taken for one, and once one is in a list or dict, it may be in any.
 */
final class ArmedInstances {
    private static final int MOST_LOOKED_AT = 512;
    private static final int MOST_DEPTH = 8;

    private final Session session;
    private boolean any;
    private boolean inContainers;
    private boolean sawMethods; // in some dict
    private int left;

    ArmedInstances(Session session) {
        this.session = session;
    }

    /** A value goes into some dict, which may become a state. */
    void kept(int value) {
        sawMethods |= isMethod(value);
    }

    private boolean isMethod(int value) {
        return switch (Tag.kind(value)) {
            case Tag.DERIVED ->
                switch (session.derived.value(value)) {
                    case Derived.Partial _, Derived.AttributeGetter _, Derived.MethodCaller _ -> true;
                    case null, default -> false;
                };
            case Tag.GLOBAL -> {
                Callables.Row row = session.callables.row(Tag.payload(value));
                yield (row.reach == Reach.ATTRIBUTE || row.reach == Reach.GETTER) && row.name.contains("().");
            }
            case Tag.RESULT -> {
                Callables.Row row = session.callables.row(Tag.payload(value));
                yield row.meaning == Meaning.KEEPS && Meaning.makesFunction(row.name);
            }
            default -> false;
        };
    }

    /** BUILD sets a state. */
    void built(int target, int state) {
        if (sawMethods && Tag.kind(target) == Tag.RESULT && mayHoldMethod(state, 0)) {
            Callables.Row row = session.callables.row(Tag.payload(target));
            if (!row.meaning.keeps()) { // a function is given its own, and a class by value is judged elsewhere
                row.isArmed = true;
                any = true;
            }
        }
    }

    private boolean mayHoldMethod(int state, int depth) {
        return switch (Tag.kind(state)) {
            case Tag.DICT -> {
                int n = session.ring.isExact(state) ? session.ring.size(state) : -1;
                boolean may = n < 0;
                for (int i = 1; i < n && !may; i += 2) {
                    may = isMethod(session.ring.item(state, i));
                }
                yield may;
            }
            case Tag.TUPLE -> {
                int n = session.ring.size(state);
                boolean may = n < 0;
                for (int i = 0; i < n && !may && depth == 0; i++) {
                    may = mayHoldMethod(session.ring.item(state, i), depth + 1);
                }
                yield may;
            }
            default -> false;
        };
    }

    /** Items are put into something. */
    void put(int[] values, int from, int to) {
        if (!any || inContainers) {
            return;
        }
        left = MOST_LOOKED_AT;
        for (int i = from; i < to && !inContainers; i++) {
            inContainers = mayHold(values[i], 0);
        }
    }

    /** Whether arguments of a call may hold one, and the call may do more than keep them. */
    boolean areHandedTo(int callee, int arguments) {
        left = MOST_LOOKED_AT;
        return any && !keeps(callee) && mayHold(arguments, 0);
    }

    private boolean keeps(int callee) {
        if (!Tag.isCallable(callee)) {
            return false;
        }
        Callables.Row row = session.callables.row(Tag.payload(callee));
        return row.meaning.keeps() || row.meaning == Meaning.GETATTR || isPlainContainer(row);
    }

    /** These call special methods of their items, which Python looks up in the class. */
    private static boolean isPlainContainer(Callables.Row row) {
        return switch (row.name) {
            case "set", "frozenset", "list", "tuple" ->
                row.module.equals("builtins") || row.module.equals("__builtin__");
            case "deque" -> row.module.equals("collections");
            default -> false;
        };
    }

    private boolean mayHold(int tag, int depth) {
        return switch (Tag.kind(tag)) {
            case Tag.RESULT -> session.callables.row(Tag.payload(tag)).isArmed;
            case Tag.LIST, Tag.DICT, Tag.SET -> inContainers;
            case Tag.TUPLE -> {
                int n = session.ring.size(tag);
                boolean may = n < 0 || depth == MOST_DEPTH;
                for (int i = 0; i < n && !may; i++) {
                    left--;
                    may = left <= 0 || mayHold(session.ring.item(tag, i), depth + 1);
                }
                yield may;
            }
            default -> false;
        };
    }
}
