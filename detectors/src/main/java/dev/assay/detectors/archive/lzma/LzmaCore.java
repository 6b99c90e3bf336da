package dev.assay.detectors.archive.lzma;

import dev.assay.detectors.archive.HeldMemory;
import dev.assay.detectors.archive.History;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;
import java.util.Arrays;

/**
 * LZMA itself (LZMA specification by Igor Pavlov, 2015), without a container: decodes into a history, a piece at a time, and
 * takes from the reader just what it needs. What came before a fault stays in the history.
 */
public final class LzmaCore {
    /** What every decoder takes, whatever it is told. */
    private static final long LEAST_DICTIONARY_BYTES = 4096;

    private static final int MOST_PROPERTIES = 9 * 5 * 5;
    private static final int MOST_CONTEXT_BITS = 4;
    private static final int LITERAL_PROBABILITIES = 0x300;
    private static final int STATES = 12;
    private static final int LITERAL_STATES = 7;
    private static final int POSITIONS = 16;
    private static final int LEAST_MATCH = 2;
    private static final int SLOTS = 64;
    private static final int ALIGN_BITS = 4;
    private static final int FIRST_MODELLED_SLOT = 4;
    private static final int FIRST_DIRECT_SLOT = 14;
    private static final int END_MARK = -1;

    // The parts of a length's probabilities: two choices, then trees of 3 bits for each position, and one of 8 bits.
    private static final int LOW = 2;
    private static final int MIDDLE = LOW + POSITIONS * 8;
    private static final int HIGH = MIDDLE + POSITIONS * 8;
    private static final int LENGTH_PROBABILITIES = HIGH + 256;

    private final ByteReader in;
    private final RangeDecoder coder;
    private final History out;
    private final HeldMemory memory;
    private final Budget budget;
    private final short[] isMatch = new short[STATES * POSITIONS];
    private final short[] isRep = new short[STATES];
    private final short[] isRepNotFirst = new short[STATES];
    private final short[] isRepNotSecond = new short[STATES];
    private final short[] isRepFourth = new short[STATES];
    private final short[] isRepLong = new short[STATES * POSITIONS];
    private final short[] slots = new short[4 * SLOTS];
    private final short[] special = new short[128];
    private final short[] align = new short[1 << ALIGN_BITS];
    private final short[] matchLengths = new short[LENGTH_PROBABILITIES];
    private final short[] repLengths = new short[LENGTH_PROBABILITIES];
    private short[] literals = new short[0];
    private long dictionaryBytes;
    private int literalContext;
    private int literalPositionMask;
    private int positionMask;
    private int state;
    private int rep0;
    private int rep1;
    private int rep2;
    private int rep3;
    private int pending; // of a match that did not fit into the last piece
    private boolean ended;

    public LzmaCore(ByteReader in, History out, HeldMemory memory, Budget budget) {
        this.in = in;
        this.budget = budget;
        this.coder = new RangeDecoder(in);
        this.out = out;
        this.memory = memory;
    }

    /** Begins with an empty dictionary. */
    public void restart(long dictionary) {
        dictionaryBytes = Math.max(dictionary, LEAST_DICTIONARY_BYTES);
        out.restart(dictionaryBytes);
    }

    /** Takes the properties of the code from their byte, and forgets all probabilities. */
    public void properties(int value) throws IOException {
        MalformedException.check(isProperties(value), in.position(), "properties of LZMA data that there are not");
        literalContext = value % 9;
        int literalPosition = value / 9 % 5;
        if (literalContext + literalPosition > MOST_CONTEXT_BITS) {
            // as liblzma does: else a few bytes of header cost megabytes of probabilities
            throw new UnsupportedException(in.position(), "LZMA data with more than four bits of context");
        }
        literalPositionMask = (1 << literalPosition) - 1;
        positionMask = (1 << value / 45) - 1;
        int wanted = LITERAL_PROBABILITIES << literalContext + literalPosition;
        if (literals.length < wanted) {
            memory.take(2L * (wanted - literals.length));
            literals = new short[wanted];
        }
        reset();
    }

    public static boolean isProperties(int value) {
        return value >= 0 && value < MOST_PROPERTIES;
    }

    /** Forgets all probabilities and distances. */
    public void reset() {
        budget.spendWork(literals.length); // a few bytes of header cost that much
        for (short[] each : new short[][] {
            isMatch,
            isRep,
            isRepNotFirst,
            isRepNotSecond,
            isRepFourth,
            isRepLong,
            slots,
            special,
            align,
            matchLengths,
            repLengths,
            literals
        }) {
            Arrays.fill(each, RangeDecoder.EVEN);
        }
        state = 0;
        rep0 = 0;
        rep1 = 0;
        rep2 = 0;
        rep3 = 0;
    }

