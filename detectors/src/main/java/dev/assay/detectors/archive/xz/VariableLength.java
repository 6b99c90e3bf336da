package dev.assay.detectors.archive.xz;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;

/** Numbers of seven bits a byte, the lowest first (XZ file format, 1.2). */
final class VariableLength {
    private static final int MOST_BYTES = 9;

    private VariableLength() {}

    /** @param end where whatever holds the number does */
    static long read(ByteReader in, long end) throws IOException {
        long at = in.position();
        long value = 0;
        for (int i = 0; i < MOST_BYTES; i++) {
            MalformedException.check(in.position() < end, at, "a number leads past its header");
            int next = in.u8();
            value |= (next & 0x7fL) << 7 * i;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw new MalformedException(at, "a number is longer than it may be");
    }
}
