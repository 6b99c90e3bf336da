package dev.assay.detectors.crypto.code;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import java.io.IOException;

/**
 * A text in pieces that can be parsed each for itself: the whole of it as a rule, and of one that is very large, as much as ends
 * with a statement, as far as that can be seen. Belongs to one thread; close it to give the memory back.
 */
final class Pieces implements AutoCloseable {
    /** The largest piece: generated programs are larger, and what is built of this much takes fifty megabytes. */
    static final int PIECE_BYTES = 1 << 20;

    /** An end of a statement is looked for this far in front of a piece's end. */
    private static final int REACH_BYTES = 1 << 16;

    private final Budget budget;
    private final ByteReader in;
    private byte[] piece = new byte[0];
    private long taken;
    private int length;
    private int kept;
    private int end;
    private long position;
    private boolean complete;

    Pieces(ByteSource source, Budget budget) {
        this.budget = budget;
        this.in = new ByteReader(source, budget);
    }

    /**
     * Goes on to the next piece.
     *
     * @return false if there is none
     */
    boolean next() throws IOException {
        if (length == 0 && in.request(Buffers.SIZE_BYTES) < Buffers.SIZE_BYTES) {
            complete = true; // as a rule: the block holds it all
            piece = in.array();
            length = in.available();
            end = length;
            return length > 0;
        }
        if (piece.length == 0) {
            budget.takeMemory(PIECE_BYTES);
            taken = PIECE_BYTES;
            piece = new byte[PIECE_BYTES];
        }
        position += end;
        kept = length - end;
        if (complete && kept == 0) {
            return false;
        }
        System.arraycopy(piece, end, piece, 0, kept);
        length = kept;
        end = 0;
        while (!complete && length < PIECE_BYTES) {
            int n = Math.min(in.request(Buffers.SIZE_BYTES), PIECE_BYTES - length);
            complete = n == 0;
            System.arraycopy(in.array(), in.index(), piece, length, n);
            in.advance(n);
            length += n;
        }
        complete |= in.request(1) == 0;
        end = complete ? length : cut();
        return length > 0;
    }

    /** Behind what ends a statement of the outermost level; else any statement, a line, or wherever it is full. */
    private int cut() {
        int least = length - REACH_BYTES;
        int best = 0;
        int worth = 0;
        for (int i = length - 1; i > least && worth < 4; i--) {
            int here = worthOf(piece[i - 1], piece[i]);
            if (here > worth) {
                worth = here;
                best = i;
            }
        }
        return best == 0 ? length : best;
    }

    private static int worthOf(byte before, byte next) {
        boolean line = before == '\n';
        if (line && next > ' ' && next != '}' && next != ')' && next != ']' && next != '*') {
            return 4;
        }
        if (before == ';' || before == '}') {
            return next == '\n' ? 3 : 2;
        }
        return line ? 1 : 0;
    }

    /** Holds the piece from 0 to {@link #end}. */
    byte[] bytes() {
        return piece;
    }

    int end() {
        return end;
    }

    /** Whether the text ends with this piece. */
    boolean isLast() {
        return complete && end == length;
    }

    /** Where in the text the piece begins. */
    long position() {
        return position;
    }

    @Override
    public void close() {
        in.close();
        if (taken > 0) {
            budget.giveBackMemory(taken);
        }
    }
}
