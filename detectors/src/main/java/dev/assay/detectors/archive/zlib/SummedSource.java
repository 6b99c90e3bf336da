package dev.assay.detectors.archive.zlib;

import dev.assay.detectors.archive.InflatedSource;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.Adler32;

/** Inflated bytes with their Adler-32. */
final class SummedSource implements ByteSource {
    private final InflatedSource source;
    private final Adler32 adler = new Adler32();

    SummedSource(InflatedSource source) {
        this.source = source;
    }

    @Override
    public long sizeBytes() {
        return UNKNOWN;
    }

    @Override
    public boolean seekable() {
        return false;
    }

    @Override
    public int read(long positionBytes, ByteBuffer into) throws IOException {
        int start = into.arrayOffset() + into.position();
        int n = source.read(positionBytes, into);
        if (n > 0) {
            adler.update(into.array(), start, n);
        }
        return n;
    }

    boolean isPassed() {
        return source.isPassed();
    }

    long passedBytes() {
        return source.passedBytes();
    }

    boolean isBroken() {
        return source.isBroken();
    }

    void drain(Budget budget) throws IOException {
        byte[] block = budget.memory().buffers().take();
        try {
            ByteBuffer into = ByteBuffer.wrap(block);
            for (int n = 0; n >= 0; n = read(source.passedBytes(), into.clear())) {
                budget.spendBytes(n);
            }
        } finally {
            budget.memory().buffers().give(block);
        }
    }

    long adler32() {
        return adler.getValue();
    }
}
