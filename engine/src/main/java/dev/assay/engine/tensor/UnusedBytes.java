package dev.assay.engine.tensor;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a model's file that belong to nothing: room between tensors, and what fills up to the next one. Where not all of
 * them are zero, that is an anomaly of its own, {@value #RULE}, and they go on as a child. Does nothing unless the sink is
 * {@linkplain Sink#deep deep}, nor where the source cannot seek. Belongs to one decoding.
 */
public final class UnusedBytes {
    /** The rule for what lies there. */
    public static final String RULE = "model/unused-bytes";

    /** Between tensors that are aligned there is room for each of them. */
    private static final int MOST_RANGES = 100_000;

    private static final int MOST_CHILDREN = 100;

    /** Fewer hold no file. */
    private static final int LEAST_CHILD_BYTES = 16;

    private record Range(long from, long to) {}

    private final ByteSource in;
    private final Sink out;
    private final Budget budget;
    private final boolean wanted;
    private final List<Range> ranges = new ArrayList<>(0);
    private boolean dropped;
    private @Nullable Anomaly first;
    private int children;

    public UnusedBytes(ByteSource in, Sink out, Budget budget) {
        this.in = in;
        this.out = out;
        this.budget = budget;
        this.wanted = out.deep() && in.seekable();
    }

    /** Notes a range, none of which is in another one; what is beyond the end does not count. */
    public void note(long fromBytes, long toBytes) {
        long to = Math.min(toBytes, in.sizeBytes());
        if (!wanted || fromBytes >= to) {
            return;
        }
        if (ranges.size() < MOST_RANGES) {
            ranges.add(new Range(fromBytes, to));
        } else {
            dropped = true;
        }
    }

    /** Looks at what was noted. Takes one step a byte of it. */
    public void report() throws IOException {
        try (ByteReader reader = new ByteReader(in, budget)) {
            for (Range range : ranges) {
                look(range, reader);
            }
        }
        if (first != null) {
            out.fact(first);
        }
        if (dropped) {
            out.gap(GapKind.LIMIT, -1, "there is more room between tensors than is looked into", -1);
        }
    }

    private void look(Range range, ByteReader reader) throws IOException {
        long[] counts = new long[256];
        reader.seek(range.from());
        for (long left = range.to() - range.from(); left > 0; ) {
            int n = (int) Math.min(reader.request(1), left);
            if (n == 0) {
                return; // it ends early, which whoever sized it will say
            }
            byte[] block = reader.array();
            for (int i = reader.index(), end = i + n; i < end; i++) {
                counts[block[i] & 0xff]++;
            }
            reader.advance(n);
            left -= n;
        }
        long size = range.to() - range.from();
        if (counts[0] < size) {
            found(range, size, size - counts[0], Entropy.of(counts));
        }
    }

    private void found(Range range, long size, long used, double entropy) {
        String detail = String.format(
                Locale.ROOT,
                "%d of the %d bytes from %d on are not zero, with an entropy of %.2f bits a byte",
                used,
                size,
                range.from(),
                entropy);
        first = first == null
                ? new Anomaly(RULE, detail, range.from())
                : new Anomaly(RULE, first.detail(), first.offsetBytes(), first.count() + 1);
        if (size >= LEAST_CHILD_BYTES && children++ < MOST_CHILDREN) {
            budget.spendEntry();
            out.child("unused-" + range.from(), new SliceSource(in, range.from(), size));
        }
    }
}
