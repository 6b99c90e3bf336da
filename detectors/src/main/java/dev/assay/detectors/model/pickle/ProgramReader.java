package dev.assay.detectors.model.pickle;

import dev.assay.detectors.model.pickle.Expression.Kind;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.math.BigInteger;

/**
 * Reads the opcodes of one pickle, keeps its values as {@link Expression}s, and tells {@link Listing} what they would do.
 * What the machine has refused it does not look at; only what it needs to stay in bounds it checks itself.
 */
final class ProgramReader {
    private static final int MOST_NESTED = 16;
    private static final int MOST_LONG_BYTES = 64;
    private static final int MOST_NUMBER = 40;
    private static final int SMALL_INTS = 256;

    private final ByteReader in;
    private final Layout layout;
    private final int pickle;
    private final ExpressionPrinter printer;
    private final Listing listing;
    private final Expression[] smallInts = new Expression[SMALL_INTS];
    private ExpressionStack stack = new ExpressionStack();
    private ExpressionMemo memo;
    private final Lines lines;
    private final long mostEntries;
    private long opcodes;
    private long opcodeAt;
    private int protocol;
    private int nested;
    private long paused = -1;

    ProgramReader(
            ByteReader in,
            Layout layout,
            int pickle,
            ExpressionPrinter printer,
            Listing listing,
            ExpressionMemo memo,
            long mostEntries) {
        this.in = in;
        this.lines = new Lines(in);
        this.layout = layout;
        this.pickle = pickle;
        this.printer = printer;
        this.listing = listing;
        this.memo = memo;
        this.mostEntries = mostEntries;
    }

    /** What the pickle is, once it was read. */
    String title(long start) {
        return "# pickle of protocol " + (protocol == 0 ? "0 or 1" : protocol) + ": "
                + ExpressionPrinter.count(in.position() - start) + " bytes, " + ExpressionPrinter.count(opcodes)
                + " opcodes";
    }

    /** To STOP, or to where an unpickler would raise an error. */
    void run() throws IOException {
        try {
            untilStop();
        } catch (MalformedException e) {
            listing.stops(layout.stop(pickle, opcodeAt, e), stack.latest());
        }
    }

    private void untilStop() throws IOException {
        while (true) {
            for (long next = in.position(); next != paused && layout.pauseAt(next) != Layout.Pause.NONE; ) {
                paused = next;
                pause(next);
                next = in.position();
            }
            long at = in.position();
            String reason = layout.stopAt(pickle, at);
            if (reason != null) {
                throw new MalformedException(at, reason);
            }
            opcodeAt = at;
            int opcode = in.u8();
            opcodes++;
            if (opcode == Opcodes.STOP) {
                listing.returns(stack.pop(at), at, nested > 0);
                return;
            }
            run(opcode, at);
        }
    }

    private void run(int opcode, long at) throws IOException {
        switch (opcode) {
            case Opcodes.PROTO -> {
                int number = in.u8();
                protocol = nested == 0 ? number : protocol;
            }
            case Opcodes.FRAME -> in.skip(8);
            case Opcodes.MARK -> stack.mark(at);
            case Opcodes.POP -> stack.popEither(at);
            case Opcodes.POP_MARK -> stack.popMark(at);
            case Opcodes.DUP -> stack.push(again(stack.top(at)));
            case Opcodes.NONE -> word("None", at);
            case Opcodes.NEWTRUE -> word("True", at);
            case Opcodes.NEWFALSE -> word("False", at);
            case Opcodes.INT, Opcodes.LONG, Opcodes.FLOAT -> number(opcode, at);
            case Opcodes.BININT -> integer(in.i32le(), at);
            case Opcodes.BININT1 -> integer(in.u8(), at);
            case Opcodes.BININT2 -> integer(in.u16le(), at);
            case Opcodes.BINFLOAT -> push(Kind.FLOAT, at, Long.reverseBytes(in.i64le()));
            case Opcodes.LONG1 -> longBytes(in.u8(), at);
            case Opcodes.LONG4 -> longBytes(in.u32le(), at);
            case Opcodes.STRING, Opcodes.UNICODE -> push(Kind.TEXT, at, lines.read());
            case Opcodes.SHORT_BINSTRING, Opcodes.SHORT_BINUNICODE -> counted(Kind.TEXT, in.u8(), at);
            case Opcodes.BINSTRING, Opcodes.BINUNICODE -> counted(Kind.TEXT, in.u32le(), at);
            case Opcodes.BINUNICODE8 -> counted(Kind.TEXT, in.i64le(), at);
            case Opcodes.SHORT_BINBYTES -> counted(Kind.BYTES, in.u8(), at);
            case Opcodes.BINBYTES -> counted(Kind.BYTES, in.u32le(), at);
            case Opcodes.BINBYTES8 -> counted(Kind.BYTES, in.i64le(), at);
            case Opcodes.BYTEARRAY8 -> counted(Kind.BYTEARRAY, in.i64le(), at);
            case Opcodes.NEXT_BUFFER -> stack.push(Expression.unknown("next_buffer()", at));
            case Opcodes.READONLY_BUFFER -> stack.top(at);
            case Opcodes.GET -> get(lines.decimal(), at);
            case Opcodes.BINGET -> get(in.u8(), at);
            case Opcodes.LONG_BINGET -> get(in.u32le(), at);
            case Opcodes.PUT -> memo.put(lines.decimal(), stack.top(at));
            case Opcodes.BINPUT -> memo.put(in.u8(), stack.top(at));
            case Opcodes.LONG_BINPUT -> memo.put(in.u32le(), stack.top(at));
            case Opcodes.MEMOIZE -> memo.append(stack.top(at));
            default -> container(opcode, at);
        }
    }

