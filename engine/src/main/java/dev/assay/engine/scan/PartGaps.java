package dev.assay.engine.scan;

import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What could not be read of the bytes at one place, and whether another run must say the same. Belongs to one thread. */
final class PartGaps {
    private final List<Decoded.PartGap> all = new ArrayList<>(0);
    private boolean repeatable = true;

    List<Decoded.PartGap> all() {
        return all;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Whether another run over the same bytes must give the same. */
    boolean isRepeatable() {
        return repeatable;
    }

    /** What two decoders of the same bytes say of the same place is one gap; who knows how much is unread says so. */
    void add(GapKind kind, long offsetBytes, String reason, long bytesUnread) {
        Decoded.PartGap gap = new Decoded.PartGap(kind, offsetBytes, reason, bytesUnread);
        for (int i = 0; kind == GapKind.MALFORMED && i < all.size(); i++) {
            Decoded.PartGap other = all.get(i);
            boolean isSame = other.kind() == kind
                    && other.offsetBytes() == offsetBytes
                    && other.reason().equals(reason);
            if (isSame) {
                all.set(i, bytesUnread > other.bytesUnread() ? gap : other);
                return;
            }
        }
        all.add(gap);
    }

    /** One that another run may not have: with more memory or time, or without the fault. */
    void addOfThisRun(GapKind kind, String reason, long bytesUnread) {
        repeatable = false;
        add(kind, -1, reason, bytesUnread);
    }

    /** A fault of the decoder's own. */
    void fault(Decoder decoder, Throwable e, long sizeBytes) {
        addOfThisRun(
                GapKind.INTERNAL, "the decoder of " + decoder.format().id() + " " + Reasons.ofFailure(e), sizeBytes);
    }

    /** @throws BudgetExceededException the same, if the target's time is up */
    void exceeded(BudgetExceededException e, long sizeBytes) {
        GapKind kind = e.what() == BudgetExceededException.What.CANCELLED ? GapKind.INTERRUPTED : GapKind.LIMIT;
        addOfThisRun(kind, e.reason(), sizeBytes);
        if (e.endsTarget()) {
            throw e;
        }
    }

    void failed(IOException e, long sizeBytes) {
        switch (e) {
            case MalformedException it ->
                add(GapKind.MALFORMED, it.offsetBytes(), it.reason(), left(sizeBytes, it.offsetBytes()));
            case UnsupportedException it ->
                add(GapKind.UNSUPPORTED, it.offsetBytes(), it.reason(), left(sizeBytes, it.offsetBytes()));
            default -> addOfThisRun(Reasons.kindOf(e), Reasons.of(e), sizeBytes);
        }
    }

    private static long left(long sizeBytes, long offsetBytes) {
        return sizeBytes < 0 || offsetBytes < 0 ? -1 : Math.max(sizeBytes - offsetBytes, 0);
    }
}
