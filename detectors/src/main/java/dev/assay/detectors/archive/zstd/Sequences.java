package dev.assay.detectors.archive.zstd;

import dev.assay.detectors.archive.History;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The sequences of a block (RFC 8878, 3.1.1.3.2): copy so many literals, then repeat so much of what lies so far back. Keeps
 * the tables and the offsets that the next block may use again.
 */
final class Sequences {
    private static final int[] LITERALS_BASE = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512,
        1024, 2048, 4096, 8192, 16384, 32768, 65536
    };
    private static final byte[] LITERALS_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        16
    };
    private static final int[] MATCH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32,
        33, 34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195, 16387, 32771, 65539
    };
    private static final byte[] MATCH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2,
        2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
    };
    private static final int MOST_OFFSET_CODES = 32;

    /** Behind an offset of so many bits, those of the two lengths are still ahead: 16 each, of 57. */
    private static final int MOST_AHEAD = 25;

    private static final int LITERALS_LOG = 9;
    private static final int OFFSETS_LOG = 8;
    private static final int MATCHES_LOG = 9;

    private final FseTable literalsDefault = FseTable.of(
            6, 4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1,
            -1, -1);
    private final FseTable offsetsDefault =
            FseTable.of(5, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1);
    private final FseTable matchesDefault = FseTable.of(
            6, 1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1);
    private final BackwardBits bits = new BackwardBits();
    private @Nullable FseTable literalsTable;
    private @Nullable FseTable offsetsTable;
    private @Nullable FseTable matchesTable;
    private int recent = 1;
    private int second = 4;
    private int third = 8;

    /** A new frame knows no tables, and three offsets. */
    void restart() {
        literalsTable = null;
        offsetsTable = null;
        matchesTable = null;
        recent = 1;
        second = 4;
        third = 8;
    }

    /**
     * Carries them out. What comes before a fault stays in the history.
     *
     * @param most how much may come out of the block
     */
    void run(Section in, Literals literals, History out, int most) throws IOException {
        int n = in.u8();
        if (n >= 128) {
            n = n < 255 ? (n - 128 << 8) + in.u8() : in.little(2) + 0x7f00;
        }
        int used = 0;
        int left = most;
        if (n > 0) {
            int modes = in.u8();
            in.check((modes & 3) == 0, "a reserved bit of a Zstandard block is set");
            FseTable literalLengths =
                    table(in, modes >> 6 & 3, literalsDefault, literalsTable, LITERALS_LOG, LITERALS_BASE.length);
            FseTable offsets = table(in, modes >> 4 & 3, offsetsDefault, offsetsTable, OFFSETS_LOG, MOST_OFFSET_CODES);
            FseTable matches = table(in, modes >> 2 & 3, matchesDefault, matchesTable, MATCHES_LOG, MATCH_BASE.length);
            literalsTable = literalLengths;
            offsetsTable = offsets;
            matchesTable = matches;
            bits.start(in.bytes, in.at, in.end, in.position());
            int literalState = literalLengths.states[bits.read(literalLengths.log)];
            int offsetState = offsets.states[bits.read(offsets.log)];
            int matchState = matches.states[bits.read(matches.log)];
            for (int i = n; i > 0; i--) {
                int offsetBits = FseTable.symbol(offsetState);
                int matchCode = FseTable.symbol(matchState);
                int literalCode = FseTable.symbol(literalState);
                long ahead = bits.ahead();
                long offset = (1L << offsetBits) + (BackwardBits.first(ahead, offsetBits) & 0xffff_ffffL);
                bits.skip(offsetBits);
                ahead = offsetBits <= MOST_AHEAD ? ahead << offsetBits : bits.ahead();
                int match = MATCH_BASE[matchCode] + BackwardBits.first(ahead, MATCH_BITS[matchCode]);
                ahead <<= MATCH_BITS[matchCode];
                int run = LITERALS_BASE[literalCode] + BackwardBits.first(ahead, LITERALS_BITS[literalCode]);
                bits.skip(MATCH_BITS[matchCode] + LITERALS_BITS[literalCode]);
                in.check(bits.left() >= 0, "the sequences of a Zstandard block end early");
                in.check(run <= literals.length - used, "a Zstandard block uses more literals than it has");
                in.check(run + match <= left, "more comes out of a Zstandard block than may");
                out.room(run + match);
                out.put(literals.bytes, used, run);
                long distance = distance(offset, run);
                out.checkReach(distance, in.position());
                out.copy((int) distance, match);
                used += run;
                left -= run + match;
                if (i > 1) {
                    literalState = next(literalLengths, literalState);
                    matchState = next(matches, matchState);
                    offsetState = next(offsets, offsetState);
                }
            }
            in.check(bits.left() == 0, "the sequences of a Zstandard block do not end where its bits do");
        }
        in.check(n > 0 || in.left() == 0, "bytes lie behind a Zstandard block without sequences");
        int rest = literals.length - used;
        in.check(rest <= left, "more comes out of a Zstandard block than may");
        out.room(rest);
        out.put(literals.bytes, used, rest);
    }

    private int next(FseTable table, int state) {
        return table.states[FseTable.base(state) + bits.read(FseTable.bits(state))];
    }

    /** The values 1 to 3 stand for offsets that were used before (RFC 8878, 3.1.1.5). */
    private long distance(long value, int run) {
        if (value > 3) {
            long distance = value - 3;
            third = second;
            second = recent;
            recent = (int) Math.min(distance, Integer.MAX_VALUE);
            return distance;
        }
        int which = (int) value - (run > 0 ? 1 : 0);
        if (which == 0) {
            return recent;
        }
        int chosen = which == 1 ? second : which == 2 ? third : recent - 1;
        if (which != 1) {
            third = second;
        }
        second = recent;
        recent = chosen;
        return chosen;
    }

    private static FseTable table(
            Section in, int mode, FseTable known, @Nullable FseTable before, int mostLog, int mostSymbols)
            throws MalformedException {
        return switch (mode) {
            case 0 -> known;
            case 1 -> {
                int symbol = in.u8();
                in.check(symbol < mostSymbols, "a code of a Zstandard block is none");
                yield FseTable.of(symbol);
            }
            case 2 -> FseTable.read(in, mostLog, mostSymbols);
            default -> {
                if (before == null) {
                    throw new MalformedException(
                            in.position(), "a Zstandard block refers to a table that was never given");
                }
                yield before;
            }
        };
    }
}
