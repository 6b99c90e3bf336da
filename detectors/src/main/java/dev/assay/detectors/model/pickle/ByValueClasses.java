package dev.assay.detectors.model.pickle;

import dev.assay.engine.fact.CallableReference.Reach;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Classes that a pickle brings along, as cloudpickle and dill write those of a notebook: whether loading runs any of their
 * methods. All classes of a pickle are judged as one.
 *
 * <p>Which attributes a class has is not followed from dict to dict, since a dict can be filled in steps and under other
 * names. It suffices that every attribute was once a key of some dict in the pickle: if no key anywhere is one that loading
 * runs, no class has one. Nor are the ways of an instance followed; but once there is one, nothing that may hold it may be
 * handed to a call, which could print it, compare it or read a property of it.
 */
final class ByValueClasses {
    private static final int MOST_LOOKED_AT = 4096;
    private static final int MOST_DEPTH = 8;
    private static final int LEAST_ARGUMENTS = 4; // metaclass, name, bases, attributes

    private final Session session;
    private boolean mayRun;
    private boolean hasInstances;
    private boolean containersHoldInstances;
    private int left;

    ByValueClasses(Session session) {
        this.session = session;
    }

    /** Notes what all is seen of. */
    void conclude() {
        if (!mayRun) {
            session.callables.areInert();
        }
    }

    /** Whether it is one of these classes, or an instance of one. */
    boolean isClass(int tag) {
        return Tag.kind(tag) == Tag.RESULT
                && session.callables.row(Tag.payload(tag)).meaning.returnsClass();
    }

    /** Something is done that cannot be followed. */
    void unseen() {
        mayRun = true;
    }

    /** An instance is made of one of them. */
    void instantiated() {
        hasInstances = true;
    }

    /** Whether a key and value that go into a dict must be looked at, by {@link #key}. */
    boolean isSuspect(int key, int value) {
        return mayBeCallable(value) && mayBeText(key);
    }

    /** A key with its value, {@code values[i]} and the next, goes into some dict, which may become a class's attributes. */
    void key(@Nullable String key, int[] values, int i, int from, int to, Memo memo, long offset) throws IOException {
        if (!mayRun) {
            mayRun = key == null
                    || Tag.kind(values[i]) == Tag.DERIVED
                    || ClassNames.get().mayRun(key, Tag.kind(values[i + 1]) == Tag.TUPLE)
                            && !(key.equals("__eq__") && isUnhashable(values, from, to, memo, offset));
        }
    }