    private void container(int opcode, long at) throws IOException {
        switch (opcode) {
            case Opcodes.EMPTY_TUPLE -> word("()", at);
            case Opcodes.EMPTY_LIST -> stack.push(Expression.container(Kind.LIST, at));
            case Opcodes.EMPTY_DICT -> stack.push(Expression.container(Kind.DICT, at));
            case Opcodes.EMPTY_SET -> stack.push(Expression.container(Kind.SET, at));
            case Opcodes.TUPLE -> stack.push(filled(Kind.TUPLE, stack.popMark(at), at));
            case Opcodes.LIST -> stack.push(filled(Kind.LIST, stack.popMark(at), at));
            case Opcodes.FROZENSET -> stack.push(filled(Kind.FROZENSET, stack.popMark(at), at));
            case Opcodes.DICT -> stack.push(filled(Kind.DICT, stack.popMark(at), at));
            case Opcodes.TUPLE1, Opcodes.TUPLE2, Opcodes.TUPLE3 -> {
                int n = opcode - Opcodes.TUPLE1 + 1;
                stack.require(n, at);
                Expression[] items = new Expression[n];
                for (int i = n - 1; i >= 0; i--) {
                    items[i] = stack.pop(at);
                }
                Expression tuple = Expression.container(Kind.TUPLE, at);
                for (Expression item : items) {
                    tuple.add(listing.use(item));
                }
                stack.push(tuple);
            }
            case Opcodes.APPEND -> {
                Expression item = stack.pop(at);
                append(stack.top(at), item, at);
            }
            case Opcodes.APPENDS -> fill(Kind.LIST, stack.popMark(at), ".extend", at);
            case Opcodes.ADDITEMS -> fill(Kind.SET, stack.popMark(at), ".update", at);
            case Opcodes.SETITEMS -> fill(Kind.DICT, stack.popMark(at), ".update", at);
            case Opcodes.SETITEM -> {
                stack.require(3, at);
                Expression mapped = stack.pop(at);
                Expression key = stack.pop(at);
                Expression target = stack.top(at);
                if (isOpen(target, Kind.DICT)) {
                    int before = target.weight();
                    target.addPair(listing.use(key), listing.use(mapped));
                    stack.grew(target.weight() - before);
                } else {
                    listing.setItem(listing.changed(target), listing.use(key), listing.use(mapped), at);
                }
            }
            default -> call(opcode, at);
        }
    }

