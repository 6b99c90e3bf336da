package dev.assay.detectors.archive;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ForwardSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** The next bytes of a reader as a source of their own, for members of an archive that comes as a stream. */
public final class ForwardSlice extends ForwardSource implements CheckedSource {
    private final ByteReader in;
    private final CRC32 crc = new CRC32();

    public ForwardSlice(ByteReader in, long sizeBytes) {
        super(sizeBytes);
        this.in = in;
    }

    /** Ends early, without an exception, where the archive does: what is around it says so. */
    @Override
    protected int next(ByteBuffer into) throws IOException {
        if (isPassed()) {
            return -1;
        }
        int there = in.request(1);
        if (there == 0) {
            return -1;
        }
        int n = (int) Math.min(Math.min(there, into.remaining()), sizeBytes() - passedBytes());
        crc.update(in.array(), in.index(), n);
        into.put(in.array(), in.index(), n);
        in.advance(n);
        return n;
    }

    @Override
    public boolean isPassed() {
        return passedBytes() == sizeBytes();
    }

    /** Passes over what was not read. */
    public void skipRest() throws IOException {
        in.skip(sizeBytes() - passedBytes());
        passOver(sizeBytes() - passedBytes());
    }

    @Override
    public int crc32() {
        return (int) crc.getValue();
    }
}
