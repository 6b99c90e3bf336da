package dev.assay.detectors.archive;

import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The last bytes that came out of a compression of the LZ77 family, to which its matches refer, and those which nobody has
 * taken yet. One array that is moved down when it is full: so a match is a copy within an array. It grows with what really
 * comes out, whatever window a header asks for. Callers check sizes and distances; belongs to one thread.
 */
public final class History implements AutoCloseable {
    private static final int SMALLEST_BYTES = 64 * 1024;

    /** What an array has beyond its window, of it: so that each byte is moved four times at most. */
    private static final int SPARE_SHARE = 4;

    private static final int EARLY_SHARE = 8;

    /** Up to here, copying eight bytes at a time takes less than asking the virtual machine to copy. */
    private static final int SHORT_BYTES = 64;

    /** What a copy of eight bytes at a time may write too much. */
    private static final int SLACK_BYTES = Long.BYTES - 1;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** As long as an array may be, less a little that some virtual machines keep for themselves. */
    private static final int MOST_ARRAY_BYTES = Integer.MAX_VALUE - 16;

    /** The most of a window that is held, with room for the largest block behind it. */
    private static final int MOST_WINDOW_BYTES = MOST_ARRAY_BYTES - (16 << 20);

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

    /**
     * Begins data that refer to nothing before; all must have been taken.
     *
     * @param windowBytes how far back they may refer, as a header has it: unsigned, and as large as it likes
     */
    public void restart(long windowBytes) {
        window = (int) (windowBytes < 0 ? MOST_WINDOW_BYTES : Math.min(windowBytes, MOST_WINDOW_BYTES));
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

    /** Refuses a match that leads further back than {@link #reach()}. */
    public void checkReach(long distance, long offsetBytes) throws IOException {
        if (distance > 0 && distance <= end) {
            return;
        }
        MalformedException.check(
                distance > 0 && distance <= sizeBytes() && distance > MOST_WINDOW_BYTES,
                offsetBytes,
                "a match refers to what was never there");
        throw new UnsupportedException(
                offsetBytes, "a match further back than the " + (MOST_WINDOW_BYTES >> 20) + " MiB that an array holds");
    }

    /** Makes room for the next {@code most} bytes. */
    public void room(int most) {
        int n = most + SLACK_BYTES;
        if (bytes.length - end >= n) {
            return;
        }
        int kept = Math.min(Math.max(end - taken, window), end);
        int out = end - kept;
        // moved when that frees a good part of the array, so that each byte is moved only a few times
        boolean frees = out >= kept / SPARE_SHARE || bytes.length == MOST_ARRAY_BYTES;
        if (frees && bytes.length - kept >= n) {
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
        if (kept >= window / EARLY_SHARE
                && whole > bytes.length
                && whole <= MOST_ARRAY_BYTES
                && memory.tryTakeSpare(whole)) {
            return (int) whole;
        }
        long wanted = Math.max((long) kept + n, Math.min(2L * bytes.length, (long) kept + kept / 2 + n));
        int length = (int) Math.min(wanted, MOST_ARRAY_BYTES);
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
        if (n <= SHORT_BYTES && start + n + SLACK_BYTES <= from.length) {
            copyShort(from, start, n);
        } else {
            System.arraycopy(from, start, bytes, end, n);
        }
        end += n;
    }

    /** May write a little behind the end, where nothing lies yet. */
    private void copyShort(byte[] from, int start, int n) {
        byte[] to = bytes;
        int at = end;
        for (int i = 0; i < n; i += Long.BYTES) {
            LONG.set(to, at + i, (long) LONG.get(from, start + i));
        }
    }

    public void fill(byte value, int n) {
        Arrays.fill(bytes, end, end + n, value);
        end += n;
    }

    /** Repeats what lies {@code distance} back, at most {@link #reach()} and at least 1. */
    public void copy(int distance, int n) {
        int from = end - distance;
        if (distance >= Long.BYTES && n <= SHORT_BYTES) {
            copyShort(bytes, from, n);
        } else if (distance >= n) {
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
