package dev.assay.detectors.model.pickle;

import dev.assay.engine.fact.CallableReference.Reach;
import dev.assay.engine.fact.CallableReference.Use;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What naming, calling and building do, as far as it matters: which callables are used how. Nothing is called; the value
 * of a call is "what this callable returned", but for the few that {@link Results} follows.
 */
final class Calls {
    /** What stands for a module or name that is not in the bytes. */
    static final String UNKNOWN_NAME = "?";

    private static final int MOST_OPERANDS = 4096;
    private static final int MOST_ADDED = 64;
    private static final int MOST_LOOKED_AT = 512;
    private static final int MOST_DEPTH = 8;
    private static final int MOST_FILE_NAME = 120;

    private final Session session;
    private final Memo memo;
    private final JoblibArrays arrays;
    private final Results results;
    private final ClassNames names = ClassNames.get();
    private int operandsLeft;
    private boolean sawSpecialKey;

    Calls(Session session, Memo memo, JoblibArrays arrays) {
        this.session = session;
        this.memo = memo;
        this.arrays = arrays;
        this.results = new Results(session, memo, arrays);
    }

    int global(String module, String name, Reach reach, long offset) throws MachineMemory.FullException {
        return Tag.of(Tag.GLOBAL, session.callables.named(module, name, reach, offset));
    }

    /** STACK_GLOBAL. */
    int stackGlobal(int module, int name, long offset) throws IOException {
        String moduleText = session.texts.get(module, memo, offset);
        String nameText = session.texts.get(name, memo, offset);
        boolean known = moduleText != null
                && nameText != null
                && Tag.kind(module) != Tag.DERIVED
                && Tag.kind(name) != Tag.DERIVED;
        return global(orUnknown(moduleText), orUnknown(nameText), known ? Reach.STACK_GLOBAL : Reach.COMPUTED, offset);
    }

    static String orUnknown(@Nullable String text) {
        return text == null ? UNKNOWN_NAME : text;
    }

    int extension(long code, long offset) throws MachineMemory.FullException {
        Session.Extension known = session.extension(code);
        return known == null
                ? global("copyreg", "extension:" + code, Reach.EXTENSION, offset)
                : global(known.module(), known.name(), Reach.EXTENSION, offset);
    }

    /** PERSID and BINPERSID. */
    int persistent(int id, long offset) throws MachineMemory.FullException {
        session.callables.named("persistent_id", "", Reach.PERSISTENT, offset);
        operands(id, offset);
        session.classes.handedOn(id);
        return Tag.PERSISTENT;
    }

    /** REDUCE: {@code callee(*arguments)}. */
    int call(int callee, int arguments, long offset) throws IOException {
        return call(callee, arguments, Tag.NONE, Use.CALLED, offset);
    }

    /** NEWOBJ and NEWOBJ_EX: {@code type.__new__(type, *arguments, **keywords)}, without {@code __init__}. */
    int instantiate(int type, int arguments, int keywords, long offset) throws IOException {
        return call(type, arguments, keywords, Use.INSTANTIATED, offset);
    }

    private int call(int callee, int arguments, int keywords, Use use, long offset) throws IOException {
        switch (Tag.kind(arguments)) {
            case Tag.LIST, Tag.DICT, Tag.SET, Tag.BYTES, Tag.STRING, Tag.POOLED, Tag.MEMO_STRING, Tag.PINNED ->
                session.disagreement("a call with arguments that are no tuple: C refuses it, pickle.py calls", offset);
            default -> {}
        }
        operands(arguments, offset);
        operands(keywords, offset);
        if (!isPartial(callee)) {
            toBeCalled(arguments);
        }
        session.classes.called(callee, arguments, keywords);
        if (use == Use.CALLED && session.armed.areHandedTo(callee, arguments)) {
            session.anomaly(
                    "model/pickle-special-state",
                    "an object whose state holds something to call is handed to a call, which may call it",
                    offset);
        }
        Callables.Row row = called(callee, use, offset);
        if (row == null) {
            return Tag.PERSISTENT;
        }
        if (row.arguments.isEmpty()) {
            row.arguments = Preview.arguments(session, memo, arguments);
        }
        return result(callee, arguments, offset);
    }

