package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.TruncatedException;
import dev.assay.engine.fact.CallableReference.Reach;
import java.io.IOException;

/**
 * Every opcode, one at a time, as {@code Modules/_pickle.c} has it: each method is a group of its {@code load_...}
 * functions. {@link PickleMachine} keeps the frequent ones from here where it can.
 */
final class ColdOpcodes {
    /** C's memo is an array: from about here on it has no room for one, and pickle.py's dict has. */
    private static final long MOST_MEMO_OF_C = 1L << 28;

    private final Session session;
    private final PickleMachine machine;
    private final ByteReader in;
    private final Stack stack;
    private final Memo memo;
    private final JoblibArrays arrays;
    private final Calls calls;
    private final Operands operands;
    private final Readings readings;
    private final HiddenWrites hiddenWrites;
    private boolean passesArrays;

    ColdOpcodes(Session session, PickleMachine machine, Stack stack, Memo memo) {
        this.session = session;
        this.machine = machine;
        this.in = session.in;
        this.stack = stack;
        this.memo = memo;
        this.operands = new Operands(session, machine, stack, memo);
        this.arrays = new JoblibArrays(session, operands);
        this.calls = new Calls(session, memo, arrays);
        this.readings = new Readings(session);
        this.hiddenWrites = new HiddenWrites(session);
        this.passesArrays = !session.isOtherReading;
    }

    void passesNoArrays() {
        passesArrays = false;
    }

    /**
     * Runs the opcode that was just read.
     *
     * @param at where it lies
     * @return whether it was STOP
     */
    boolean run(int opcode, long at) throws IOException {
        switch (opcode) {
            case Opcodes.STOP -> {
                session.result = stack.pop(at);
                machine.stop(at + 1);
                return true;
            }
            case Opcodes.PROTO -> {
                int protocol = in.u8();
                MalformedException.check(
                        protocol <= Opcodes.HIGHEST_PROTOCOL, at, "no unpickler reads protocol " + protocol);
            }
            case Opcodes.FRAME -> machine.enterFrame(in.i64le(), at);
            case Opcodes.MARK -> stack.mark();
            case Opcodes.POP -> stack.popEither(at);
            case Opcodes.POP_MARK -> stack.size = stack.popMark(at);
            case Opcodes.DUP -> {
                int both = Tag.held(stack.top(at));
                stack.replaceTop(both);
                stack.push(both);
            }
            case Opcodes.NONE -> stack.push(Tag.NONE);
            case Opcodes.NEWTRUE -> stack.push(Tag.TRUE);
            case Opcodes.NEWFALSE -> stack.push(Tag.FALSE);
            case Opcodes.INT, Opcodes.LONG, Opcodes.FLOAT -> stack.push(operands.textNumber(opcode, at));
            case Opcodes.BININT -> stack.push(Tag.integer(in.i32le()));
            case Opcodes.BININT1 -> stack.push(Tag.integer(in.u8()));
            case Opcodes.BININT2 -> stack.push(Tag.integer(in.u16le()));
            case Opcodes.BINFLOAT -> {
                in.skip(8);
                stack.push(Tag.NUMBER);
            }
            case Opcodes.LONG1 -> operands.longBytes(in.u8(), at);
            case Opcodes.LONG4 -> operands.longBytes(operands.signedLength(at), at);
            case Opcodes.STRING, Opcodes.UNICODE -> operands.textLine(opcode, at);
            case Opcodes.BINSTRING -> operands.text(operands.signedLength(at), opcode, at);
            case Opcodes.SHORT_BINSTRING, Opcodes.SHORT_BINUNICODE -> operands.text(in.u8(), opcode, at);
            case Opcodes.BINUNICODE -> operands.text(in.u32le(), opcode, at);
            case Opcodes.BINUNICODE8 -> operands.text(operands.longLength(at), opcode, at);
            case Opcodes.SHORT_BINBYTES -> operands.bytes(in.u8(), at);
            case Opcodes.BINBYTES -> operands.bytes(in.u32le(), at);
            case Opcodes.BINBYTES8, Opcodes.BYTEARRAY8 -> operands.bytes(operands.longLength(at), at);
            case Opcodes.NEXT_BUFFER -> stack.push(Tag.UNKNOWN); // handed to the unpickler besides the pickle
            case Opcodes.READONLY_BUFFER -> stack.top(at);
            default -> {
                return composite(opcode, at);
            }
        }
        return false;
    }

