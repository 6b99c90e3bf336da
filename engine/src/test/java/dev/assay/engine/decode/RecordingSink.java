package dev.assay.engine.decode;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Leaks;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.GapKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Remembers all that a decoder says, and reads each child to its end. */
public final class RecordingSink implements Sink {
    /** A stated gap, or a child's bytes that broke off. */
    public record StatedGap(GapKind kind, long offsetBytes, String reason) {}

    /** A member, with all of its bytes that could be read. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Child(String name, byte[] bytes, boolean seekable) {
        public String text() {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private final List<Fact> facts = new ArrayList<>();
    private final List<StatedGap> gaps = new ArrayList<>();
    private final List<Child> children = new ArrayList<>();
    private final Set<String> formats = new TreeSet<>();
    private final Budget budget;
    private final boolean deep;
    private final int mostOfChild;
    private long opaque;

    public RecordingSink(Budget budget) {
        this(budget, false, Integer.MAX_VALUE);
    }

    /** @param mostOfChild stops reading a child after so many bytes, as decoders do */
    public RecordingSink(Budget budget, boolean deep, int mostOfChild) {
        this.budget = budget;
        this.deep = deep;
        this.mostOfChild = mostOfChild;
    }

    /** A budget with these limits and no deadline. */
    public static Budget budget(Limits limits, long artifactBytes) {
        return new Budget(limits, Clock.endless(), Leaks.memory(64 << 20), artifactBytes);
    }

    /** Runs a decoder as the engine would: a refusal becomes a gap, other exceptions come through. */
    public static RecordingSink of(Decoder decoder, ByteSource in) {
        return of(decoder, in, false);
    }

    public static RecordingSink of(Decoder decoder, ByteSource in, boolean deep) {
        Budget budget = budget(Limits.DEFAULT, in.sizeBytes());
        RecordingSink sink = new RecordingSink(budget, deep, Integer.MAX_VALUE);
        sink.run(decoder, in);
        return sink;
    }

    public void run(Decoder decoder, ByteSource in) {
        try {
            decoder.decode(in, this, budget);
        } catch (MalformedException e) {
            gaps.add(new StatedGap(GapKind.MALFORMED, e.offsetBytes(), e.reason()));
        } catch (UnsupportedException e) {
            gaps.add(new StatedGap(GapKind.UNSUPPORTED, e.offsetBytes(), e.reason()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void fact(Fact fact) {
        facts.add(fact);
    }

    @Override
    public void gap(GapKind kind, long offsetBytes, String reason, long bytesUnread) {
        gaps.add(new StatedGap(kind, offsetBytes, reason));
    }

    @Override
    public void child(String name, ByteSource content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ByteBuffer into = ByteBuffer.allocate(8192);
            for (long at = 0; at < mostOfChild; at += into.position()) {
                into.clear();
                int n = content.read(at, into);
                if (n < 0) {
                    break;
                }
                budget.spendBytes(n);
                bytes.write(into.array(), 0, into.position());
            }
        } catch (MalformedException e) {
            gaps.add(new StatedGap(GapKind.MALFORMED, e.offsetBytes(), name + ": " + e.reason()));
        } catch (UnsupportedException e) {
            gaps.add(new StatedGap(GapKind.UNSUPPORTED, e.offsetBytes(), name + ": " + e.reason()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        children.add(new Child(name, bytes.toByteArray(), content.seekable()));
    }

    @Override
    public void opaque(long bytes) {
        opaque += bytes;
    }

    @Override
    public void format(String id) {
        formats.add(id);
    }

    @Override
    public int programLines() {
        return 0;
    }

    @Override
    public boolean deep() {
        return deep;
    }

    public List<Fact> facts() {
        return facts;
    }

    public List<StatedGap> gaps() {
        return gaps;
    }

    public List<Child> children() {
        return children;
    }

    public Set<String> formats() {
        return formats;
    }

    public long opaqueBytes() {
        return opaque;
    }

    /** Each child as {@code name=content}. */
    public List<String> contents() {
        return children.stream().map(child -> child.name() + "=" + child.text()).toList();
    }

    /** The ids of the anomalies, without repetition. */
    public Set<String> anomalies() {
        Set<String> ids = new TreeSet<>();
        for (Fact fact : facts) {
            if (fact instanceof Anomaly anomaly) {
                ids.add(anomaly.id());
            }
        }
        return ids;
    }

    public Set<GapKind> gapKinds() {
        Set<GapKind> kinds = new TreeSet<>();
        gaps.forEach(gap -> kinds.add(gap.kind()));
        return kinds;
    }
}
