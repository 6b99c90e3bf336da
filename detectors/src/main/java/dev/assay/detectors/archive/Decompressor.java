package dev.assay.detectors.archive;

import java.io.IOException;

/**
 * What one compression does that the others do differently: gives the bytes that come out, all members, streams or frames
 * of a file one after the other. Belongs to one thread. {@link DecompressedSource} does what is the same for all.
 *
 * <p>Offsets in its exceptions are those of the compressed data. What comes out before a fault is given before the fault
 * is thrown. No array grows past what the data really hold, but for the memory that was taken from the budget before.
 */
public interface Decompressor extends AutoCloseable {
    /**
     * The next bytes.
     *
     * @param room how many may be written from {@code into[from]} on, at least one
     * @return how many were written, at least one, or -1 at the end
     */
    int read(byte[] into, int from, int room) throws IOException;

    /** Gives back the memory; what it reads from stays open. */
    @Override
    void close();
}