    private void call(int opcode, long at) throws IOException {
        switch (opcode) {
            case Opcodes.GLOBAL -> {
                lines.read();
                String module = lines.text();
                lines.read();
                stack.push(listing.imports(module, lines.text(), at));
            }
            case Opcodes.STACK_GLOBAL -> {
                stack.require(2, at);
                Expression name = stack.pop(at);
                stackGlobal(stack.pop(at), name, at);
            }
            case Opcodes.EXT1 -> extension(in.u8(), at);
            case Opcodes.EXT2 -> extension(in.u16le(), at);
            case Opcodes.EXT4 -> extension(in.i32le(), at);
            case Opcodes.REDUCE -> reduce("", at);
            case Opcodes.NEWOBJ -> reduce(".__new__", at);
            case Opcodes.NEWOBJ_EX -> {
                stack.require(3, at);
                Expression keywords = stack.pop(at);
                Expression arguments = stack.pop(at);
                Expression call = call(stack.pop(at), ".__new__", arguments, at);
                call.add(unpacked("**", keywords, at));
                stack.push(listing.called(call));
            }
            case Opcodes.INST -> {
                lines.read();
                String module = lines.text();
                lines.read();
                Expression type = listing.imports(module, lines.text(), at);
                ExpressionStack.Frame arguments = stack.popMark(at);
                stack.push(listing.called(callOnStack(type, arguments, 0, at)));
            }
            case Opcodes.OBJ -> {
                ExpressionStack.Frame frame = stack.popMark(at);
                MalformedException.check(frame.size() > 0, at, "OBJ without a class");
                stack.push(listing.called(callOnStack(frame.get(0), frame, 1, at)));
            }
            case Opcodes.BUILD -> build(at);
            case Opcodes.PERSID -> {
                lines.read();
                persistent(Expression.word(ExpressionPrinter.quoted(lines.text()), at), at);
            }
            case Opcodes.BINPERSID -> persistent(stack.pop(at), at);
            default -> throw new MalformedException(at, String.format("0x%02x is no opcode", opcode));
        }
    }

    private void push(Kind kind, long at, long value) {
        stack.push(new Expression(kind, at, value, ""));
    }

    private void word(String word, long at) {
        stack.push(Expression.word(word, at));
    }

    private void integer(long value, long at) {
        if (value < 0 || value >= SMALL_INTS) {
            push(Kind.INT, at, value);
            return;
        }
        int i = (int) value;
        if (smallInts[i] == null) {
            smallInts[i] = new Expression(Kind.INT, at, value, "");
        }
        stack.push(smallInts[i]);
    }

    private void longBytes(long length, long at) throws IOException {
        if (length > MOST_LONG_BYTES) {
            in.skip(length);
            word("<int of " + ExpressionPrinter.count(length) + " bytes>", at);
            return;
        }
        byte[] bytes = in.bytes((int) length);
        byte[] bigEndian = new byte[bytes.length + (bytes.length == 0 ? 1 : 0)];
        for (int i = 0; i < bytes.length; i++) {
            bigEndian[bytes.length - 1 - i] = bytes[i];
        }
        word(new BigInteger(bigEndian).toString(), at);
    }

    /** What the machine has let pass is a number, up to its first NUL. */
    private void number(int opcode, long at) throws IOException {
        long length = lines.read();
        String text = lines.text();
        int nul = text.indexOf('\0');
        text = nul < 0 ? text : text.substring(0, nul);
        boolean bool = opcode == Opcodes.INT && length == 2 && text.startsWith("0");
        if (bool && (text.endsWith("0") || text.endsWith("1"))) {
            word(text.endsWith("1") ? "True" : "False", at);
        } else {
            boolean suffixed = opcode == Opcodes.LONG && text.endsWith("L");
            word(Escape.printable(suffixed ? text.substring(0, text.length() - 1) : text, MOST_NUMBER), at);
        }
    }

    private void counted(Kind kind, long length, long at) throws IOException {
        MalformedException.check(length >= 0, at, "a length of 2^63 or more");
        in.skip(length);
        push(kind, at, length);
    }

    private void get(long number, long at) throws IOException {
        stack.push(again(memo.get(number, at)));
    }

    /** A value that is there already: from now on there is a variable for it, unless it can as well be written again. */
    private Expression again(Expression value) {
        listing.define(value);
        return value;
    }

    private static boolean isOpen(Expression target, Kind kind) {
        return target.kind == kind && target.order == 0;
    }

    private Expression filled(Kind kind, ExpressionStack.Frame frame, long at) {
        Expression container = Expression.container(kind, at);
        if (frame.size() == 0 && kind == Kind.TUPLE) {
            return Expression.word("()", at);
        }
        add(container, frame);
        return container;
    }

    /** Adds what lay above a mark. */
    private void add(Expression container, ExpressionStack.Frame frame) {
        boolean pairs = container.kind == Kind.DICT;
        int known = pairs ? frame.known() & ~1 : frame.known();
        for (int i = 0; i < known; i += pairs ? 2 : 1) {
            if (pairs) {
                container.addPair(listing.use(frame.get(i)), listing.use(frame.get(i + 1)));
            } else {
                container.add(listing.use(frame.get(i)));
            }
        }
        container.addUnknown(pairs ? frame.size() / 2 - known / 2 : frame.size() - known);
    }

