package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.TruncatedException;
import java.io.IOException;

/**
 * Runs the opcodes of one pickle on symbols instead of objects, with the semantics of CPython's C unpickler
 * ({@code Modules/_pickle.c}), which differ from those of {@code pickletools} in many places that matter.
 *
 * <p>Each value is an int (see {@link Tag}), so that the stack and the memo of a gigabyte cost megabytes. The opcodes
 * that make up nearly all of a large pickle are in {@link #quick}, which works on the reader's block with all state in
 * locals; it reads like the table of opcodes and hands everything else to {@link ColdOpcodes}, one opcode at a time. A
 * block's last bytes are run from a padded copy, so that {@code quick} need not look for the end within an operand.
 */
final class PickleMachine {
    /** The most bytes that an opcode in {@link #quick} reads before it looks where the block ends. */
    private static final int LOOKAHEAD = 16;

    /** Payloads repeat after 2^28; long before that the values that hold them are made to last. */
    private static final long RENEW_EVERY = 1L << 26;

    private static final long NO_FRAME = Long.MAX_VALUE;

    private final Session session;
    private final ByteReader in;
    private final Stack stack;
    private final Memo memo;
    private final Ring ring;
    private final ColdOpcodes cold;
    private final boolean textsInSource;
    private long frameEnd = NO_FRAME;
    private long renewAtBytes;
    private long renewAtRing;
    private long textEnd; // where the last text's opcode ended

    /** @param memo what the unpickler remembers, from earlier pickles if it reads several */
    PickleMachine(Session session, Memo memo) {
        this(session, memo, new Stack(session.memory));
    }

    /** @param stack what lies there already */
    PickleMachine(Session session, Memo memo, Stack stack) {
        this.session = session;
        this.in = session.in;
        this.memo = memo;
        this.ring = session.ring;
        this.stack = stack;
        this.cold = new ColdOpcodes(session, this, stack, memo);
        this.textsInSource = session.texts.areInSource();
        this.renewAtBytes = in.position() + RENEW_EVERY;
        this.renewAtRing = ring.added() + RENEW_EVERY;
    }

    /**
     * Runs to STOP.
     *
     * @throws MalformedException where the unpickler would raise an error, too
     */
    void run() throws IOException {
        boolean stopped = false;
        while (!stopped) {
            int available = in.request(LOOKAHEAD);
            if (available == 0) {
                throw new TruncatedException(in.position(), 1);
            }
            long at = in.position();
            if (at >= frameEnd) {
                leaveFrame(at);
                continue; // an array may lie there
            }
            if (at > renewAtBytes || ring.added() > renewAtRing) {
                renew(at);
            }
            int ran = available >= LOOKAHEAD
                    ? quick(in.array(), in.index(), in.index() + available - LOOKAHEAD + 1, in.index() + available)
                    : quickTail(available);
            in.advance(ran);
            if (ran == 0) {
                stopped = cold.run(in.u8(), at);
            }
        }
        stack.clear();
    }

    /** Gives back what the machine holds; it must not be used any more. */
    void release() {
        stack.clear();
    }

    /** Takes the next pickle, which begins where the reader stands, with what is in the memo now. */
    void next() {
        frameEnd = NO_FRAME;
        textEnd = 0;
    }

    /** Lets arrays of joblib be: what {@code pickle.load} reads has opcodes behind them. */
    PickleMachine plain() {
        cold.passesNoArrays();
        return this;
    }

    private int quickTail(int available) throws IOException {
        byte[] padded = new byte[available + LOOKAHEAD];
        System.arraycopy(in.array(), in.index(), padded, 0, available);
        int ran = quick(padded, 0, available, available);
        if (ran > available) {
            throw new TruncatedException(in.position() + available, (long) ran - available);
        }
        return ran;
    }