    /** Begins the bits, of which there are at least {@link RangeDecoder#HEADER_BYTES} bytes. */
    public void start() throws IOException {
        coder.start();
        pending = 0;
        ended = false;
    }

    /** Whether the mark of the end was seen. */
    public boolean isEnded() {
        return ended;
    }

    /** Whether a match is left that leads on from where the last piece ended. */
    public boolean isPending() {
        return pending > 0;
    }

    /** Whether the bits end where an encoder ends them. */
    public boolean isFinished() {
        return coder.isFinished();
    }

    /** Decodes {@code most} bytes, or fewer if the mark of the end comes before; returns how many. */
    public int decode(int most) throws IOException {
        out.room(most);
        int left = most;
        if (pending > 0) {
            int n = Math.min(pending, left);
            out.copy(rep0 + 1, n);
            pending -= n;
            left -= n;
        }
        while (left > 0 && !ended) {
            int position = (int) out.sizeBytes() & positionMask;
            if (coder.bit(isMatch, state * POSITIONS + position) == 0) {
                literal();
                left--;
                continue;
            }
            int length = coder.bit(isRep, state) == 0 ? match(position) : repeated(position);
            if (ended) {
                break;
            }
            checkDistance();
            int n = Math.min(length, left);
            out.copy(rep0 + 1, n);
            left -= n;
            pending = length - n;
        }
        coder.normalize(); // as encoders do, so that the reader stands where the bits end
        return most - left;
    }

    private void checkDistance() throws IOException {
        long distance = (rep0 & 0xffff_ffffL) + 1;
        if (distance > dictionaryBytes) {
            throw new MalformedException(in.position(), "a match refers further back than the dictionary reaches");
        }
        out.checkReach(distance, in.position());
    }

    private void literal() throws IOException {
        int end = out.reach();
        byte[] bytes = out.array();
        int before = end > 0 ? bytes[end - 1] & 0xff : 0;
        int position = (int) out.sizeBytes() & literalPositionMask;
        int from = LITERAL_PROBABILITIES * ((position << literalContext) + (before >> 8 - literalContext));
        int symbol = 1;
        if (state >= LITERAL_STATES) {
            checkDistance();
            int match = bytes[end - rep0 - 1] & 0xff;
            int offset = 0x100;
            while (symbol < 0x100) {
                match <<= 1;
                int matched = match & offset;
                int bit = coder.bit(literals, from + offset + matched + symbol);
                symbol = symbol << 1 | bit;
                offset &= bit == 0 ? ~matched : matched;
            }
        } else {
            symbol = coder.tree(literals, from, 8);
        }
        bytes[end] = (byte) symbol;
        out.advance(1);
        state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
    }

    private int match(int position) throws IOException {
        rep3 = rep2;
        rep2 = rep1;
        rep1 = rep0;
        int length = length(matchLengths, position);
        int slot = coder.tree(slots, Math.min(length, 3) * SLOTS, 6);
        if (slot < FIRST_MODELLED_SLOT) {
            rep0 = slot;
        } else {
            int width = (slot >> 1) - 1;
            rep0 = (2 | slot & 1) << width;
            if (slot < FIRST_DIRECT_SLOT) {
                rep0 += coder.reverseTree(special, rep0 - slot, width);
            } else {
                rep0 += coder.direct(width - ALIGN_BITS) << ALIGN_BITS;
                rep0 += coder.reverseTree(align, 0, ALIGN_BITS);
            }
            ended = rep0 == END_MARK;
        }
        state = state < LITERAL_STATES ? 7 : 10;
        return length + LEAST_MATCH;
    }

    private int repeated(int position) throws IOException {
        if (coder.bit(isRepNotFirst, state) == 0) {
            if (coder.bit(isRepLong, state * POSITIONS + position) == 0) {
                state = state < LITERAL_STATES ? 9 : 11;
                return 1;
            }
        } else {
            int distance;
            if (coder.bit(isRepNotSecond, state) == 0) {
                distance = rep1;
            } else {
                if (coder.bit(isRepFourth, state) == 0) {
                    distance = rep2;
                } else {
                    distance = rep3;
                    rep3 = rep2;
                }
                rep2 = rep1;
            }
            rep1 = rep0;
            rep0 = distance;
        }
        int length = length(repLengths, position);
        state = state < LITERAL_STATES ? 8 : 11;
        return length + LEAST_MATCH;
    }

    private int length(short[] probabilities, int position) throws IOException {
        if (coder.bit(probabilities, 0) == 0) {
            return coder.tree(probabilities, LOW + position * 8, 3);
        }
        if (coder.bit(probabilities, 1) == 0) {
            return 8 + coder.tree(probabilities, MIDDLE + position * 8, 3);
        }
        return 16 + coder.tree(probabilities, HIGH, 8);
    }
}
