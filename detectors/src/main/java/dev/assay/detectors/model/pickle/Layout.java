package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.MalformedException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the machine found what in a stream: the pickles, what lies raw between opcodes, and where it stopped. So whoever
 * reads the stream once more need not find that out again. Bounded: what is beyond {@link #MOST} is only counted.
 */
final class Layout {
    static final int MOST = 4096;

    /** What lies at a place where the opcodes pause. */
    enum Pause {
        NONE,
        RAW,
        PICKLE
    }

    private long[] pickles = new long[4];
    private int pickleCount;
    private long unlisted;
    private long[] pauses = new long[4]; // where each begins, in order
    private long[] resumes = new long[4]; // where it ends, or -1 for a pickle
    private int pauseCount;
    private boolean oneMemo;
    private long stoppedPickle = -1;
    private long stopOffset = -1;
    private long stopFrom = -1; // before it, if what is no opcode broke off
    private long left = -1;
    private @Nullable String stopReason;

    /** Forgets everything: the stream is read again. */
    void restart(boolean withOneMemo) {
        pickleCount = 0;
        unlisted = 0;
        pauseCount = 0;
        stoppedPickle = -1;
        stopOffset = -1;
        left = -1;
        stopReason = null;
        oneMemo = withOneMemo;
    }

    void pickleAt(long offset) {
        if (pickleCount == MOST) {
            unlisted++;
            return;
        }
        if (pickleCount == pickles.length) {
            pickles = Arrays.copyOf(pickles, 2 * pickleCount);
        }
        pickles[pickleCount++] = offset;
    }

    /** What is no opcode is read from here on; {@link #raw} or {@link #nested} says what it was, if that can be told. */
    void leaves(long from) {
        left = from;
    }

    /** Bytes that are no opcodes, behind the opcode that reads them. */
    void raw(long from, long to) {
        left = -1;
        if (to > from) {
            pause(from, to);
        }
    }

    /** A pickle that lies between the opcodes of another. */
    void nested(long from) {
        left = -1;
        pause(from, -1);
    }

    private void pause(long from, long to) {
        if (pauseCount == MOST) {
            stopped(from, "there are more than " + MOST + " arrays between the opcodes");
            return;
        }
        if (pauseCount == pauses.length) {
            pauses = Arrays.copyOf(pauses, 2 * pauseCount);
            resumes = Arrays.copyOf(resumes, 2 * pauseCount);
        }
        int i = pauseCount;
        while (i > 0 && pauses[i - 1] > from) { // they come in order, but for pickles that lie within others
            i--;
        }
        if (i > 0 && pauses[i - 1] == from) {
            return;
        }
        System.arraycopy(pauses, i, pauses, i + 1, pauseCount - i);
        System.arraycopy(resumes, i, resumes, i + 1, pauseCount - i);
        pauses[i] = from;
        resumes[i] = to;
        pauseCount++;
    }

    /** Nobody can tell what the last pickle does from here on; the first such place counts. */
    void stopped(long offset, String reason) {
        if (stopReason == null && offset >= 0) {
            stopOffset = offset;
            stopFrom = left >= 0 ? Math.min(left, offset) : offset;
            stopReason = reason;
            stoppedPickle = pickleCount - 1 + unlisted;
        }
    }

    int pickles() {
        return pickleCount;
    }

    long pickle(int i) {
        return pickles[i];
    }

    /** How many pickles there are beyond those that are listed. */
    long unlisted() {
        return unlisted;
    }

    /** Whether the pickles share a memo. */
    boolean oneMemo() {
        return oneMemo;
    }

    /** Why the machine went no further than this in a pickle, or null if it goes on here. */
    @Nullable
    String stopAt(int pickle, long offset) {
        return pickle == stoppedPickle && offset >= stopFrom ? stopReason : null;
    }

    /** What to say of a program that breaks off in the opcode at an offset: the machine's word, if it stopped there too. */
    MalformedException stop(int pickle, long offset, MalformedException own) {
        return pickle == stoppedPickle && stopReason != null && stopOffset >= offset
                ? new MalformedException(stopOffset, stopReason)
                : own;
    }

    Pause pauseAt(long offset) {
        if (pauseCount == 0) {
            return Pause.NONE;
        }
        int i = Arrays.binarySearch(pauses, 0, pauseCount, offset);
        return i < 0 ? Pause.NONE : resumes[i] < 0 ? Pause.PICKLE : Pause.RAW;
    }

    /** Where the opcodes go on after what is raw here. */
    long resume(long offset) {
        return resumes[Arrays.binarySearch(pauses, 0, pauseCount, offset)];
    }
}
