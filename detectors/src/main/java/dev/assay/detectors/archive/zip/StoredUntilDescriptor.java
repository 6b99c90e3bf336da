package dev.assay.detectors.archive.zip;

import static dev.assay.detectors.archive.zip.LittleEndian.i32;
import static dev.assay.detectors.archive.zip.LittleEndian.i64;
import static dev.assay.detectors.archive.zip.LittleEndian.u32;

import dev.assay.detectors.archive.CheckedSource;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ForwardSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * A stored member of a stream whose size follows its data. It ends before a data descriptor with a signature whose two
 * sizes are the number of bytes so far, which data only hold on purpose; then its sum is compared as that of any member.
 */
final class StoredUntilDescriptor extends ForwardSource implements CheckedSource {
    /** Signature, sum and two sizes of 64 bits (APPNOTE 4.3.9). */
    private static final int LOOKAHEAD_BYTES = 24;

    private final ByteReader in;
    private final CRC32 crc = new CRC32();
    private final boolean summed;
    private boolean ended;
    private boolean missing;

    /** @param summed whether {@link #crc32} is wanted: it takes as long as all the rest */
    StoredUntilDescriptor(ByteReader in, boolean summed) {
        super(UNKNOWN);
        this.in = in;
        this.summed = summed;
    }

    @Override
    protected int next(ByteBuffer into) throws IOException {
        if (ended) {
            return -1;
        }
        int there = in.request(LOOKAHEAD_BYTES);
        byte[] a = in.array();
        int from = in.index();
        if (there < 16) {
            missing = true;
            ended = true;
            return -1;
        }
        int last = from + Math.min(there - 15, into.remaining());
        int at = from;
        while (at < last && !isDescriptor(a, at, from, from + there)) {
            at = next(a, at + 1, last);
        }
        int n = at - from;
        if (n == 0) {
            ended = true;
            return -1;
        }
        if (summed) {
            crc.update(a, from, n);
        }
        into.put(a, from, n);
        in.advance(n);
        return n;
    }

    /**
     * Where a descriptor may begin, at least at {@code at} and at most at {@code last}. Whatever stands three bytes on and
     * is no byte of the signature rules out four places at once.
     */
    private static int next(byte[] a, int at, int last) {
        int i = at;
        while (i < last) {
            switch (a[i + 3]) {
                case 8 -> {
                    if (a[i] == 'P') {
                        return i;
                    }
                    i += 4;
                }
                case 7 -> i++;
                case 'K' -> i += 2;
                case 'P' -> i += 3;
                default -> i += 4;
            }
        }
        return last;
    }

    private boolean isDescriptor(byte[] a, int at, int from, int end) {
        if (i32(a, at) != Signature.DATA_DESCRIPTOR) {
            return false;
        }
        long size = passedBytes() + at - from;
        return u32(a, at + 8) == size && u32(a, at + 12) == size
                || at + LOOKAHEAD_BYTES <= end && i64(a, at + 8) == size && i64(a, at + 16) == size;
    }

    /** Whether the stream ended without a descriptor that fits. */
    boolean isMissing() {
        return missing;
    }

    @Override
    public boolean isPassed() {
        return ended;
    }

    @Override
    public int crc32() {
        return (int) crc.getValue();
    }
}