    /** INST and OBJ: the same with arguments that lie on the stack. */
    int call(int callee, int[] values, int from, int to, long offset) throws IOException {
        // Without arguments, CPython makes an instance of a class by __new__ alone; what is no class it calls.
        // Of what a call returned it is not known whether it is a class or an instance.
        Use use = from == to && Tag.kind(callee) != Tag.RESULT ? Use.INSTANTIATED : Use.CALLED;
        return call(callee, Tag.of(Tag.TUPLE, session.ring.add(values, from, to)), Tag.NONE, use, offset);
    }

    /** The callable that is called, or null if it comes from outside of the pickle. */
    private Callables.@Nullable Row called(int callee, Use use, long offset) throws IOException {
        if (callee == Tag.PERSISTENT) {
            return null;
        }
        int derivedFrom = session.derived.callable(callee);
        int number = Tag.isCallable(callee)
                ? Tag.payload(callee)
                : derivedFrom >= 0
                        ? derivedFrom
                        : session.callables.named(UNKNOWN_NAME, UNKNOWN_NAME, Reach.COMPUTED, offset);
        Callables.Row row = session.callables.row(number);
        if (use == Use.INSTANTIATED && session.classes.isClass(callee)) {
            row.uses.add(Use.RESULT_INSTANTIATED);
            session.classes.instantiated();
        } else {
            row.uses.add(Tag.kind(callee) == Tag.RESULT || derivedFrom >= 0 ? Use.RESULT_CALLED : use);
        }
        return row;
    }

    private int result(int callee, int arguments, long offset) throws IOException {
        int plain = Tag.isCallable(callee) ? Tag.of(Tag.RESULT, Tag.payload(callee)) : Tag.UNKNOWN;
        return switch (Tag.kind(callee)) {
            case Tag.GLOBAL -> results.of(Tag.payload(callee), arguments, plain, offset);
            case Tag.DERIVED -> applied(session.derived.value(callee), arguments, offset);
            default -> plain;
        };
    }

    /** Calls what takes attributes or items, or calls something else. */
    private int applied(Derived.@Nullable Value value, int arguments, long offset) throws IOException {
        int owner = results.item(arguments, 0);
        int result = Tag.UNKNOWN;
        switch (value) {
            case Derived.AttributeGetter getter -> {
                for (String path : getter.paths()) {
                    result = results.attribute(owner, path, Reach.GETTER, offset);
                }
            }
            case Derived.ItemGetter getter -> {
                for (String key : getter.keys()) {
                    result = Tag.isCallable(owner) ? results.itemOf(owner, key, true, offset) : result;
                }
            }
            case Derived.MethodCaller method -> {
                int called = results.attribute(owner, method.name(), Reach.GETTER, offset);
                result = call(called, Tag.EMPTY_TUPLE, offset);
            }
            case Derived.Partial partial -> result = call(partial.callee(), arguments, offset);
            case null, default -> {}
        }
        return result;
    }

    /** BUILD: sets state on {@code target}, or calls its {@code __setstate__}. */
    void build(int target, int state, long offset) throws IOException {
        operands(state, offset);
        changed(target, "BUILD", offset);
        session.classes.built(target, state);
        session.armed.built(target, state);
        if (Tag.kind(target) == Tag.DTYPE) {
            arrays.dtypeState(target, state);
        }
        if (!session.callables.thatRunState().isEmpty()) {
            runsState(target, state, offset);
        }
        if (isOf(target, Meaning.JOBLIB_FILE)) {
            otherFile(state, offset);
        }
        if (sawSpecialKey
                && !session.classes.isClass(target) // which is judged by all keys that there are
                && (holdsSpecialKey(state, offset)
                        || holdsSpecialKey(item(state, 0), offset)
                        || holdsSpecialKey(item(state, 1), offset))) {
            session.anomaly(
                    "model/pickle-special-state",
                    "BUILD may set __setstate__, __class__ or the like to something imported",
                    offset);
        }
    }