    /**
     * Runs the opcodes that begin before {@code limit}, up to the first that is not for here.
     *
     * @param end where the block ends; at least {@link #LOOKAHEAD} bytes behind {@code limit} - 1, if only of padding
     * @return how many bytes were run
     */
    private int quick(byte[] a, int from, int limit, int end) throws IOException {
        Stack stack = this.stack;
        int[] values = stack.values;
        int size = stack.size;
        int fence = stack.fence;
        long base = in.position() - from;
        long textEnd = this.textEnd;
        int stopAt = frameEnd - base < limit ? (int) (frameEnd - base) : limit;
        int i = from;
        run:
        while (i < stopAt) {
            if (size == values.length) { // no opcode pushes more than one value
                stack.size = size;
                stack.grow();
                values = stack.values;
            }
            switch (a[i] & 0xff) {
                case Opcodes.BINFLOAT -> {
                    values[size++] = Tag.NUMBER;
                    i += 9;
                }
                case Opcodes.BININT -> {
                    values[size++] = Tag.integer(i32(a, i + 1));
                    i += 5;
                }
                case Opcodes.BININT1 -> {
                    values[size++] = Tag.of(Tag.INT, a[i + 1] & 0xff);
                    i += 2;
                }
                case Opcodes.BININT2 -> {
                    values[size++] = Tag.of(Tag.INT, a[i + 1] & 0xff | (a[i + 2] & 0xff) << 8);
                    i += 3;
                }
                case Opcodes.NONE -> {
                    values[size++] = Tag.NONE;
                    i++;
                }
                case Opcodes.NEWTRUE -> {
                    values[size++] = Tag.TRUE;
                    i++;
                }
                case Opcodes.NEWFALSE -> {
                    values[size++] = Tag.FALSE;
                    i++;
                }
                case Opcodes.EMPTY_TUPLE -> {
                    values[size++] = Tag.EMPTY_TUPLE;
                    i++;
                }
                case Opcodes.EMPTY_LIST -> {
                    values[size++] = Tag.LIST;
                    i++;
                }
                case Opcodes.EMPTY_DICT -> {
                    values[size++] = Tag.DICT;
                    i++;
                }
                case Opcodes.SHORT_BINUNICODE -> {
                    int length = a[i + 1] & 0xff;
                    int next = i + 2 + length;
                    if (next > end || !textsInSource || mayMatter(a, i + 2, length)) {
                        break run;
                    }
                    values[size++] = Tag.of(Tag.STRING, (int) (base + i));
                    i = next;
                    textEnd = base + next;
                }
                case Opcodes.BINUNICODE -> {
                    int length = i32(a, i + 1);
                    if (length < 0 || length > end - i - 5 || !textsInSource || mayMatter(a, i + 5, length)) {
                        break run;
                    }
                    values[size++] = Tag.of(Tag.STRING, (int) (base + i));
                    i += 5 + length;
                    textEnd = base + i;
                }
                case Opcodes.MEMOIZE -> {
                    if (size <= fence) {
                        break run;
                    }
                    memo.append(values[size - 1], textEnd == base + i, base + i + 1);
                    i++;
                }
                case Opcodes.BINPUT -> {
                    if (size <= fence) {
                        break run;
                    }
                    memo.put(a[i + 1] & 0xff, values[size - 1], textEnd == base + i, base + i + 2);
                    i += 2;
                }
                case Opcodes.LONG_BINPUT -> {
                    if (size <= fence) {
                        break run;
                    }
                    long number = i32(a, i + 1) & 0xffff_ffffL;
                    memo.put(number, values[size - 1], textEnd == base + i, base + i + 5);
                    i += 5;
                }
                case Opcodes.BINGET -> {
                    int tag = memo.get(a[i + 1] & 0xff);
                    if (tag == Memo.MISSING) {
                        break run;
                    }
                    values[size++] = tag;
                    i += 2;
                }
                case Opcodes.LONG_BINGET -> {
                    int tag = memo.get(i32(a, i + 1) & 0xffff_ffffL);
                    if (tag == Memo.MISSING) {
                        break run;
                    }
                    values[size++] = tag;
                    i += 5;
                }
                case Opcodes.MARK -> {
                    stack.size = size;
                    stack.mark();
                    fence = size;
                    i++;
                }
                case Opcodes.TUPLE1, Opcodes.TUPLE2, Opcodes.TUPLE3 -> {
                    int n = (a[i] & 0xff) - Opcodes.TUPLE1 + 1;
                    if (size - fence < n) {
                        break run;
                    }
                    size -= n;
                    values[size] = Tag.of(Tag.TUPLE, ring.add(values, size, size + n));
                    size++;
                    i++;
                }
                case Opcodes.TUPLE -> {
                    int mark = stack.popMark(base + i);
                    values[mark] = Tag.of(Tag.TUPLE, ring.add(values, mark, size));
                    size = mark + 1;
                    fence = stack.fence;
                    i++;
                }
                default -> {
                    break run;
                }
            }
        }
        stack.size = size;
        this.textEnd = textEnd;
        return i - from;
    }