    private void fill(Kind kind, ExpressionStack.Frame frame, String method, long at) throws IOException {
        Expression target = stack.top(at);
        if (isOpen(target, kind)) {
            int before = target.weight();
            add(target, frame);
            stack.grew(target.weight() - before);
        } else if (frame.size() > 0) {
            Expression items = Expression.container(kind, at);
            add(items, frame);
            listing.method(target, method, items, at);
        }
    }

    private void append(Expression target, Expression item, long at) {
        if (isOpen(target, Kind.LIST)) {
            int before = target.weight();
            target.add(listing.use(item));
            stack.grew(target.weight() - before);
        } else {
            listing.method(target, ".append", item, at);
        }
    }

    private void stackGlobal(Expression module, Expression name, long at) throws IOException {
        String moduleText = text(module);
        String nameText = text(name);
        if (module.kind == Kind.TEXT && name.kind == Kind.TEXT) {
            stack.push(listing.imports(moduleText, nameText, at));
            return;
        }
        Expression call = Expression.container(Kind.CALL, at);
        call.add(Expression.word("find_class", at));
        call.add(listing.use(module));
        call.add(listing.use(name));
        stack.push(listing.called(call));
    }

    private String text(Expression value) throws IOException {
        return value.kind == Kind.TEXT ? printer.text(value) : "";
    }

    private void extension(int code, long at) {
        Expression call = Expression.container(Kind.CALL, at);
        call.add(Expression.word("get_extension", at));
        call.add(new Expression(Kind.INT, at, code, ""));
        stack.push(listing.called(call));
    }

    private void persistent(Expression id, long at) {
        Expression call = Expression.container(Kind.CALL, at);
        call.add(Expression.word("persistent_load", at));
        call.add(listing.use(id));
        stack.push(listing.called(call));
    }

    private void reduce(String method, long at) throws IOException {
        stack.require(2, at);
        Expression arguments = stack.pop(at);
        stack.push(listing.called(call(stack.pop(at), method, arguments, at)));
    }

    private Expression call(Expression callee, String method, Expression arguments, long at) {
        Expression call = new Expression(Kind.CALL, at, 0, method);
        call.add(listing.use(callee));
        boolean written = arguments.kind == Kind.TUPLE && arguments.naming == Expression.Naming.INLINE;
        if (written) {
            for (int i = 0; i < arguments.count(); i++) {
                call.add(arguments.item(i));
            }
            call.addUnknown(arguments.more());
        } else if (!arguments.word.equals("()") || arguments.kind != Kind.WORD) {
            call.add(unpacked("*", arguments, at));
        }
        return call;
    }

    private Expression callOnStack(Expression callee, ExpressionStack.Frame frame, int from, long at) {
        Expression call = Expression.container(Kind.CALL, at);
        call.add(listing.use(callee));
        for (int i = from; i < frame.known(); i++) {
            call.add(listing.use(frame.get(i)));
        }
        call.addUnknown(frame.size() - Math.max(frame.known(), from));
        return call;
    }

    private Expression unpacked(String stars, Expression value, long at) {
        Expression unpacked = new Expression(Kind.UNPACKED, at, 0, stars);
        unpacked.add(listing.use(value));
        return unpacked;
    }

    private void build(long at) throws IOException {
        stack.require(2, at);
        Expression state = stack.pop(at);
        listing.method(stack.top(at), ".__setstate__", state, at);
    }

    /** Moves over what joblib reads between the opcodes. */
    private void pause(long next) throws IOException {
        switch (layout.pauseAt(next)) {
            case NONE -> {}
            case RAW -> {
                in.seek(layout.resume(next));
                listing.note(ExpressionPrinter.count(in.position() - next) + " bytes of a raw array at "
                        + ExpressionPrinter.hex(next));
            }
            case PICKLE -> {
                MalformedException.check(nested < MOST_NESTED, next, "more than " + MOST_NESTED + " nested arrays");
                listing.note("the items of this array are a pickle of their own at " + ExpressionPrinter.hex(next));
                ExpressionStack outerStack = stack;
                ExpressionMemo outerMemo = memo;
                stack = new ExpressionStack();
                memo = new ExpressionMemo(mostEntries);
                nested++;
                untilStop();
                nested--;
                stack = outerStack;
                memo = outerMemo;
                listing.note("that pickle ends");
            }
        }
    }
}
