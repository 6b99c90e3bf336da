package dev.assay.detectors.archive.tar;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.ForwardSource;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** A sparse member with its holes filled by zeros, which count as expansion: a terabyte of them is quickly written. */
final class SparseSource extends ForwardSource {
    /** A run of data within the member. */
    record Segment(long offset, long length) {}

    private final ByteSource data;
    private final List<Segment> segments;
    private final Budget budget;
    private long dataPassed;
    private int segment;

    private SparseSource(ByteSource data, List<Segment> segments, long realBytes, Budget budget) {
        super(realBytes);
        this.data = data;
        this.segments = segments;
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
    protected int next(ByteBuffer into) throws IOException {
        long passed = passedBytes();
        while (segment < segments.size() && passed >= end(segments.get(segment))) {
            segment++;
        }
        if (passed >= sizeBytes()) {
            return -1;
        }
        boolean more = segment < segments.size();
        if (more && passed >= segments.get(segment).offset()) {
            return data(into, end(segments.get(segment)) - passed);
        }
        long until = more ? segments.get(segment).offset() : sizeBytes();
        int n = (int) Math.min(into.remaining(), until - passed);
        int from = into.arrayOffset() + into.position();
        Arrays.fill(into.array(), from, from + n, (byte) 0);
        into.position(into.position() + n);
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
                throw new MalformedException(passedBytes(), "the data of a sparse member end early");
            }
            dataPassed += n;
            return n;
        } finally {
            into.limit(limit);
        }
    }
}