    private boolean mayMatter(byte[] a, int i, int length) {
        return length >= HeldTexts.LEAST_BYTES
                && (Nested.maySuspect(a, i, length) || session.heldTexts.mayMatter(a, i, length));
    }

    private static int i32(byte[] a, int i) {
        return a[i] & 0xff | (a[i + 1] & 0xff) << 8 | (a[i + 2] & 0xff) << 16 | a[i + 3] << 24;
    }

    /** The last text's opcode ended here. */
    void textEndedAt(long offset) {
        textEnd = offset;
    }

    /** Whether the opcode that begins here follows one that pushed a text. */
    boolean isAfterText(long offset) {
        return textEnd == offset;
    }

    /**
     * FRAME. The C unpickler only reads ahead by it, {@code pickle.py} takes the opcodes out of the frame: where the two
     * would not see the same opcodes, that is an anomaly.
     */
    void enterFrame(long length, long offset) throws IOException {
        long start = offset + 9;
        if (length < 0) {
            throw new MalformedException(offset, "a frame of more than 2^63 bytes");
        }
        if (frameEnd != NO_FRAME && frameEnd > offset) {
            mismatch("a frame begins within another", offset);
        }
        long size = session.source.sizeBytes();
        frameEnd = length > Long.MAX_VALUE - start - 1 ? NO_FRAME : start + length;
        if (size >= 0 && frameEnd > size) {
            mismatch("a frame reaches beyond the end", offset);
            frameEnd = NO_FRAME;
        }
    }

    private void leaveFrame(long at) throws IOException {
        if (at > frameEnd) {
            mismatch("an opcode crosses the end of its frame", frameEnd);
        }
        frameEnd = NO_FRAME;
        cold.passArrays();
    }

    /** Leaves the frame at STOP: what is left of it would be lost to {@code pickle.py}. */
    void stop(long at) {
        if (frameEnd != NO_FRAME && at != frameEnd) {
            session.leftFrame(frameEnd);
            mismatch(at < frameEnd ? "STOP lies before the end of its frame" : "STOP lies beyond its frame", at);
        }
    }

    /**
     * Something that is no opcode is read from the file now. Within a frame, which {@code pickle.py} has taken out of the
     * file, the opcodes go on before it.
     *
     * @return whether it begins here
     */
    boolean leavesOpcodes() throws IOException {
        memo.interrupted();
        if (in.position() < frameEnd && frameEnd != NO_FRAME) {
            mismatch("joblib reads an array from behind the frame that its opcodes are in", in.position());
            return false;
        }
        if (frameEnd != NO_FRAME) {
            leaveFrame(in.position());
        }
        return true;
    }

    private void mismatch(String detail, long offset) {
        session.anomaly("model/pickle-frame-mismatch", detail, offset);
    }

    /** Replaces values whose payload will soon be ambiguous. */
    void renew(long at) throws MachineMemory.FullException {
        Memo.Replacement lasting = tag -> switch (Tag.kind(tag)) {
            case Tag.TUPLE, Tag.LIST, Tag.DICT, Tag.SET -> Tag.withoutItems(tag);
            case Tag.BYTES -> Tag.UNKNOWN;
            default -> session.texts.lasting(tag, at);
        };
        stack.replace(lasting);
        memo.replace(lasting);
        ring.clear();
        renewAtBytes = at + RENEW_EVERY;
        renewAtRing = ring.added() + RENEW_EVERY;
    }
}
