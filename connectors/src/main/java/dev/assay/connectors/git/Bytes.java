package dev.assay.connectors.git;

import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;

/** Bytes by position. */
interface Bytes {
    long sizeBytes();

    /** What there is from there on, up to what fits. */
    int readSome(long position, byte[] into) throws IOException;

    /** Exactly so many bytes from there. */
    default byte[] read(long position, int length) throws IOException {
        MalformedException.check(
                position >= 0 && length >= 0 && position <= sizeBytes() - length, position, "reaches beyond the file");
        byte[] bytes = new byte[length];
        int n = readSome(position, bytes);
        MalformedException.check(n == length, position, "the file became shorter");
        return bytes;
    }
}
