package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.TruncatedException;
import dev.assay.engine.fact.CallableReference.Reach;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Every opcode, one at a time, as {@code Modules/_pickle.c} has it: each method is a group of its {@code load_...}
 * functions. {@link PickleMachine} keeps the frequent ones from here where it can.
 */
final class ColdOpcodes {
    /** C reads lines of any length; no number and no name that means something is as long. */
    private static final int MOST_LINE_BYTES = 1 << 20;

    private static final int MOST_TEXT_BYTES = 256;
    private static final int MOST_LONG_DIGITS = 18;

    /** A memo number below zero, which nothing has. */
    private static final long NEGATIVE = -1;

    /** C's memo is an array: from about here on it has no room for one, and pickle.py's dict has. */
    private static final long MOST_MEMO_OF_C = 1L << 28;

    /** The first pickle of torch's legacy format holds nothing but this number. */
    private static final byte[] TORCH_MAGIC = {
        0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a, (byte) 0xa8, 0x50, 0x19
    };

    private static final String TORCH_MAGIC_DECIMAL = "119547037146038801333356";

    private final Session session;
    private final PickleMachine machine;
    private final ByteReader in;
    private final Stack stack;
    private final Memo memo;
    private final JoblibArrays arrays;
    private final Calls calls;
    private final Readings readings;
    private boolean passesArrays;
    private byte[] line = new byte[256];