    /** Whether the same attributes say that instances cannot be keys, so that nothing compares them. */
    private boolean isUnhashable(int[] values, int from, int to, Memo memo, long offset) throws IOException {
        for (int i = from; i + 1 < to; i += 2) {
            if (values[i + 1] == Tag.NONE && "__hash__".equals(session.texts.get(values[i], memo, offset))) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayBeText(int key) {
        return switch (Tag.kind(key)) {
            case Tag.ATOM, Tag.INT, Tag.BYTES, Tag.TUPLE, Tag.SET, Tag.GLOBAL, Tag.DTYPE -> false;
            default -> true;
        };
    }

    /** Whether it is, or may be, something to call, or a tuple of such: {@code __bases__} can be set as well. */
    private boolean mayBeCallable(int value) {
        return switch (Tag.kind(value)) {
            case Tag.UNKNOWN, Tag.GLOBAL, Tag.RESULT, Tag.DERIVED -> true;
            case Tag.TUPLE -> {
                int n = session.ring.size(value);
                yield n < 0 || n > 0 && mayBeCallable(session.ring.item(value, 0));
            }
            default -> false;
        };
    }

    /** A class is made: {@code (metaclass, name, bases, attributes, ...)}. */
    void made(int arguments) {
        boolean known = Tag.kind(arguments) == Tag.TUPLE && session.ring.size(arguments) >= LEAST_ARGUMENTS;
        mayRun |= !known
                || !isMetaclass(session.ring.item(arguments, 0))
                || !areBases(session.ring.item(arguments, 2))
                || Tag.kind(session.ring.item(arguments, 3)) != Tag.DICT;
    }

    private boolean isMetaclass(int tag) {
        Callables.Row row = imported(tag);
        return row != null && ClassNames.get().isMetaclass(row.module, row.name);
    }

    private boolean areBases(int tag) {
        int n = Tag.kind(tag) == Tag.TUPLE && !session.ring.isCut(tag) ? session.ring.size(tag) : -1;
        for (int i = 0; i < n; i++) {
            int base = session.ring.item(tag, i);
            Callables.Row row = imported(base);
            if (row == null ? !isClass(base) : !ClassNames.get().isBase(row.module, row.name)) {
                return false;
            }
        }
        return n >= 0;
    }

    /** What is named by literals. */
    private Callables.@Nullable Row imported(int tag) {
        Callables.Row row = Tag.kind(tag) == Tag.GLOBAL ? session.callables.row(Tag.payload(tag)) : null;
        return row == null || row.reach == Reach.COMPUTED || row.reach == Reach.EXTENSION ? null : row;
    }

    /** Attributes are set on a class: {@code (class, attributes)} or {@code (class, (attributes, slots))}. */
    void filled(int arguments) {
        boolean known = Tag.kind(arguments) == Tag.TUPLE && session.ring.size(arguments) == 2;
        if (!known || !isClass(session.ring.item(arguments, 0))) {
            mayRun = true;
            return;
        }
        int state = session.ring.item(arguments, 1);
        mayRun |= Tag.kind(state) != Tag.DICT && !isPairOfDicts(state);
    }

    private boolean isPairOfDicts(int state) {
        return Tag.kind(state) == Tag.TUPLE
                && session.ring.size(state) == 2
                && isDictOrNone(session.ring.item(state, 0))
                && isDictOrNone(session.ring.item(state, 1));
    }

    private static boolean isDictOrNone(int tag) {
        return tag == Tag.NONE || Tag.kind(tag) == Tag.DICT;
    }

    /** {@code property(get, set, delete, doc)}: a state in slots would call what sets it. */
    void property(int arguments) {
        int n = Tag.kind(arguments) == Tag.TUPLE ? session.ring.size(arguments) : -1;
        mayRun |= n < 0 || n > 1 && session.ring.item(arguments, 1) != Tag.NONE;
    }

    /** {@code setattr(target, name, value)}, with which dill fills the cells of functions, and should fill nothing else. */
    void attributeSet(int arguments, Memo memo, long offset) throws IOException {
        boolean known = Tag.kind(arguments) == Tag.TUPLE && session.ring.size(arguments) == 3;
        mayRun |= !known
                || !Tag.isText(session.ring.item(arguments, 1))
                || !"cell_contents".equals(session.texts.get(session.ring.item(arguments, 1), memo, offset));
    }

    /** Something is called, or made an instance of, with these arguments. */
    void called(int callee, int arguments, int keywords) {
        if (hasInstances && !keeps(callee)) {
            handedOn(arguments);
            handedOn(keywords);
        }
    }

    /** Something outside of what is known here gets this. */
    void handedOn(int tag) {
        left = MOST_LOOKED_AT;
        mayRun |= hasInstances && !mayRun && mayHoldInstance(tag, 0);
    }

    /** BUILD sets a state. */
    void built(int target, int state) {
        if (isClass(target)) {
            mayRun |= Tag.kind(state) != Tag.DICT && !isPairOfDicts(state);
        } else if (!keeps(target) && !(isHolder(target) && Tag.kind(state) == Tag.DICT)) {
            handedOn(state);
        }
    }

    private boolean isHolder(int target) {
        if (Tag.kind(target) != Tag.RESULT) {
            return false;
        }
        Callables.Row row = session.callables.row(Tag.payload(target));
        return ClassNames.get().isHolder(row.module, row.name);
    }

    /** Items are put into something that is no tuple; a pair each if it is a dict. */
    void put(int target, int[] values, int from, int to) {
        if (isClass(target)) {
            mayRun = true; // runs append, extend, __setitem__
        }
        boolean plain = Tag.isContainer(target);
        if (!hasInstances || mayRun || plain && containersHoldInstances) {
            return;
        }
        left = MOST_LOOKED_AT;
        for (int i = from; i < to; i++) {
            if (mayHoldInstance(values[i], 0)) {
                containersHoldInstances = true;
                mayRun |= !plain && !keeps(target);
                return;
            }
        }
    }

    /** Whether it, or what it has returned, holds what it is given and calls nothing of that. */
    private boolean keeps(int tag) {
        return Tag.isCallable(tag)
                && session.callables.row(Tag.payload(tag)).meaning.keeps();
    }

    private boolean mayHoldInstance(int tag, int depth) {
        return switch (Tag.kind(tag)) {
            case Tag.UNKNOWN -> tag != Tag.PERSISTENT;
            case Tag.RESULT -> isClass(tag) || containersHoldInstances;
            case Tag.LIST, Tag.DICT, Tag.SET -> containersHoldInstances;
            case Tag.TUPLE -> {
                int n = session.ring.size(tag);
                boolean may = n < 0 || session.ring.isCut(tag) || depth == MOST_DEPTH;
                for (int i = 0; i < n && !may; i++) {
                    left--;
                    may = left <= 0 || mayHoldInstance(session.ring.item(tag, i), depth + 1);
                }
                yield may;
            }
            default -> false;
        };
    }
}
