package dev.assay.detectors.archive;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A member's bytes, which sums up what was read of them in order. Belongs to one thread. */
public interface CheckedSource extends ByteSource {
    /** How many bytes were read in order, from the first one on. */
    long passedBytes();

    /** Whether all of them were. */
    boolean isPassed();

    /** The CRC-32 of the bytes that were read in order. */
    int crc32();

    /** Reads on to the end, so that the sum and the length are those of all bytes. */
    static void drain(CheckedSource source, Budget budget) throws IOException {
        byte[] block = budget.memory().buffers().take();
        try {
            ByteBuffer into = ByteBuffer.wrap(block);
            for (int n = 0; n >= 0 && !source.isPassed(); n = source.read(source.passedBytes(), into.clear())) {
                budget.spendBytes(n);
            }
        } finally {
            budget.memory().buffers().give(block);
        }
    }
}