    /** What is no dict takes an item that its class may give out as an attribute, as a {@code Bunch} does. */
    void specialItem(long offset) {
        session.anomaly(
                "model/pickle-special-state", "SETITEM gives an object __setstate__, __class__ or the like", offset);
    }

    private void runsState(int target, int state, long offset) throws IOException {
        int derivedFrom = session.derived.callable(target);
        if (derivedFrom >= 0 || Tag.kind(target) == Tag.RESULT) {
            int number = derivedFrom >= 0 ? derivedFrom : Tag.payload(target);
            session.stateTexts.built(session.callables.row(number), state, memo, offset);
        } else if (target == Tag.UNKNOWN) {
            session.stateTexts.builtOnUnknown(offset);
        }
    }

    /** joblib loads the file that the state names, pickles in it included; one beside this file is scanned by itself. */
    private void otherFile(int state, long offset) throws IOException {
        String name = null;
        int n = session.ring.isExact(state) ? session.ring.size(state) : 0;
        for (int i = 0; i < n; i += 2) {
            if ("filename".equals(session.texts.get(session.ring.item(state, i), memo, offset))) {
                name = session.texts.get(session.ring.item(state, i + 1), memo, offset);
            }
        }
        if (name == null || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.equals("..")) {
            session.anomaly(
                    "model/pickle-loads-other-file",
                    "joblib loads an array from " + (name == null ? "a file" : Escape.printable(name, MOST_FILE_NAME)),
                    offset);
        }
    }

    private int item(int state, int i) {
        boolean pair = Tag.kind(state) == Tag.TUPLE && session.ring.size(state) == 2;
        return pair ? session.ring.item(state, i) : Tag.NONE;
    }

    /** Whether a dict has a special key, or may have one since its items are not known. */
    private boolean holdsSpecialKey(int state, long offset) throws IOException {
        if (Tag.kind(state) != Tag.DICT) {
            return false;
        }
        boolean may = !session.ring.isExact(state);
        int n = may ? 0 : session.ring.size(state);
        for (int i = 0; i < n && !may; i += 2) {
            String key = session.texts.get(session.ring.item(state, i), memo, offset);
            may = key != null && names.isSpecialInState(key);
        }
        return may;
    }

    /**
     * Looks at keys and values that go into something, which may become somebody's state or a class's attributes.
     *
     * @return whether a key is special in a state
     */
    boolean items(int[] values, int from, int to, long offset) throws IOException {
        boolean special = false;
        for (int i = from; i + 1 < to; i += 2) {
            if (!session.classes.isSuspect(values[i], values[i + 1])) {
                continue;
            }
            session.armed.kept(values[i + 1]);
            String key = session.texts.get(values[i], memo, offset);
            session.classes.key(key, values, i, from, to, memo, offset);
            boolean callable = Tag.isCallable(values[i + 1]) || session.derived.callable(values[i + 1]) >= 0;
            special |= callable && key != null && names.isSpecialInState(key);
        }
        sawSpecialKey |= special;
        return special;
    }

    /** BUILD, APPEND, SETITEM and their like change {@code target}. */
    void changed(int target, String opcode, long offset) {
        int derivedFrom = session.derived.callable(target);
        if (derivedFrom >= 0) {
            session.callables.row(derivedFrom).uses.add(Use.BUILT);
        }
        if (!Tag.isCallable(target)) {
            return;
        }
        Callables.Row row = session.callables.row(Tag.payload(target));
        row.uses.add(Use.BUILT);
        if (Tag.kind(target) == Tag.GLOBAL || row.meaning == Meaning.TYPE) {
            session.anomaly(
                    "model/pickle-changes-import",
                    opcode + " changes " + row.module + "." + row.name
                            + (row.meaning == Meaning.TYPE ? "(...), the class" : "") + " itself, not a copy of it",
                    offset);
        }
    }

