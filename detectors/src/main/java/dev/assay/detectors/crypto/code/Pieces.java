package dev.assay.detectors.crypto.code;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.code.Cut;
import dev.assay.engine.code.Profile;
import dev.assay.engine.text.LineCounter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A text in pieces that can be parsed each for itself: the whole of it as a rule, and of one that is very large, as much as ends
 * with a statement, as far as that can be seen. A literal or a comment that fills a piece by itself is shortened: its middle is left
 * out. Belongs to one thread; close it to give the memory back.
 */
final class Pieces implements AutoCloseable {
    /** The largest piece: generated programs are larger, and what is built of this much takes fifty megabytes. */
    static final int PIECE_BYTES = 1 << 20;

    /** An end of a statement is looked for this far in front of a piece's end. */
    private static final int REACH_BYTES = PIECE_BYTES / 4;

    /** So much is kept at each end of what is shortened. */
    private static final int KEPT_BYTES = 1 << 12;

    private static final int LEAST_LEFT_OUT_BYTES = 1 << 15;

    /** Gets what is left out. */
    interface LeftOut {
        /** Takes those bytes of the text, which begin at a place in it. */
        void take(byte[] text, int from, int to, long position);
    }

    /** In front of which byte something is left out, and how much. */
    private record Hole(int index, long bytes, LineCounter lines) {}

    private final Budget budget;
    private final Profile profile;
    private final LeftOut leftOut;
    private final ByteReader in;
    private final List<Hole> holes = new ArrayList<>();
    private byte[] piece = new byte[0];
    private long taken;
    private int length;
    private int end;
    private long position;
    private boolean complete;

    Pieces(ByteSource source, Profile profile, Budget budget, LeftOut leftOut) {
        this.budget = budget;
        this.profile = profile;
        this.leftOut = leftOut;
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
        position = position(end);
        holes.removeIf(hole -> hole.index() <= end);
        holes.replaceAll(hole -> new Hole(hole.index() - end, hole.bytes(), hole.lines()));
        if (complete && end == length) {
            return false;
        }
        System.arraycopy(piece, end, piece, 0, length - end);
        length -= end;
        end = 0;
        fill();
        Cut cut = cut();
        while (!complete && !isLarge(cut) && shorten(cut)) {
            fill();
            cut = cut();
        }
        end = complete ? length : cut.end() > 0 ? cut.end() : cut.open() > 0 ? cut.open() : length;
        return length > 0;
    }

    private void fill() throws IOException {
        while (!complete && length < PIECE_BYTES) {
            int n = Math.min(in.request(Buffers.SIZE_BYTES), PIECE_BYTES - length);
            complete = n == 0;
            System.arraycopy(in.array(), in.index(), piece, length, n);
            in.advance(n);
            length += n;
        }
        complete |= in.request(1) == 0;
    }

    private Cut cut() {
        return complete
                ? new Cut(length, length, List.of())
                : Cut.of(Arrays.copyOf(piece, length), profile, budget, REACH_BYTES);
    }

    /** Whether it is a piece without what is only begun at its end. */
    private static boolean isLarge(Cut cut) {
        return cut.end() > PIECE_BYTES / 2 && cut.open() > PIECE_BYTES / 4 * 3;
    }

    /** Leaves out the middle of long literals; false if there are none. */
    private boolean shorten(Cut cut) {
        boolean any = false;
        for (Cut.Range literal : cut.literals().reversed()) {
            int from = plain(literal.start() + KEPT_BYTES);
            int to = plain(literal.end() - KEPT_BYTES);
            if (to - from >= LEAST_LEFT_OUT_BYTES) {
                leaveOut(from, to);
                any = true;
            }
        }
        return any;
    }

    private void leaveOut(int from, int to) {
        leftOut.take(piece, from, to, position(from));
        LineCounter lines = new LineCounter();
        pass(lines, from, to);
        long bytes = position(to) - position(from - 1) - 1; // with what has been left out of it before
        holes.removeIf(hole -> from <= hole.index() && hole.index() <= to);
        int gone = to - from;
        holes.replaceAll(
                hole -> hole.index() < from ? hole : new Hole(hole.index() - gone, hole.bytes(), hole.lines()));
        holes.add(new Hole(from, bytes, lines));
        holes.sort(Comparator.comparingInt(Hole::index));
        System.arraycopy(piece, to, piece, from, length - to);
        length -= gone;
    }

    /** The next place between letters or digits, as nothing there means something together; else one that is not escaped. */
    private int plain(int from) {
        int other = -1;
        for (int i = from; i < length && i - from < KEPT_BYTES / 2; i++) {
            if (isPlain(piece[i - 1]) && isPlain(piece[i])) {
                return i;
            }
            other = other < 0 && piece[i - 1] != '\\' ? i : other;
        }
        return Math.max(from, other);
    }

    private static boolean isPlain(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9';
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

    /** Where in the text a byte of the piece is. */
    long position(int index) {
        long place = position + index;
        for (Hole hole : holes) {
            place += hole.index() <= index ? hole.bytes() : 0;
        }
        return place;
    }

    /** Counts the lines of a part of the piece, with those that are left out. */
    void pass(LineCounter lines, int from, int to) {
        int at = from;
        for (Hole hole : holes) {
            if (hole.index() >= from && hole.index() <= to) {
                lines.pass(piece, at, hole.index());
                lines.pass(hole.lines());
                at = hole.index();
            }
        }
        lines.pass(piece, at, to);
    }

    @Override
    public void close() {
        in.close();
        if (taken > 0) {
            budget.giveBackMemory(taken);
        }
    }
}