    private boolean composite(int opcode, long at) throws IOException {
        switch (opcode) {
            case Opcodes.EMPTY_TUPLE -> stack.push(Tag.EMPTY_TUPLE);
            case Opcodes.EMPTY_LIST -> stack.push(Tag.LIST);
            case Opcodes.EMPTY_DICT -> stack.push(Tag.DICT);
            case Opcodes.EMPTY_SET -> stack.push(Tag.SET);
            case Opcodes.TUPLE -> gather(Tag.TUPLE, stack.popMark(at));
            case Opcodes.LIST -> gather(Tag.LIST, stack.popMark(at));
            case Opcodes.FROZENSET -> gather(Tag.SET, stack.popMark(at));
            case Opcodes.DICT -> {
                int mark = stack.popMark(at);
                MalformedException.check((stack.size - mark & 1) == 0, at, "DICT with a key that has no value");
                calls.items(stack.values, mark, stack.size, at);
                gather(Tag.DICT, mark);
            }
            case Opcodes.TUPLE1, Opcodes.TUPLE2, Opcodes.TUPLE3 -> {
                int n = opcode - Opcodes.TUPLE1 + 1;
                stack.require(n, at);
                gather(Tag.TUPLE, stack.size - n);
            }
            case Opcodes.APPEND -> fill(stack.size - 1, "APPEND", at);
            case Opcodes.APPENDS -> fill(stack.popMark(at), "APPENDS", at);
            case Opcodes.ADDITEMS -> fill(stack.popMark(at), "ADDITEMS", at);
            case Opcodes.SETITEM -> setItems(stack.size - 2, "SETITEM", at);
            case Opcodes.SETITEMS -> setItems(stack.popMark(at), "SETITEMS", at);
            case Opcodes.GET -> get(operands.memoNumber(at), at);
            case Opcodes.BINGET -> get(in.u8(), at);
            case Opcodes.LONG_BINGET -> get(in.u32le(), at);
            case Opcodes.PUT -> put(operands.memoNumber(at), at);
            case Opcodes.BINPUT -> put(in.u8(), at);
            case Opcodes.LONG_BINPUT -> put(in.u32le(), at);
            case Opcodes.MEMOIZE -> memo.append(stack.top(at), machine.isAfterText(at), at + 1);
            default -> {
                return call(opcode, at);
            }
        }
        return false;
    }

    private boolean call(int opcode, long at) throws IOException {
        switch (opcode) {
            case Opcodes.GLOBAL -> stack.push(global(Reach.GLOBAL, at));
            case Opcodes.STACK_GLOBAL -> {
                int name = stack.pop(at);
                int module = stack.pop(at);
                refuseNonText(module, at);
                refuseNonText(name, at);
                stack.push(calls.stackGlobal(module, name, at));
            }
            case Opcodes.EXT1 -> stack.push(extension(in.u8(), at));
            case Opcodes.EXT2 -> stack.push(extension(in.u16le(), at));
            case Opcodes.EXT4 -> stack.push(extension(in.i32le(), at));
            case Opcodes.REDUCE -> {
                int arguments = stack.pop(at);
                int callee = stack.pop(at);
                stack.push(calls.call(callee, arguments, at));
            }
            case Opcodes.NEWOBJ -> {
                int arguments = stack.pop(at);
                int type = stack.pop(at);
                stack.push(calls.instantiate(type, arguments, Tag.NONE, at));
            }
            case Opcodes.NEWOBJ_EX -> {
                int keywords = stack.pop(at);
                int arguments = stack.pop(at);
                int type = stack.pop(at);
                stack.push(calls.instantiate(type, arguments, keywords, at));
            }
            case Opcodes.INST -> {
                int type = global(Reach.INST, at);
                int mark = stack.popMark(at);
                callGathered(type, mark, mark, at);
            }
            case Opcodes.OBJ -> {
                int mark = stack.popMark(at);
                MalformedException.check(stack.size > mark, at, "OBJ without a class");
                callGathered(stack.values[mark], mark + 1, mark, at);
            }
            case Opcodes.BUILD -> build(at);
            case Opcodes.PERSID -> {
                operands.readLine(at);
                stack.push(calls.persistent(Tag.UNKNOWN, at));
            }
            case Opcodes.BINPERSID -> stack.push(calls.persistent(stack.pop(at), at));
            default -> throw new MalformedException(at, String.format("0x%02x is no opcode", opcode));
        }
        return false;
    }

    private void callGathered(int callee, int from, int newSize, long at) throws IOException {
        int result = calls.call(callee, stack.values, from, stack.size, at);
        stack.size = newSize;
        stack.push(result);
    }

    private void build(long at) throws IOException {
        stack.require(2, at);
        int state = stack.pop(at);
        int target = stack.top(at);
        calls.build(target, state, at);
        if (passesArrays && calls.isJoblibArray(target)) {
            JoblibArrays.Wrapper wrapper = arrays.wrapper(state, memo, at);
            if (!arrays.holdsObjects(wrapper)) {
                readings.asOpcodes(stack, memo);
            }
            arrays.built(wrapper, at);
            if (machine.leavesOpcodes()) {
                passArrays();
            }
        }
    }

    /** Moves over the arrays that joblib reads by now, which begin where the machine stands. */
    void passArrays() throws IOException {
        while (arrays.areWaiting() && arrays.pass()) {
            session.layout.nested(in.position());
            Memo ofItems = new Memo(session.memory, session.texts.areInSource(), in.position());
            new PickleMachine(session, ofItems).plain().run(); // by pickle.load
            ofItems.release();
        }
    }

    private int extension(int code, long at) throws IOException {
        MalformedException.check(code > 0, at, "an extension code that is not positive");
        return calls.extension(code, at);
    }

