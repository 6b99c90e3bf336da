package dev.assay.detectors.model.pickle;

import dev.assay.engine.fact.CallableReference.Reach;
import dev.assay.engine.fact.CallableReference.Use;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What naming, calling and building do, as far as it matters: which callables are used how. Nothing is called; the value
 * of a call is "what this callable returned", but for the few that the machine follows: {@code numpy.dtype}, since array
 * sizes depend on it, and {@code getattr}, since it names something else.
 */
final class Calls {
    /** What stands for a module or name that is not in the bytes. */
    static final String UNKNOWN_NAME = "?";

    private static final int MOST_OPERANDS = 4096;
    private static final int MOST_DEPTH = 8;

    private final Session session;
    private final Memo memo;
    private final JoblibArrays arrays;
    private int operandsLeft;

    Calls(Session session, Memo memo, JoblibArrays arrays) {
        this.session = session;
        this.memo = memo;
        this.arrays = arrays;
    }

    int global(String module, String name, Reach reach, long offset) throws MachineMemory.FullException {
        return Tag.of(Tag.GLOBAL, session.callables.named(module, name, reach, offset));
    }

    /** STACK_GLOBAL. */
    int stackGlobal(int module, int name, long offset) throws IOException {
        String moduleText = session.texts.get(module, memo, offset);
        String nameText = session.texts.get(name, memo, offset);
        boolean known = moduleText != null && nameText != null;
        return global(orUnknown(moduleText), orUnknown(nameText), known ? Reach.STACK_GLOBAL : Reach.COMPUTED, offset);
    }

    private static String orUnknown(@Nullable String text) {
        return text == null ? UNKNOWN_NAME : text;
    }

    int extension(long code, long offset) throws MachineMemory.FullException {
        return global("copyreg", "extension:" + code, Reach.EXTENSION, offset);
    }

    /** PERSID and BINPERSID. */
    int persistent(int id, long offset) throws MachineMemory.FullException {
        session.callables.named("persistent_id", "", Reach.PERSISTENT, offset);
        operands(id);
        return Tag.of(Tag.PERSISTENT, 0);
    }

    /** REDUCE, NEWOBJ, NEWOBJ_EX: {@code callee(*arguments, **keywords)}. */
    int call(int callee, int arguments, int keywords, long offset) throws IOException {
        operands(arguments);
        operands(keywords);
        Callables.Row row = called(callee, offset);
        if (row == null) {
            return Tag.of(Tag.PERSISTENT, 0);
        }
        if (row.arguments.isEmpty()) {
            row.arguments = Preview.arguments(session, memo, arguments);
        }
        return result(callee, row, arguments, offset);
    }

    /** INST and OBJ: the same with arguments that lie on the stack. */
    int call(int callee, int[] values, int from, int to, long offset) throws IOException {
        return call(callee, Tag.of(Tag.TUPLE, session.ring.add(values, from, to)), Tag.NONE, offset);
    }

    /** The callable that is called, or null if it comes from outside of the pickle. */
    private Callables.@Nullable Row called(int callee, long offset) throws IOException {
        if (Tag.kind(callee) == Tag.PERSISTENT) {
            return null;
        }
        int number = Tag.isCallable(callee)
                ? Tag.payload(callee)
                : session.callables.named(UNKNOWN_NAME, UNKNOWN_NAME, Reach.COMPUTED, offset);
        Callables.Row row = session.callables.row(number);
        row.uses.add(Tag.kind(callee) == Tag.RESULT ? Use.RESULT_CALLED : Use.CALLED);
        return row;
    }

    private int result(int callee, Callables.Row row, int arguments, long offset) throws IOException {
        int plain = Tag.isCallable(callee) ? Tag.of(Tag.RESULT, Tag.payload(callee)) : Tag.UNKNOWN;
        if (Tag.kind(callee) != Tag.GLOBAL) {
            return plain;
        }
        return switch (row.meaning) {
            case NUMPY_DTYPE -> arrays.dtype(arguments, memo);
            case GETATTR -> attribute(arguments, offset);
            case DILL_TYPE -> dillType(arguments, offset);
            case TORCH_LOAD -> {
                embedded(arguments, offset);
                yield plain;
            }
            case PLAIN, JOBLIB_ARRAY -> plain;
        };
    }

