package dev.assay.engine.scan;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Counts what is read of an artifact: for the report, for the progress line, and for the size of a stream. */
final class CountedSource implements ByteSource {
    private final ByteSource source;
    private final Budget budget;
    private final Progress progress;
    private final long mostBytes;
    private long readBytes;
    private long watermark;

    /** @param mostBytes {@code --max-size}, for what does not tell its size before */
    CountedSource(ByteSource source, Budget budget, Progress progress, long mostBytes) {
        this.mostBytes = mostBytes;
        this.source = source;
        this.budget = budget;
        this.progress = progress;
    }

    @Override
    public long sizeBytes() {
        return source.sizeBytes();
    }

    @Override
    public boolean seekable() {
        return source.seekable();
    }

    @Override
    public int read(long positionBytes, ByteBuffer into) throws IOException {
        int n = source.read(positionBytes, into);
        if (n > 0) {
            readBytes += n;
            long reached = positionBytes + n;
            if (reached > watermark) {
                progress.read(reached - watermark);
                watermark = reached;
                if (reached > mostBytes) {
                    throw tooLarge(mostBytes);
                }
                if (source.sizeBytes() < 0) {
                    budget.arrived(reached);
                    budget.checkClock(); // a pipe may give a byte a second
                }
            }
        }
        return n;
    }

    @Override
    public byte @Nullable [] held() {
        byte[] bytes = source.held();
        if (bytes != null) {
            readBytes += bytes.length;
            progress.read(Math.max(bytes.length - watermark, 0));
            watermark = Math.max(watermark, bytes.length);
        }
        return bytes;
    }

    static BudgetExceededException tooLarge(long mostBytes) {
        return BudgetExceededException.limit("larger than the " + mostBytes + " bytes that --max-size allows");
    }

    /** Bytes read, those read again included. */
    long readBytes() {
        return readBytes;
    }

    /** The furthest place that was read: the size of a stream once it is at its end. */
    long watermark() {
        return watermark;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
