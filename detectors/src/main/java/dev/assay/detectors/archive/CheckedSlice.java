package dev.assay.detectors.archive;

import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.SliceSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** A stored member of an archive that can seek. Reads that go on where the sum stands are summed, others pass by. */
public final class CheckedSlice implements CheckedSource {
    private final SliceSource slice;
    private final CRC32 crc = new CRC32();
    private long passed;

    /** The range must lie within {@code whole}. */
    public CheckedSlice(ByteSource whole, long fromBytes, long sizeBytes) {
        this.slice = new SliceSource(whole, fromBytes, sizeBytes);
    }

    @Override
    public long sizeBytes() {
        return slice.sizeBytes();
    }

    @Override
    public boolean seekable() {
        return true;
    }

    /** Needs a buffer with an array. */
    @Override
    public int read(long positionBytes, ByteBuffer into) throws IOException {
        int start = into.arrayOffset() + into.position();
        int n = slice.read(positionBytes, into);
        if (n > 0 && positionBytes <= passed && passed < positionBytes + n) {
            int known = (int) (passed - positionBytes);
            crc.update(into.array(), start + known, n - known);
            passed = positionBytes + n;
        }
        return n;
    }

    @Override
    public long passedBytes() {
        return passed;
    }

    @Override
    public boolean isPassed() {
        return passed == slice.sizeBytes();
    }

    @Override
    public int crc32() {
        return (int) crc.getValue();
    }
}