    /** Whether it is an array that joblib writes beside the opcodes. */
    boolean isJoblibArray(int tag) {
        return isOf(tag, Meaning.JOBLIB_ARRAY);
    }

    private boolean isOf(int tag, Meaning meaning) {
        return Tag.kind(tag) == Tag.RESULT && session.callables.row(Tag.payload(tag)).meaning == meaning;
    }

    private boolean isPartial(int callee) {
        return Tag.kind(callee) == Tag.GLOBAL && session.callables.row(Tag.payload(callee)).meaning == Meaning.PARTIAL;
    }

    /**
     * A function with its arguments that is handed to a call, rather than kept in a state, is there to be called. So is what
     * takes attributes or calls methods, also further within: a partial many a library keeps there.
     */
    private void toBeCalled(int arguments) {
        int n = Tag.isContainer(arguments) ? session.ring.size(arguments) : 0;
        for (int i = 0; i < Math.min(n, MOST_ADDED); i++) {
            int operand = session.ring.item(arguments, i);
            if (session.derived.value(operand) instanceof Derived.Partial) {
                session.callables.row(session.derived.callable(operand)).uses.add(Use.RESULT_CALLED);
            }
        }
        if (!session.callables.thatTakeAttributes().isEmpty()) {
            operandsLeft = MOST_LOOKED_AT;
            if (mayHoldGetter(arguments)) {
                session.callables.thatTakeAttributes().forEach(row -> row.uses.add(Use.RESULT_CALLED));
            }
        }
    }

    private boolean mayHoldGetter(int tag) {
        if (session.derived.value(tag) instanceof Derived.AttributeGetter
                || session.derived.value(tag) instanceof Derived.MethodCaller
                || operandsLeft-- <= 0) {
            return true;
        }
        int n = Tag.isContainer(tag) && Tag.payload(tag) != 0 ? session.ring.size(tag) : 0;
        boolean may = n < 0;
        for (int i = 0; i < n && !may; i++) {
            may = mayHoldGetter(session.ring.item(tag, i));
        }
        return may;
    }

    /**
     * Notes what is put into {@code target}, if that is nothing whose items are known when it is handed on: what a call
     * made, or a container that is filled once more.
     */
    void added(int target, int[] values, int from, int to, long offset) {
        if (Tag.isContainer(target) && Tag.payload(target) == 0) {
            return;
        }
        operandsLeft = MOST_ADDED;
        for (int i = from; i < to; i++) {
            if (Tag.kind(values[i]) == Tag.GLOBAL || operandsLeft > 0) {
                operands(values[i], 1, offset);
            }
        }
    }

    /** Notes that these are handed to a call, with what is in them. */
    private void operands(int tag, long offset) {
        operandsLeft = MOST_OPERANDS;
        operands(tag, 0, offset);
    }

    private void operands(int tag, int depth, long offset) {
        if (Tag.kind(tag) == Tag.GLOBAL) {
            Callables.Row row = session.callables.row(Tag.payload(tag));
            row.uses.add(Use.OPERAND);
            if (row.meaning == Meaning.TORCH_LOAD) {
                results.unseen("torch.storage._load_from_bytes is handed on, to be called with bytes unseen", offset);
            }
        } else if (Tag.isContainer(tag)) {
            int n = depth < MOST_DEPTH ? session.ring.size(tag) : -1;
            if (n < 0 || n > operandsLeft || session.ring.isCut(tag)) {
                session.callables.handedUnseen();
            }
            for (int i = 0; i < n && operandsLeft > 0; i++) {
                operandsLeft--;
                operands(session.ring.item(tag, i), depth + 1, offset);
            }
        }
    }
}
