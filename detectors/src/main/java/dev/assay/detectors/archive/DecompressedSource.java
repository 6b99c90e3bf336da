package dev.assay.detectors.archive;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.ForwardSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import dev.assay.engine.decode.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What comes out of a decompressor, to be read forward. Spends {@link Budget#spendExpanded}; stays broken once it is, and
 * says so with the offset at which its reader stands and the one at which the compressed data are at fault.
 */
public final class DecompressedSource extends ForwardSource {
    private final Decompressor data;
    private final Budget budget;
    private @Nullable MalformedException malformed;
    private @Nullable UnsupportedException unsupported;
    private @Nullable BudgetExceededException exceeded; // somewhere within, where it cannot go on

    /** @param declaredBytes the size that the archive tells, or {@link #UNKNOWN} */
    public DecompressedSource(Decompressor data, Budget budget, long declaredBytes) {
        super(declaredBytes);
        this.data = data;
        this.budget = budget;
    }

    /** Hands all that comes out to the sink as one child; with {@code --deep}, to the last checksum. */
    public static void handOn(Decompressor data, Sink out, Budget budget) throws IOException {
        DecompressedSource source = new DecompressedSource(data, budget, UNKNOWN);
        out.content("content", source);
        if (out.deep()) {
            source.drain(budget);
        }
    }

    @Override
    protected int next(ByteBuffer into) throws IOException {
        if (malformed != null) {
            throw malformed;
        }
        if (unsupported != null) {
            throw unsupported;
        }
        if (exceeded != null) {
            throw exceeded;
        }
        if (!into.hasRemaining()) {
            return 0;
        }
        try {
            int n = data.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
            if (n > 0) {
                budget.spendExpanded(n);
                into.position(into.position() + n);
            }
            return n;
        } catch (BudgetExceededException e) {
            exceeded = e;
            throw e;
        } catch (MalformedException e) {
            malformed = new MalformedException(passedBytes(), at(e.reason(), e.offsetBytes()));
            throw malformed;
        } catch (UnsupportedException e) {
            unsupported = new UnsupportedException(passedBytes(), at(e.reason(), e.offsetBytes()));
            throw unsupported;
        }
    }

    private static String at(String reason, long offsetBytes) {
        return reason + " (byte " + offsetBytes + " of the compressed data)";
    }

    @Override
    public boolean isBroken() {
        return malformed != null || unsupported != null;
    }
}
