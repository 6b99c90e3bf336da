package dev.assay.detectors.archive.deflate64;

import dev.assay.detectors.archive.Decompressor;
import dev.assay.detectors.archive.HeldMemory;
import dev.assay.detectors.archive.History;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.TruncatedException;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes that come out of Deflate64 data: RFC 1951 with a window of 64 KB, which the JDK's inflater does not know. */
public final class Deflate64Data implements Decompressor {
    private static final int WINDOW_BYTES = 64 * 1024;
    private static final int PIECE_BYTES = 32 * 1024;
    private static final int MOST_MATCH_BYTES = 3 + 0xffff;
    private static final int END = 256;
    private static final int[] LENGTH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 3
    };
    private static final byte[] LENGTH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 16
    };
    private static final byte[] LENGTHS_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private static final int MOST_LITERALS = 288;
    private static final int MOST_DISTANCES = 32;

    private final ByteReader in;
    private final ForwardBits bits;
    private final Budget budget;
    private final History out;
    private @Nullable PrefixCode literals; // of the block that is being given out, unless it is stored
    private @Nullable PrefixCode distances;
    private int stored; // bytes left of a stored block
    private boolean last;
    private @Nullable IOException fault; // thrown when what came before was taken
    private boolean ended;

    public Deflate64Data(ByteReader in, Budget budget) {
        this.in = in;
        this.bits = new ForwardBits(in);
        this.budget = budget;
        this.out = new History(new HeldMemory(budget));
        out.restart(WINDOW_BYTES);
    }

    @Override
    public int read(byte[] into, int from, int room) throws IOException {
        while (out.untaken() == 0) {
            if (fault != null) {
                throw fault;
            }
            if (ended) {
                return -1;
            }
            try {
                decode();
            } catch (IOException e) {
                fault = e;
            }
        }
        return out.take(into, from, room);
    }

    private void decode() throws IOException {
        PrefixCode literalCode = literals;
        PrefixCode distanceCode = distances;
        if (stored > 0) {
            copy();
        } else if (literalCode != null && distanceCode != null) {
            codes(literalCode, distanceCode);
        } else if (last) {
            ended = true;
        } else {
            begin();
        }
    }

    private void begin() throws IOException {
        last = bits.bits(1) != 0;
        budget.spendWork(MOST_LITERALS); // a block of a few bits costs its tables
        switch (bits.bits(2)) {
            case 0 -> {
                bits.align();
                stored = bits.bits(16);
                MalformedException.check(
                        bits.bits(16) == (stored ^ 0xffff), bits.position(), "the size of a stored block is wrong");
            }
            case 1 -> {
                byte[] lengths = new byte[MOST_LITERALS + MOST_DISTANCES];
                Arrays.fill(lengths, 0, 144, (byte) 8);
                Arrays.fill(lengths, 144, 256, (byte) 9);
                Arrays.fill(lengths, 256, 280, (byte) 7);
                Arrays.fill(lengths, 280, MOST_LITERALS, (byte) 8);
                Arrays.fill(lengths, MOST_LITERALS, lengths.length, (byte) 5);
                begin(lengths, MOST_LITERALS);
            }
            case 2 -> readCodes();
            default -> throw new MalformedException(bits.position(), "a deflate64 block of a kind that does not exist");
        }
    }

    private void begin(byte[] lengths, int literalCount) throws IOException {
        long at = bits.position();
        literals = new PrefixCode(lengths, 0, literalCount, at);
        distances = new PrefixCode(lengths, literalCount, lengths.length, at);
    }

    /** RFC 1951, 3.2.7. */
    private void readCodes() throws IOException {
        int literalCount = bits.bits(5) + 257;
        int distanceCount = bits.bits(5) + 1;
        int lengthCount = bits.bits(4) + 4;
        long at = bits.position();
        MalformedException.check(literalCount <= MOST_LITERALS, at, "a deflate64 block with too many codes");
        byte[] ofLengths = new byte[LENGTHS_ORDER.length];
        for (int i = 0; i < lengthCount; i++) {
            ofLengths[LENGTHS_ORDER[i]] = (byte) bits.bits(3);
        }
        PrefixCode code = new PrefixCode(ofLengths, 0, ofLengths.length, at);
        byte[] lengths = new byte[literalCount + distanceCount];
        for (int i = 0; i < lengths.length; ) {
            int symbol = code.next(bits);
            if (symbol < 16) {
                lengths[i++] = (byte) symbol;
                continue;
            }
            MalformedException.check(symbol != 16 || i > 0, at, "a deflate64 block repeats a length before the first");
            byte value = symbol == 16 ? lengths[i - 1] : 0;
            int times = symbol == 16 ? 3 + bits.bits(2) : symbol == 17 ? 3 + bits.bits(3) : 11 + bits.bits(7);
            MalformedException.check(times <= lengths.length - i, at, "a deflate64 block has more lengths than codes");
            Arrays.fill(lengths, i, i + times, value);
            i += times;
        }
        begin(lengths, literalCount);
    }

    private void copy() throws IOException {
        out.room(PIECE_BYTES);
        if (bits.holdsByte()) {
            out.fill((byte) bits.bits(8), 1);
            stored--;
            return;
        }
        int n = Math.min(Math.min(in.request(1), stored), PIECE_BYTES);
        if (n == 0) {
            throw new TruncatedException(in.position(), stored);
        }
        out.put(in.array(), in.index(), n);
        in.advance(n);
        stored -= n;
    }

    /** Decodes a piece of a block, or all that is left of it. */
    private void codes(PrefixCode literalCode, PrefixCode distanceCode) throws IOException {
        out.room(PIECE_BYTES + MOST_MATCH_BYTES);
        for (int left = PIECE_BYTES; left > 0; ) {
            int symbol = literalCode.next(bits);
            if (symbol < END) {
                out.fill((byte) symbol, 1);
                left--;
                continue;
            }
            if (symbol == END) {
                literals = null;
                distances = null;
                return;
            }
            int length = symbol - END - 1;
            MalformedException.check(length < LENGTH_BASE.length, bits.position(), "a length that does not exist");
            int match = LENGTH_BASE[length] + bits.bits(LENGTH_BITS[length]);
            int distance = distanceCode.next(bits);
            int more = Math.max((distance >> 1) - 1, 0);
            int back = distance < 2 ? distance + 1 : ((2 | distance & 1) << more) + 1 + bits.bits(more);
            out.checkReach(back, bits.position());
            out.copy(back, match);
            left -= match;
        }
    }

    @Override
    public void close() {
        out.close();
    }
}