    private static void refuseNonText(int tag, long at) throws MalformedException {
        boolean refused = switch (Tag.kind(tag)) {
            case Tag.ATOM, Tag.INT, Tag.BYTES, Tag.TUPLE, Tag.LIST, Tag.DICT, Tag.SET, Tag.DTYPE -> true;
            default -> false;
        };
        MalformedException.check(!refused, at, "STACK_GLOBAL needs two texts");
    }

    /**
     * GLOBAL and INST: two lines, of which INST takes only ASCII. C imports nothing before it has read both; {@code
     * pickle.py} takes an empty second line, and at the end of the bytes whatever there is of a line but for its last byte.
     */
    private int global(Reach reach, long at) throws IOException {
        String module = "";
        try {
            int length = operands.readLine(at);
            MalformedException.check(length > 0, at, "an empty line where a module must be");
            module = operands.name(length, reach, at);
            length = operands.readLine(at);
            if (length == 0) {
                importsOnly(module, "", reach, at);
                throw new MalformedException(at, "an empty line where a name must be");
            }
            return calls.global(module, operands.name(length, reach, at), reach, at);
        } catch (TruncatedException e) {
            if (session.isOtherReading) {
                throw e;
            }
            int length = operands.tornLength();
            if (!module.isEmpty()) {
                importsOnly(module, operands.name(length, reach, at), reach, at);
            } else if (length > 0) {
                importsOnly(operands.name(length, reach, at), "", reach, at);
            }
            throw e;
        }
    }

    private void importsOnly(String module, String name, Reach reach, long at) throws MachineMemory.FullException {
        calls.global(module, name, reach, at);
        session.disagreement("C refuses a name that is not there, pickle.py imports its module first", at);
    }

    private void gather(int kind, int from) throws IOException {
        boolean fillable = from == stack.size && kind != Tag.TUPLE;
        int tag = fillable ? kind : Tag.of(kind, session.ring.add(stack.values, from, stack.size));
        if (kind != Tag.TUPLE) {
            session.classes.put(kind, stack.values, from, stack.size);
            session.armed.put(stack.values, from, stack.size);
        }
        stack.size = from;
        stack.push(tag);
    }

    /** APPEND, APPENDS, ADDITEMS: what lies above {@code from} goes into what lies right below it. */
    private void fill(int from, String opcode, long at) throws IOException {
        MalformedException.check(from > stack.fence && from <= stack.size, at, opcode + " without a container");
        if (from == stack.size) {
            return;
        }
        int target = stack.values[from - 1];
        calls.changed(target, opcode, at);
        calls.added(target, stack.values, from, stack.size, at);
        session.classes.put(target, stack.values, from, stack.size);
        session.armed.put(stack.values, from, stack.size);
        remember(target, from);
    }

    private void setItems(int from, String opcode, long at) throws IOException {
        MalformedException.check(from > stack.fence && from <= stack.size, at, opcode + " without a container");
        if (from == stack.size) {
            return;
        }
        int target = stack.filledBelow(from);
        calls.changed(target, opcode, at); // pickle.py sets what it can before it misses the last value
        MalformedException.check((stack.size - from & 1) == 0, at, opcode + " with a key that has no value");
        calls.added(target, stack.values, from, stack.size, at);
        if (hiddenWrites.mayMatter(target, stack.values, from, stack.size, memo, at)) {
            session.ring.someDictChanged();
            stack.someDictChanged();
        }
        session.classes.put(target, stack.values, from, stack.size);
        session.armed.put(stack.values, from, stack.size);
        boolean special = calls.items(stack.values, from, stack.size, at);
        remember(target, from);
        if (special && Tag.kind(target) != Tag.DICT && !hiddenWrites.ownsItems(target)) {
            calls.specialItem(at);
        } else if (special && Tag.kind(target) == Tag.DICT) {
            stack.replaceTop(Tag.SHARED_DICT); // as one of which nothing is known
        }
    }

    /** The container on the stack gets to know its items, as long as it had none before. */
    private void remember(int target, int from) {
        boolean fresh = Tag.isContainer(target) && Tag.payload(target) == 0;
        if (Tag.kind(target) == Tag.DICT && !fresh) {
            session.ring.cut(target);
        }
        int items = fresh ? session.ring.add(stack.values, from, stack.size) : 0;
        stack.size = from;
        if (fresh) {
            stack.replaceTop(Tag.of(Tag.kind(target), items));
        }
    }

    private void get(long number, long at) throws IOException {
        int tag = number == Operands.NEGATIVE ? Memo.MISSING : memo.get(number);
        if (tag == Memo.MISSING) {
            throw new MissingMemoException(at, number);
        }
        stack.push(tag);
    }

    private void put(long number, long at) throws IOException {
        MalformedException.check(number != Operands.NEGATIVE, at, "a negative memo number");
        if (number < 0 || number > MOST_MEMO_OF_C) {
            session.disagreement("a memo number that has no room in C's memo but in pickle.py's", at);
        }
        memo.put(number, stack.top(at), machine.isAfterText(at), in.position());
    }
}
