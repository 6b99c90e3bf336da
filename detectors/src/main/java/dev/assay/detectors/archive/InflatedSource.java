package dev.assay.detectors.archive;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ForwardSource;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that come out of raw deflate data (RFC 1951), which begin where the reader stands. Belongs to one thread.
 * Nobody else may use the reader until the source was read to its end or is given up; at its end the reader stands
 * behind the last byte of the deflate data.
 *
 * <p>The reader's block goes to the inflater as it is, and the inflater writes to where the bytes are wanted: nothing is
 * copied on the way. What comes out spends {@link Budget#spendExpanded}.
 */
public final class InflatedSource extends ForwardSource implements CheckedSource {
    private final ByteReader in;
    private final Inflater inflater;
    private final Budget budget;
    private final CRC32 crc = new CRC32();
    private long compressedLeft;
    private int fed;
    private boolean ended;
    private @Nullable MalformedException broken;

    /**
     * @param inflater a raw one, fresh or reset; the caller ends it
     * @param compressedBytes the most that may be read of {@code in}
     * @param declaredBytes the size that the archive tells, or {@link #UNKNOWN}
     */
    public InflatedSource(ByteReader in, Inflater inflater, Budget budget, long compressedBytes, long declaredBytes) {
        super(declaredBytes);
        this.in = in;
        this.inflater = inflater;
        this.budget = budget;
        this.compressedLeft = compressedBytes;
    }

    @Override
    protected int next(ByteBuffer into) throws IOException {
        if (broken != null) {
            throw broken;
        }
        int start = into.arrayOffset() + into.position();
        int n = inflate(into.array(), start, into.remaining());
        if (n > 0) {
            into.position(into.position() + n);
            crc.update(into.array(), start, n);
            budget.spendExpanded(n);
        }
        return n;
    }

    private int inflate(byte[] into, int start, int room) throws IOException {
        while (!ended) {
            long before = inflater.getBytesWritten();
            try {
                int n = inflater.inflate(into, start, room);
                settle();
                if (n > 0) {
                    return n;
                }
            } catch (DataFormatException e) {
                settle();
                broken = new MalformedException(
                        passedBytes(), "deflate data are broken at byte " + in.position() + ": " + e.getMessage());
                int n = (int) (inflater.getBytesWritten() - before); // what came out before the fault counts
                if (n > 0) {
                    return n;
                }
                throw broken;
            }
            if (inflater.finished()) {
                ended = true;
            } else if (inflater.needsInput()) {
                feed();
            }
        }
        return -1;
    }

    /** Moves the reader on by what the inflater took. */
    private void settle() {
        int taken = fed - inflater.getRemaining();
        in.advance(taken);
        fed -= taken;
    }

    private void feed() throws IOException {
        int there = compressedLeft == 0 ? 0 : in.request(1);
        if (there == 0) {
            broken = new MalformedException(passedBytes(), "deflate data end early, at byte " + in.position());
            throw broken;
        }
        fed = (int) Math.min(there, compressedLeft);
        compressedLeft -= fed;
        inflater.setInput(in.array(), in.index(), fed);
    }

    @Override
    public boolean isPassed() {
        return ended;
    }

    /** Whether the deflate data turned out to be broken, or to end early. */
    @Override
    public boolean isBroken() {
        return broken != null;
    }

    @Override
    public int crc32() {
        return (int) crc.getValue();
    }
}
