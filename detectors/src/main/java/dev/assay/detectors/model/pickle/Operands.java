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

/** Reads the operands of {@link ColdOpcodes}: numbers, lines, texts and bytes, and the files that may lie in these. */
final class Operands {
    /** C reads lines of any length; no number and no name that means something is as long. */
    private static final int MOST_LINE_BYTES = 1 << 20;

    private static final int MOST_TEXT_BYTES = 256;
    private static final int MOST_LONG_DIGITS = 18;

    /** A memo number below zero, which nothing has. */
    static final long NEGATIVE = -1;

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
    private byte[] line = new byte[256];
    private int lineLength;

    Operands(Session session, PickleMachine machine, Stack stack, Memo memo) {
        this.session = session;
        this.machine = machine;
        this.in = session.in;
        this.stack = stack;
        this.memo = memo;
    }

    int textNumber(int opcode, long at) throws IOException {
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

    void longBytes(long length, long at) throws IOException {
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

    void textLine(int opcode, long at) throws IOException {
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
        session.heldTexts.see(line, kept, opcode, at);
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

    void text(long length, int opcode, long at) throws IOException {
        boolean bytes = opcode == Opcodes.BINSTRING || opcode == Opcodes.SHORT_BINSTRING;
        Nested.Form form = length < Nested.LEAST_BYTES ? null : nestedIn(length, bytes);
        session.heldTexts.see(in, length, at);
        if (session.texts.areInSource()) {
            skip(length, at);
            found(form, at);
            stack.push(session.texts.inSource(at, length));
        } else if ((form != null || mayBeLoaded(length) || mayBeRun(length)) && mayKeep(length)) {
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

    void bytes(long length, long at) throws IOException {
        Nested.Form form = length < Nested.LEAST_BYTES ? null : nestedIn(length, true);
        session.heldTexts.see(in, length, at);
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

    /** Whether an operand of a stream must be kept, since the state of an instance may run it. */
    private boolean mayBeRun(long length) {
        return length > MOST_TEXT_BYTES
                && length <= StateTexts.MOST_BYTES
                && !session.callables.thatRunState().isEmpty();
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

    long signedLength(long at) throws IOException {
        int length = in.i32le();
        MalformedException.check(length >= 0, at, "a negative length");
        return length;
    }

    long longLength(long at) throws IOException {
        long length = in.i64le();
        MalformedException.check(length >= 0, at, "a length of 2^63 or more");
        return length;
    }

    long memoNumber(long at) throws IOException {
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

    String name(int length, Reach reach, long at) throws MalformedException {
        int kept = Math.min(length, Texts.MOST_BYTES);
        for (int i = 0; i < kept; i++) {
            MalformedException.check(reach != Reach.INST || line[i] >= 0, at, "INST with a name that is not ASCII");
        }
        return new String(line, 0, kept, StandardCharsets.UTF_8);
    }

    /** Reads a line into {@link #line} and returns its length without the newline. */
    int readLine(long at) throws IOException {
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
            if (length < Texts.LARGE_BYTES && length + i - from >= Texts.LARGE_BYTES) {
                machine.renew(in.position());
            }
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

    /** What {@code pickle.py} takes of a line that the end of the bytes has cut: all but the last byte. */
    int tornLength() {
        return Math.max(lineLength - 1, 0);
    }
}
