package dev.assay.detectors.archive.zlib;

import dev.assay.detectors.archive.InflatedSource;
import dev.assay.engine.bytes.ForwardSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.Adler32;

/** Inflated bytes with their Adler-32. */
final class SummedSource extends ForwardSource {
    private final InflatedSource source;
    private final Adler32 adler = new Adler32();

    SummedSource(InflatedSource source) {
        super(UNKNOWN);
        this.source = source;
    }

    @Override
    protected int next(ByteBuffer into) throws IOException {
        int start = into.arrayOffset() + into.position();
        int n = source.read(passedBytes(), into);
        if (n > 0) {
            adler.update(into.array(), start, n);
        }
        return n;
    }

    boolean isPassed() {
        return source.isPassed();
    }

    @Override
    public boolean isBroken() {
        return source.isBroken();
    }

    long adler32() {
        return adler.getValue();
    }
}
