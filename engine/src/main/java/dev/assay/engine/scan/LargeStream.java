package dev.assay.engine.scan;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Onlooker;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A stream that is too large to keep. It passes by once: one decoder reads it, others may look on, and what would have to read it as well
 * is a gap. Belongs to the thread of its member.
 */
final class LargeStream {
    private final Member member;
    private final Budget budget;
    private final PartGaps gaps;

    LargeStream(Member member, Budget budget, PartGaps gaps) {
        this.member = member;
        this.budget = budget;
        this.gaps = gaps;
    }

    /** Decodes it; a part was kept to look for what may lie at its end. */
    void read(ByteSource kept, ByteSource rest, Head head, List<Decoder> decoders) throws IOException {
        byte[] tail = budget.memory().buffers().take();
        List<Onlooker> onlookers = new ArrayList<>();
        try {
            ContinuedSource all = new ContinuedSource(kept, rest, tail);
            List<Decoder> readers = new ArrayList<>();
            List<Decoder> late = new ArrayList<>();
            for (Decoder decoder : decoders) {
                boolean isAsked = member.isAsked(decoder);
                Onlooker onlooker = isAsked ? decoder.onlooker(budget) : null;
                if (onlooker != null) {
                    onlookers.add(onlooker);
                } else {
                    boolean isLate = isAsked && readers.stream().anyMatch(member::isAsked);
                    (isLate ? late : readers).add(decoder);
                }
            }
            TappedSource shown = new TappedSource(
                    all, (block, from, to) -> onlookers.forEach(each -> each.accept(block, from, to)), budget);
            try {
                member.decode(shown, readers);
                if (!onlookers.isEmpty()) {
                    shown.finish();
                }
            } finally {
                onlookers.forEach(each -> each.end(member, all.passedBytes()));
            }
            late.forEach(decoder -> notReadAs(decoder, all.passedBytes()));
            List<Decoder> behind = member.interpreters(
                    member.head(all.passedBytes(), head.bytes(), head.length(), tail, all.settleTail()));
            behind.removeAll(decoders);
            tooLarge(behind, all.passedBytes());
        } finally {
            onlookers.forEach(Onlooker::close);
            budget.memory().buffers().give(tail);
        }
    }

    private void notReadAs(Decoder decoder, long sizeBytes) {
        String reason = "a stream that is too large to keep is read once, and not as "
                + decoder.format().id() + "; extract it and scan it by itself, or use --deep";
        gaps.addOfThisRun(GapKind.LIMIT, reason, sizeBytes); // with more memory it is kept
    }

    private void tooLarge(List<Decoder> behind, long sizeBytes) {
        for (Decoder decoder : behind) {
            String reason = "a " + decoder.format().id()
                    + " lies at the end of a stream that is too large to keep; extract it and scan it by itself, or"
                    + " use --deep";
            gaps.addOfThisRun(GapKind.LIMIT, reason, sizeBytes); // with more memory it is kept
        }
    }

    /**
     * Reads an unknown stream that is too large to keep to its end, since formats that are read from the end may hide
     * behind anything. Nothing can be done then but to say so: the stream does not come back.
     */
    void passBy(ByteSource in, long positionBytes, Head head) throws IOException {
        byte[] tail = budget.memory().buffers().take();
        try {
            long position = positionBytes;
            int length = 0;
            while (true) {
                if (length == tail.length) {
                    System.arraycopy(tail, tail.length - Head.TAIL_BYTES, tail, 0, Head.TAIL_BYTES);
                    length = Head.TAIL_BYTES;
                }
                int n = in.read(position, ByteBuffer.wrap(tail, length, tail.length - length));
                if (n < 0) {
                    break;
                }
                budget.spendBytes(n);
                position += n;
                length += n;
            }
            int from = Math.max(length - Head.TAIL_BYTES, 0);
            System.arraycopy(tail, from, tail, 0, length - from);
            List<Decoder> behind =
                    member.interpreters(member.head(position, head.bytes(), head.length(), tail, length - from));
            member.opaque(position);
            tooLarge(behind, position);
        } finally {
            budget.memory().buffers().give(tail);
        }
    }
}
