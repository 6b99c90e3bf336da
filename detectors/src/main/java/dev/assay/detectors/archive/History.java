package dev.assay.detectors.archive;

import dev.assay.engine.bytes.BudgetExceededException;
import java.util.Arrays;

/**
 * The last bytes that came out of a compression of the LZ77 family, to which its matches refer, and those which nobody has
 * taken yet. One array that is moved down when it is full: so a match is a copy within an array. It grows with what really
 * comes out, whatever window a header asks for. Callers check sizes and distances; belongs to one thread.
 */
public final class History implements AutoCloseable {
    private static final int SMALLEST_BYTES = 64 * 1024;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    /** What an array has beyond its window, of it: so that each byte is moved four times at most. */
    private static final int SPARE_SHARE = 4;

    private static final int EARLY_SHARE = 8;

    private final HeldMemory memory;
    private int window;
    private byte[] bytes;
    private int end;
    private int taken;
    private long passed; // of what was moved out

    public History(HeldMemory memory) {
        this.memory = memory;
        try {
            memory.take(SMALLEST_BYTES);
        } catch (BudgetExceededException e) {
            memory.close(); // nobody else will: there is no history to be closed
            throw e;
        }
        this.bytes = new byte[SMALLEST_BYTES];
    }

    /** Begins data that refer to nothing before; all must have been taken. */
    public void restart(int windowBytes) {
        window = windowBytes;
        end = 0;
        taken = 0;
        passed = 0;
    }

    /** How many bytes came out since the last start. */
    public long sizeBytes() {
        return passed + end;
    }

    /** How far back a match may reach. */
    public int reach() {
        return end;
    }

    /** Makes room for the next {@code n} bytes. */
    public void room(int n) {
        if (bytes.length - end >= n) {
            return;
        }
        int kept = Math.min(Math.max(end - taken, window), end);
        int out = end - kept;
        // moved when that frees a good part of the array, so that each byte is moved only a few times
        if (out >= kept / SPARE_SHARE && bytes.length - kept >= n) {
            System.arraycopy(bytes, out, bytes, 0, kept);
        } else {
            int length = grown(kept, n);
            byte[] larger = new byte[length];
            System.arraycopy(bytes, out, larger, 0, kept);
            memory.giveBack(bytes.length);
            bytes = larger;
        }
        end = kept;
        taken -= out;
        passed += out;
    }

    /**
     * Takes memory for a larger array, which both are held for while one is copied: so from an eighth of the window on, the
     * next array is the last. Else a window of 16 MB would take 40.
     */
    private int grown(int kept, int n) {
        long whole = (long) window + window / SPARE_SHARE + n;
        if (kept >= window / EARLY_SHARE && whole > bytes.length && whole < MOST_BYTES && memory.tryTakeSpare(whole)) {
            return (int) whole;
        }
        int length = (int) Math.max((long) kept + n, Math.min(2L * bytes.length, (long) kept + kept / 2 + n));
        memory.take(length);
        return length;
    }

    /** The array, for whoever writes to it from {@link #reach()} on, within the room that was made. */
    public byte[] array() {
        return bytes;
    }

    /** Counts bytes that were written to the array. */
    public void advance(int n) {
        end += n;
    }

    public void put(byte[] from, int start, int n) {
        System.arraycopy(from, start, bytes, end, n);
        end += n;
    }

    public void fill(byte value, int n) {
        Arrays.fill(bytes, end, end + n, value);
        end += n;
    }

    /** Repeats what lies {@code distance} back, at most {@link #reach()} and at least 1. */
    public void copy(int distance, int n) {
        int from = end - distance;
        if (distance >= n) {
            System.arraycopy(bytes, from, bytes, end, n);
        } else if (distance == 1) {
            Arrays.fill(bytes, end, end + n, bytes[from]);
        } else {
            for (int i = 0; i < n; i++) {
                bytes[end + i] = bytes[from + i];
            }
        }
        end += n;
    }

    public int untaken() {
        return end - taken;
    }

    /** Where the bytes that nobody has taken begin in {@link #array()}. */
    public int untakenFrom() {
        return taken;
    }

    /** Gives the oldest bytes that nobody has taken. */
    public int take(byte[] into, int from, int room) {
        int n = Math.min(room, end - taken);
        System.arraycopy(bytes, taken, into, from, n);
        taken += n;
        return n;
    }

    @Override
    public void close() {
        memory.close();
    }
}