    /** {@code getattr(owner, name)} names what {@code owner.name} would. */
    private int attribute(int arguments, long offset) throws IOException {
        Ring ring = session.ring;
        int n = Tag.kind(arguments) == Tag.TUPLE ? ring.size(arguments) : -1;
        int owner = n >= 2 ? ring.item(arguments, 0) : Tag.UNKNOWN;
        String attribute = n >= 2 ? session.texts.get(ring.item(arguments, 1), memo, offset) : null;
        if (!Tag.isCallable(owner)) {
            String type = builtinType(owner);
            boolean known = type != null && attribute != null;
            return global(
                    type == null ? UNKNOWN_NAME : "builtins",
                    type == null ? orUnknown(attribute) : type + "()." + orUnknown(attribute),
                    known ? Reach.ATTRIBUTE : Reach.COMPUTED,
                    offset);
        }
        Callables.Row row = session.callables.row(Tag.payload(owner));
        String path = row.name + (Tag.kind(owner) == Tag.RESULT ? "()." : ".") + orUnknown(attribute);
        return global(row.module, path, attribute == null ? Reach.COMPUTED : Reach.ATTRIBUTE, offset);
    }

    /** {@code dill._dill._load_type('CodeType')} names a built-in type, or one of the module types. */
    private int dillType(int arguments, long offset) throws IOException {
        boolean one = Tag.kind(arguments) == Tag.TUPLE && session.ring.size(arguments) == 1;
        String type = one ? session.texts.get(session.ring.item(arguments, 0), memo, offset) : null;
        return type == null
                ? global("types", UNKNOWN_NAME, Reach.COMPUTED, offset)
                : global(type.endsWith("Type") ? "types" : "builtins", type, Reach.ATTRIBUTE, offset);
    }

    /** {@code torch.storage._load_from_bytes(b'...')} loads the bytes as a file of torch. */
    private void embedded(int arguments, long offset) {
        boolean one = Tag.kind(arguments) == Tag.TUPLE && session.ring.size(arguments) == 1;
        int bytes = one ? session.ring.item(arguments, 0) : Tag.UNKNOWN;
        if (Tag.kind(bytes) == Tag.BYTES && session.source.seekable()) {
            session.embed(Texts.offset(bytes, offset));
        } else {
            session.anomaly(
                    "model/pickle-unseen-bytes",
                    "torch.storage._load_from_bytes loads bytes that are computed",
                    offset);
        }
    }

    private static @Nullable String builtinType(int tag) {
        return switch (Tag.kind(tag)) {
            case Tag.INT -> "int";
            case Tag.STRING, Tag.POOLED, Tag.MEMO_STRING, Tag.PINNED -> "str";
            case Tag.BYTES -> "bytes";
            case Tag.TUPLE -> "tuple";
            case Tag.LIST -> "list";
            case Tag.DICT -> "dict";
            case Tag.SET -> "set";
            default -> null;
        };
    }

    /** BUILD: sets state on {@code target}, or calls its {@code __setstate__}. */
    void build(int target, int state, long offset) throws IOException {
        operands(state);
        changed(target, "BUILD", offset);
        if (Tag.kind(target) == Tag.DTYPE) {
            arrays.dtypeState(target, state);
        }
    }

    /** BUILD, APPEND, SETITEM and their like change {@code target}. */
    void changed(int target, String opcode, long offset) {
        if (!Tag.isCallable(target)) {
            return;
        }
        Callables.Row row = session.callables.row(Tag.payload(target));
        row.uses.add(Use.BUILT);
        if (Tag.kind(target) == Tag.GLOBAL) {
            session.anomaly(
                    "model/pickle-changes-import",
                    opcode + " changes " + row.module + "." + row.name + " itself, not a copy of it",
                    offset);
        }
    }

    /** Whether it is an array that joblib writes beside the opcodes. */
    boolean isJoblibArray(int tag) {
        return Tag.kind(tag) == Tag.RESULT
                && session.callables.row(Tag.payload(tag)).meaning == Callables.Meaning.JOBLIB_ARRAY;
    }

    /** Notes that these are handed to a call, with what is in them. */
    private void operands(int tag) {
        operandsLeft = MOST_OPERANDS;
        operands(tag, 0);
    }

    private void operands(int tag, int depth) {
        if (Tag.kind(tag) == Tag.GLOBAL) {
            session.callables.row(Tag.payload(tag)).uses.add(Use.OPERAND);
        } else if (Tag.isContainer(tag) && Tag.payload(tag) != 0 && depth < MOST_DEPTH) {
            int n = session.ring.size(tag);
            for (int i = 0; i < n && operandsLeft > 0; i++) {
                operandsLeft--;
                operands(session.ring.item(tag, i), depth + 1);
            }
        }
    }
}
