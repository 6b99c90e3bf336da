package dev.assay.detectors.archive;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.decode.Head;
import java.io.IOException;

/** Frames that Zstandard and LZ4 share and whose content no decompressor gives out (RFC 8878, 3.1.2). */
public final class SkippableFrames {
    private static final int MAGIC = 0x184d2a50;
    private static final int HEADER_BYTES = 8;

    private SkippableFrames() {}

    public static boolean isMagic(int magic) {
        return (magic & 0xffff_fff0) == MAGIC;
    }

    /**
     * Where the first frame of another kind begins; the length of the head if that is beyond it, and -1 if the frames do
     * not fit into the file.
     */
    public static int skipped(Head head) {
        long at = 0;
        while (at + HEADER_BYTES <= head.length() && isMagic(head.i32le((int) at))) {
            at += HEADER_BYTES + (head.i32le((int) at + 4) & 0xffff_ffffL);
            if (head.sizeBytes() >= 0 && at > head.sizeBytes()) {
                return -1;
            }
        }
        return (int) Math.min(at, head.length());
    }

    /** Passes over one, at whose magic the reader stands. */
    public static void skip(ByteReader in) throws IOException {
        in.require(HEADER_BYTES);
        in.advance(4);
        in.skip(in.u32le());
    }

    /** The magic at which the reader stands, or 0 if fewer than four bytes are left. */
    public static int magic(ByteReader in) throws IOException {
        if (in.request(4) < 4) {
            return 0;
        }
        byte[] a = in.array();
        int i = in.index();
        return a[i] & 0xff | (a[i + 1] & 0xff) << 8 | (a[i + 2] & 0xff) << 16 | a[i + 3] << 24;
    }

    /** Passes over all that begin a file, and returns the magic behind them. */
    public static int skipAll(ByteReader in) throws IOException {
        while (isMagic(magic(in))) {
            skip(in);
        }
        return magic(in);
    }
}
