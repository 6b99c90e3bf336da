package dev.assay.engine.scan;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Tap;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Shows every byte to a tap once, in order, while decoders read it however they like. The tap's place is the watermark:
 * reads behind it pass through, reads beyond it first bring the bytes between. Reads need a buffer with an array.
 */
final class TappedSource implements ByteSource {
    private final ByteSource source;
    private final Tap tap;
    private final Budget budget;
    private long watermark;

    TappedSource(ByteSource source, Tap tap, Budget budget) {
        this.source = source;
        this.tap = tap;
        this.budget = budget;
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
        if (positionBytes > watermark) {
            catchUp(positionBytes);
        }
        int start = into.position();
        int n = source.read(positionBytes, into);
        if (n > 0 && positionBytes + n > watermark) {
            int from = into.arrayOffset() + start + (int) (watermark - positionBytes);
            tap.accept(into.array(), from, into.arrayOffset() + start + n);
            watermark = positionBytes + n;
        }
        return n;
    }

    /** Shows the tap all that no decoder wanted. */
    void finish() throws IOException {
        catchUp(Long.MAX_VALUE);
    }

    private void catchUp(long positionBytes) throws IOException {
        Buffers buffers = budget.memory().buffers();
        byte[] block = buffers.take();
        try {
            ByteBuffer into = ByteBuffer.wrap(block);
            while (watermark < positionBytes) {
                into.clear().limit((int) Math.min(block.length, positionBytes - watermark));
                int n = source.read(watermark, into);
                if (n < 0) {
                    return;
                }
                budget.spendBytes(n);
                tap.accept(block, 0, n);
                watermark += n;
            }
        } finally {
            buffers.give(block);
        }
    }
}
