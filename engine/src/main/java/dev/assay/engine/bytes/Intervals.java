package dev.assay.engine.bytes;

import java.util.Arrays;

/**
 * Which bytes some things take, to find those that none has and those that several have. 16 bytes for each. Belongs to one
 * thread.
 *
 * <p>Kept as two arrays of numbers, since there may be a million. Sorted apart from one another, the begins and the ends still
 * say at each place how many things cover it: as many as have begun there and not ended. None is a hole, two an overlap.
 */
public final class Intervals {
    private static final int FIRST = 256;

    private long[] begins = new long[FIRST];
    private long[] ends = new long[FIRST];
    private int count;

    /** A range of bytes, from one to another. */
    @FunctionalInterface
    public interface Range {
        void is(long fromBytes, long toBytes);
    }

    /** Adds what begins and ends there; {@code begin} below {@code end}, none negative. */
    public void add(long begin, long end) {
        if (count == begins.length) {
            begins = Arrays.copyOf(begins, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        begins[count] = begin;
        ends[count++] = end;
    }

    /**
     * Looks for holes from 0 on, and overlaps. Takes n log n.
     *
     * @return where the last one ends; 0 if there is none
     */
    public long check(Budget budget, Range hole, Range overlap) {
        budget.spendWork(32L * count);
        Arrays.sort(begins, 0, count);
        Arrays.sort(ends, 0, count);
        int ended = 0;
        for (int begun = 0; begun < count; begun++) {
            long begin = begins[begun];
            while (ended < begun && ends[ended] <= begin) {
                ended++;
            }
            long last = begun == 0 ? 0 : ends[begun - 1]; // where all had ended, if all have
            if (begun == ended && begin > last) {
                hole.is(last, begin);
            } else if (begun > ended) {
                overlap.is(begin, ends[ended]);
            }
        }
        return count == 0 ? 0 : ends[count - 1];
    }

    /** Whether one begins there; to be asked after {@link #check}. */
    public boolean begins(long at) {
        return Arrays.binarySearch(begins, 0, count, at) >= 0;
    }
}
