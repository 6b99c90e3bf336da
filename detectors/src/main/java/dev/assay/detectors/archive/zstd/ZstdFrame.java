package dev.assay.detectors.archive.zstd;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;

/**
 * What stands before the blocks of a frame (RFC 8878, 3.1.1.1).
 *
 * @param windowBytes how far back matches may reach, as it is told: unsigned
 * @param contentBytes how much comes out of it, or {@link ByteSource#UNKNOWN}
 * @param summed whether a checksum follows
 */
record ZstdFrame(long windowBytes, long contentBytes, boolean summed) {
    static final int MAGIC = 0xfd2fb528;
    static final int MOST_BLOCK_BYTES = 128 * 1024;

    /** Reads what follows the magic. */
    static ZstdFrame read(ByteReader in) throws IOException {
        long at = in.position();
        int descriptor = in.u8();
        MalformedException.check((descriptor & 8) == 0, at, "a reserved bit of the Zstandard frame is set");
        boolean single = (descriptor & 0x20) != 0;
        long window = 0;
        if (!single) {
            int code = in.u8();
            long base = 1L << 10 + (code >> 3);
            window = base + base / 8 * (code & 7);
        }
        long dictionary = little(in, (1 << (descriptor & 3)) >> 1);
        long content = ByteSource.UNKNOWN;
        int width = descriptor >> 6 & 3;
        if (width > 0 || single) {
            content = little(in, 1 << width) + (width == 1 ? 256 : 0);
        }
        if (single) {
            window = content;
        }
        if (dictionary != 0) {
            throw new UnsupportedException(at, "a Zstandard frame that needs the dictionary " + dictionary);
        }
        return new ZstdFrame(window, content, (descriptor & 4) != 0);
    }

    /** How much may come out of a block. */
    int mostBlockBytes() {
        return windowBytes < 0 ? MOST_BLOCK_BYTES : (int) Math.min(windowBytes, MOST_BLOCK_BYTES);
    }

    private static long little(ByteReader in, int n) throws IOException {
        long value = 0;
        for (int i = 0; i < n; i++) {
            value |= (long) in.u8() << 8 * i;
        }
        return value;
    }
}
