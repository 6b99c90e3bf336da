package dev.assay.detectors.archive.tar;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** A sparse member with its holes filled by zeros, which count as expansion: a terabyte of them is quickly written. */
final class SparseSource implements ByteSource {
    /** A run of data within the member. */
    record Segment(long offset, long length) {}

    private final ByteSource data;
    private final List<Segment> segments;
    private final long realBytes;
    private final Budget budget;
    private long passed;
    private long dataPassed;
    private int segment;

    private SparseSource(ByteSource data, List<Segment> segments, long realBytes, Budget budget) {
        this.data = data;
        this.segments = segments;
        this.realBytes = realBytes;
        this.budget = budget;
    }

    /** @param at of the member's header, for the refusal of a map that is not in order */
    static SparseSource of(ByteSource data, List<Segment> segments, long realBytes, long at, Budget budget)
            throws MalformedException {
        long end = 0;
        for (Segment segment : segments) {
            boolean sound = segment.offset() >= end
                    && segment.length() >= 0
                    && segment.length() <= realBytes
                    && segment.offset() <= realBytes - segment.length();
            MalformedException.check(sound, at, "a sparse map that is not in order");
            end = segment.offset() + segment.length();
        }
        budget.spendWork(segments.size());
        return new SparseSource(data, segments, realBytes, budget);
    }

    @Override
    public long sizeBytes() {
        return realBytes;
    }

    @Override
    public boolean seekable() {
        return false;
    }

    /** Needs a buffer with an array. */
    @Override
    public int read(long positionBytes, ByteBuffer into) throws IOException {
        if (positionBytes != passed) {
            throw new IllegalStateException("a member at " + passed + " cannot be read at " + positionBytes);
        }
        while (segment < segments.size() && passed >= end(segments.get(segment))) {
            segment++;
        }
        if (passed >= realBytes) {
            return -1;
        }
        boolean more = segment < segments.size();
        if (more && passed >= segments.get(segment).offset()) {
            return data(into, end(segments.get(segment)) - passed);
        }
        long until = more ? segments.get(segment).offset() : realBytes;
        int n = (int) Math.min(into.remaining(), until - passed);
        int from = into.arrayOffset() + into.position();
        Arrays.fill(into.array(), from, from + n, (byte) 0);
        into.position(into.position() + n);
        passed += n;
        budget.spendExpanded(n);
        return n;
    }

    private static long end(Segment segment) {
        return segment.offset() + segment.length();
    }

    private int data(ByteBuffer into, long most) throws IOException {
        int limit = into.limit();
        into.limit((int) Math.min(limit, into.position() + most));
        try {
            int n = data.read(dataPassed, into);
            if (n < 0) {
                throw new MalformedException(passed, "the data of a sparse member end early");
            }
            passed += n;
            dataPassed += n;
            return n;
        } finally {
            into.limit(limit);
        }
    }
}