    ColdOpcodes(Session session, PickleMachine machine, Stack stack, Memo memo) {
        this.session = session;
        this.machine = machine;
        this.in = session.in;
        this.stack = stack;
        this.memo = memo;
        this.arrays = new JoblibArrays(session, this);
        this.calls = new Calls(session, memo, arrays);
        this.readings = new Readings(session);
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
            case Opcodes.DUP -> stack.push(stack.top(at));
            case Opcodes.NONE -> stack.push(Tag.NONE);
            case Opcodes.NEWTRUE -> stack.push(Tag.TRUE);
            case Opcodes.NEWFALSE -> stack.push(Tag.FALSE);
            case Opcodes.INT, Opcodes.LONG, Opcodes.FLOAT -> stack.push(textNumber(opcode, at));
            case Opcodes.BININT -> stack.push(Tag.integer(in.i32le()));
            case Opcodes.BININT1 -> stack.push(Tag.integer(in.u8()));
            case Opcodes.BININT2 -> stack.push(Tag.integer(in.u16le()));
            case Opcodes.BINFLOAT -> {
                in.skip(8);
                stack.push(Tag.NUMBER);
            }
            case Opcodes.LONG1 -> longBytes(in.u8(), at);
            case Opcodes.LONG4 -> longBytes(signedLength(at), at);
            case Opcodes.STRING, Opcodes.UNICODE -> textLine(opcode, at);
            case Opcodes.BINSTRING -> text(signedLength(at), opcode, at);
            case Opcodes.SHORT_BINSTRING, Opcodes.SHORT_BINUNICODE -> text(in.u8(), opcode, at);
            case Opcodes.BINUNICODE -> text(in.u32le(), opcode, at);
            case Opcodes.BINUNICODE8 -> text(longLength(at), opcode, at);
            case Opcodes.SHORT_BINBYTES -> bytes(in.u8(), at);
            case Opcodes.BINBYTES -> bytes(in.u32le(), at);
            case Opcodes.BINBYTES8, Opcodes.BYTEARRAY8 -> bytes(longLength(at), at);
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
            case Opcodes.GET -> get(memoNumber(at), at);
            case Opcodes.BINGET -> get(in.u8(), at);
            case Opcodes.LONG_BINGET -> get(in.u32le(), at);
            case Opcodes.PUT -> put(memoNumber(at), at);
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
                readLine(at);
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
            if (!arrays.isPickleNext()) {
                readings.asOpcodes(stack, memo);
            }
            arrays.built(at);
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
            int length = readLine(at);
            MalformedException.check(length > 0, at, "an empty line where a module must be");
            module = name(length, reach, at);
            length = readLine(at);
            if (length == 0) {
                importsOnly(module, "", reach, at);
                throw new MalformedException(at, "an empty line where a name must be");
            }
            return calls.global(module, name(length, reach, at), reach, at);
        } catch (TruncatedException e) {
            if (session.isOtherReading) {
                throw e;
            }
            int length = Math.max(lineLength - 1, 0);
            if (!module.isEmpty()) {
                importsOnly(module, name(length, reach, at), reach, at);
            } else if (length > 0) {
                importsOnly(name(length, reach, at), "", reach, at);
            }
            throw e;
        }
    }

    private void importsOnly(String module, String name, Reach reach, long at) throws MachineMemory.FullException {
        calls.global(module, name, reach, at);
        session.disagreement("C refuses a name that is not there, pickle.py imports its module first", at);
    }

    private String name(int length, Reach reach, long at) throws MalformedException {
        int kept = Math.min(length, Texts.MOST_BYTES);
        for (int i = 0; i < kept; i++) {
            MalformedException.check(reach != Reach.INST || line[i] >= 0, at, "INST with a name that is not ASCII");
        }
        return new String(line, 0, kept, StandardCharsets.UTF_8);
    }

    private int textNumber(int opcode, long at) throws IOException {
        int length = skimLine();
        MalformedException.check(length > 0, at, "an empty line where a number must be");
        if (length > MOST_LINE_BYTES) {
            return Tag.NUMBER; // no value that matters is as long, and Python may take it
        }
        if (opcode == Opcodes.FLOAT) {
            if (!TextOperands.isFloat(line, length)) {
                MalformedException.check(TextOperands.isFloatOnlyForPython(line, length), at, "FLOAT without a number");
                session.disagreement("FLOAT with a number that C refuses and pickle.py takes", at);
            }
            return Tag.NUMBER;
        }
        if (opcode == Opcodes.LONG && line[length - 1] == 'L') {
            length--;
        }
        MalformedException.check(TextOperands.isInteger(line, length), at, "INT or LONG without a number");
        if (opcode == Opcodes.INT && TextOperands.isOnlyForC(line, length)) {
            session.disagreement("INT with a number that C takes and pickle.py refuses", at);
        }
        if (opcode == Opcodes.INT && length == 2 && line[0] == '0' && (line[1] == '0' || line[1] == '1')) {
            return line[1] == '1' ? Tag.TRUE : Tag.FALSE;
        }
        if (length == TORCH_MAGIC_DECIMAL.length()
                && new String(line, 0, length, StandardCharsets.ISO_8859_1).equals(TORCH_MAGIC_DECIMAL)) {
            session.sawTorchMagic = true;
        }
        long value = line[0] == '0' && length > 1 ? -1 : TextOperands.smallDecimal(line, length);
        return value < 0 ? Tag.NUMBER : Tag.integer(value);
    }

    private void longBytes(long length, long at) throws IOException {
        if (length == TORCH_MAGIC.length && in.request(TORCH_MAGIC.length) >= TORCH_MAGIC.length) {
            byte[] block = in.array();
            session.sawTorchMagic |= Arrays.equals(
                    block, in.index(), in.index() + TORCH_MAGIC.length, TORCH_MAGIC, 0, TORCH_MAGIC.length);
        }
        long value = 0;
        if (length <= 4 && in.request((int) length) >= length) {
            for (int i = 0; i < length; i++) {
                value |= (in.array()[in.index() + i] & (i == length - 1 ? -1L : 0xffL)) << 8 * i;
            }
        }
        skip(length, at);
        stack.push(length <= 4 ? Tag.integer(value) : Tag.NUMBER);
    }

    private void textLine(int opcode, long at) throws IOException {
        int length = skimLine();
        int from = opcode == Opcodes.STRING ? 1 : 0;
        if (opcode == Opcodes.STRING) {
            boolean quoted = length >= 2 && (line[0] == '\'' || line[0] == '"') && lastOfLine == line[0];
            MalformedException.check(quoted, at, "STRING without quotes");
        }
        int kept = Math.min(length, MOST_LINE_BYTES);
        if (kept >= Nested.LEAST_BYTES + from && Nested.maySuspectLine(line[from])) {
            byte[] content = Nested.lineContent(line, kept, opcode);
            Nested.Form form = Nested.inText(content, 0, content.length, length);
            if (form != null && session.texts.areInSource()) {
                session.nested.found(at, form);
            } else if (form != null) {
                session.nested.handOn(at, form, content);
            }
        }
        if (session.texts.areInSource()) {
            stack.push(session.texts.inSource(at, length));
        } else if (length > MOST_TEXT_BYTES) {
            stack.push(Tag.UNKNOWN);
        } else {
            stack.push(session.texts.keep(
                    opcode == Opcodes.STRING
                            ? TextOperands.quoted(line, 0, length)
                            : TextOperands.rawUnicodeEscape(line, 0, length)));
        }
        machine.textEndedAt(in.position());
    }

    private void text(long length, int opcode, long at) throws IOException {
        boolean bytes = opcode == Opcodes.BINSTRING || opcode == Opcodes.SHORT_BINSTRING;
        Nested.Form form = length < Nested.LEAST_BYTES ? null : nestedIn(length, bytes);
        if (session.texts.areInSource()) {
            skip(length, at);
            found(form, at);
            stack.push(session.texts.inSource(at, length));
        } else if ((form != null || mayBeLoaded(length)) && mayKeep(length)) {
            byte[] content = in.bytes((int) length);
            stack.push(
                    form != null
                            ? handOn(content, form, at)
                            : session.derived.add(-1, new Derived.Text(new String(content, StandardCharsets.UTF_8))));
        } else {
            int tag = Tag.UNKNOWN;
            if (length <= MOST_TEXT_BYTES && in.request((int) length) >= length) {
                tag = session.texts.keep(new String(
                        in.array(),
                        in.index(),
                        (int) length,
                        bytes ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
            }
            skip(length, at);
            found(form, at);
            stack.push(tag);
        }
        machine.textEndedAt(in.position());
    }

    private void bytes(long length, long at) throws IOException {
        Nested.Form form = length < Nested.LEAST_BYTES ? null : nestedIn(length, true);
        boolean stream = !session.texts.areInSource();
        if (stream && (form != null || mayBeLoaded(length)) && mayKeep(length)) {
            byte[] content = in.bytes((int) length);
            stack.push(form != null ? handOn(content, form, at) : session.derived.add(-1, new Derived.Bytes(content)));
            return;
        }
        skip(length, at);
        found(form, at);
        stack.push(length < Texts.LARGE_BYTES ? Tag.of(Tag.BYTES, (int) at) : Tag.UNKNOWN);
    }

    /** How a file is written in the operand that begins here, if there is one in it. */
    private Nested.@Nullable Form nestedIn(long length, boolean bytes) throws IOException {
        int have = in.request((int) Math.min(length, Nested.MOST_MODULE));
        if (have < Nested.LEAST_BYTES) {
            return null;
        }
        int first = in.array()[in.index()] & 0xff;
        boolean may = bytes
                ? first == Opcodes.PROTO || first == 'P' || Trial.mayBegin(first)
                : Nested.maySuspect(in.array(), in.index(), (int) Math.min(length, have));
        if (!may) {
            return null;
        }
        int n = (int) Math.min(length, in.request((int) Math.min(length, Nested.MOST_TRIED_BYTES)));
        if (bytes) {
            return Nested.inBytes(in.array(), in.index(), n, length) ? Nested.Form.BYTES : null;
        }
        return Nested.inText(in.array(), in.index(), n, length);
    }

    /** Notes the file in an operand that the machine has passed. */
    private void found(Nested.@Nullable Form form, long at) {
        if (form != null && session.texts.areInSource()) {
            session.nested.found(at, form);
        } else if (form != null) {
            session.nested.left(at);
        }
    }

    /** Whether an operand of a stream must be kept, since a call may load it as a file of torch: bytes, or their text. */
    private boolean mayBeLoaded(long length) throws IOException {
        if (length < Nested.LEAST_BYTES || in.request(3) < 3) {
            return false;
        }
        byte[] a = in.array();
        int i = in.index();
        if (a[i] == 'P') {
            return a[i + 1] == 'K';
        }
        i += a[i] == (byte) 0xc2 ? 1 : 0;
        return a[i] == (byte) Opcodes.PROTO && a[i + 1] >= 0 && a[i + 1] <= Opcodes.HIGHEST_PROTOCOL;
    }

    /** Whether there is room for an operand of a stream, also while it becomes a text. */
    private boolean mayKeep(long length) {
        return length <= Nested.MOST_KEPT_BYTES && session.memory.hasRoomFor(3 * length);
    }

    /** Hands on the file in an operand of a stream. */
    private int handOn(byte[] content, Nested.Form form, long at) throws MachineMemory.FullException {
        session.memory.take(2L * content.length);
        session.nested.handOn(at, form, content);
        session.memory.giveBack(2L * content.length);
        return session.derived.add(-1, new Derived.HandedOn());
    }

    /** Moves over an operand, which may be large. */
    void skip(long length, long at) throws IOException {
        if (length <= in.available()) {
            in.advance((int) length);
            return;
        }
        long size = session.source.sizeBytes();
        if (size >= 0 && length > size - in.position()) {
            throw new TruncatedException(size, length - (size - in.position()));
        }
        if (length < 0 || length > Long.MAX_VALUE - in.position()) {
            throw new MalformedException(at, "an operand of " + length + " bytes");
        }
        if (length >= Texts.LARGE_BYTES) {
            machine.renew(in.position());
        }
        in.skip(length);
    }

    private long signedLength(long at) throws IOException {
        int length = in.i32le();
        MalformedException.check(length >= 0, at, "a negative length");
        return length;
    }

    private long longLength(long at) throws IOException {
        long length = in.i64le();
        MalformedException.check(length >= 0, at, "a length of 2^63 or more");
        return length;
    }

    private void gather(int kind, int from) throws IOException {
        boolean fillable = from == stack.size && kind != Tag.TUPLE;
        int tag = fillable ? kind : Tag.of(kind, session.ring.add(stack.values, from, stack.size));
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
        remember(target, from);
    }

    private void setItems(int from, String opcode, long at) throws IOException {
        MalformedException.check(from > stack.fence && from <= stack.size, at, opcode + " without a container");
        if (from == stack.size) {
            return;
        }
        int target = stack.values[from - 1];
        calls.changed(target, opcode, at); // pickle.py sets what it can before it misses the last value
        MalformedException.check((stack.size - from & 1) == 0, at, opcode + " with a key that has no value");
        if (Tag.kind(target) == Tag.DICT && from - 2 >= stack.fence && calls.isJoblibArray(stack.values[from - 2])) {
            arrays.items(stack.values, from, stack.size, memo);
        }
        boolean special = Tag.kind(target) == Tag.DICT && calls.items(stack.values, from, stack.size, at);
        remember(target, from);
        if (special) {
            stack.replaceTop(Tag.DICT); // as one of which nothing is known
        }
    }

    /** The container on the stack gets to know its items, as long as it had none before. */
    private void remember(int target, int from) {
        boolean fresh = Tag.isContainer(target) && Tag.payload(target) == 0;
        int items = fresh ? session.ring.add(stack.values, from, stack.size) : 0;
        stack.size = from;
        if (fresh) {
            stack.replaceTop(Tag.of(Tag.kind(target), items));
        }
    }

    private void get(long number, long at) throws IOException {
        int tag = number == NEGATIVE ? Memo.MISSING : memo.get(number);
        if (tag == Memo.MISSING) {
            throw new MissingMemoException(at, number);
        }
        stack.push(tag);
    }

    private void put(long number, long at) throws IOException {
        MalformedException.check(number != NEGATIVE, at, "a negative memo number");
        if (number < 0 || number > MOST_MEMO_OF_C) {
            session.disagreement("a memo number that has no room in C's memo but in pickle.py's", at);
        }
        memo.put(number, stack.top(at), machine.isAfterText(at), in.position());
    }

    private long memoNumber(long at) throws IOException {
        int length = readLine(at);
        long small = TextOperands.smallDecimal(line, length);
        if (small >= 0) {
            return small;
        }
        String digits = TextOperands.decimal(line, length);
        if (digits == null) {
            throw new MalformedException(at, "a memo number that is no number");
        }
        if (digits.startsWith("-")) {
            return NEGATIVE;
        }
        return digits.length() <= MOST_LONG_DIGITS ? Long.parseLong(digits) : memo.huge(digits);
    }

    private int lineLength;

    /** Reads a line into {@link #line} and returns its length without the newline. */
    private int readLine(long at) throws IOException {
        int length = skimLine();
        MalformedException.check(length <= MOST_LINE_BYTES, at, "a line of more than " + MOST_LINE_BYTES + " bytes");
        return length;
    }

    /** The last byte of the line that is not white space, which Python 2 strips. */
    private int lastOfLine;

    /** Moves over a line and keeps its beginning in {@link #line}; the length is cut at 2^30. */
    private int skimLine() throws IOException {
        long length = 0;
        lineLength = 0;
        lastOfLine = 0;
        while (true) {
            if (in.request(1) == 0) {
                throw new TruncatedException(in.position(), 1);
            }
            byte[] block = in.array();
            int from = in.index();
            int to = from + in.available();
            int i = from;
            while (i < to && block[i] != '\n') {
                i++;
            }
            keepLine(block, from, i, length);
            length += i - from;
            lineLength = (int) Math.min(length, 1 << 30);
            in.advance(i - from);
            if (i < to) {
                in.advance(1);
                return lineLength;
            }
        }
    }

    private void keepLine(byte[] block, int from, int to, long length) throws MachineMemory.FullException {
        if (from == to) {
            return;
        }
        for (int i = to - 1; i >= from; i--) {
            if ((block[i] & 0xff) > ' ') {
                lastOfLine = block[i];
                break;
            }
        }
        int room = Math.clamp(MOST_LINE_BYTES - length, 0, Buffers.SIZE_BYTES);
        int part = Math.min(to - from, room);
        if (part > 0) {
            int needed = (int) length + part;
            if (needed > line.length) {
                line = Arrays.copyOf(line, Math.max(needed, Math.min(2 * line.length, MOST_LINE_BYTES)));
            }
            System.arraycopy(block, from, line, (int) length, part);
        }
    }
}
