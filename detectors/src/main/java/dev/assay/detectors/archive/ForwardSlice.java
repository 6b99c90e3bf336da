package dev.assay.detectors.archive;

import dev.assay.engine.bytes.ByteReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** The next bytes of a reader as a source of their own, for members of an archive that comes as a stream. */
public final class ForwardSlice implements CheckedSource {
    private final ByteReader in;
    private final long sizeBytes;
    private final CRC32 crc = new CRC32();
    private long passed;
    private boolean truncated;

    public ForwardSlice(ByteReader in, long sizeBytes) {
        this.in = in;
        this.sizeBytes = sizeBytes;
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public boolean seekable() {
        return false;
    }

    /** Ends early, without an exception, where the archive does: what is around it says so. */
    @Override
    public int read(long positionBytes, ByteBuffer into) throws IOException {
        if (positionBytes != passed) {
            throw new IllegalStateException("a member at " + passed + " cannot be read at " + positionBytes);
        }
        if (passed == sizeBytes) {
            return -1;
        }
        int there = in.request(1);
        if (there == 0) {
            truncated = true;
            return -1;
        }
        int n = (int) Math.min(Math.min(there, into.remaining()), sizeBytes - passed);
        crc.update(in.array(), in.index(), n);
        into.put(in.array(), in.index(), n);
        in.advance(n);
        passed += n;
        return n;
    }

    @Override
    public long passedBytes() {
        return passed;
    }

    @Override
    public boolean isPassed() {
        return passed == sizeBytes || truncated;
    }

    /** Passes over what was not read. */
    public void skipRest() throws IOException {
        in.skip(sizeBytes - passed);
        passed = sizeBytes;
    }

    @Override
    public int crc32() {
        return (int) crc.getValue();
    }
}
